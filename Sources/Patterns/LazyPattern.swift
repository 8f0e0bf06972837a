internal import Synchronization

/// A pattern that is compiled when it is first needed, by whichever thread comes first.
///
/// Of all rules a scan needs a few; compiling the others would be most of the time before the first
/// file is read.
package final class LazyPattern: Sendable {
  package let source: String
  private let ignoringCase: Bool
  private let compiled = Mutex<Result<Pattern, PatternError>?>(nil)

  package init(_ source: String, ignoringCase: Bool = false) {
    self.source = source
    self.ignoringCase = ignoringCase
  }

  /// The compiled pattern; the others wait while one thread compiles.
  ///
  /// - Throws: the same error every time when the pattern does not compile.
  package func pattern() throws(PatternError) -> Pattern {
    try compiled.withLock { state in
      if let state { return state }
      let result = Result { () throws(PatternError) in
        try Pattern(source, ignoringCase: ignoringCase)
      }
      state = result
      return result
    }.get()
  }
}
