internal import Synchronization

/// A pattern that is compiled when it is first needed, by whichever thread comes first.
///
/// Of all rules a scan needs a few; compiling the others would be most of the time before the first file is read.
package final class LazyPattern: Sendable {
  package let source: String
  private let ignoringCase: Bool
  private let anchored: Bool
  private let partial: Bool
  private let compiled = AtomicLazyReference<Compiled>()

  /// A compiled pattern or the reason why there is none, by reference so that it can be published atomically.
  private final class Compiled: Sendable {
    let result: Result<Pattern, PatternError>

    init(_ result: Result<Pattern, PatternError>) {
      self.result = result
    }
  }

  package init(
    _ source: String, ignoringCase: Bool = false, anchored: Bool = false, partial: Bool = false
  ) {
    self.source = source
    self.partial = partial
    self.ignoringCase = ignoringCase
    self.anchored = anchored
  }

  /// The compiled pattern; when several threads come at once each compiles, and all get the first one's.
  ///
  /// - Throws: the same error every time when the pattern does not compile.
  package func pattern() throws(PatternError) -> Pattern {
    if let known = compiled.load() { return try known.result.get() }
    let result = Result { () throws(PatternError) in
      try Pattern(source, ignoringCase: ignoringCase, anchored: anchored, partial: partial)
    }
    return try compiled.storeIfNil(Compiled(result)).result.get()
  }
}
