/// Why a pattern does not compile.
package struct PatternError: Error, Hashable, Sendable {
  /// PCRE2's own words, in lower case: "missing closing parenthesis".
  package let message: String
  /// Where in the pattern, in bytes from 0.
  package let offset: Int

  package init(message: String, offset: Int) {
    self.message = message
    self.offset = offset
  }
}

extension PatternError: CustomStringConvertible {
  package var description: String { "\(message) at offset \(offset) of the pattern" }
}

/// Why a search ended without an answer: never to be taken for "no match".
package enum MatchFailure: Error, Hashable, Sendable {
  /// The pattern ran away.
  case limit(Limit)
  /// PCRE2 refused; the code is one of `PCRE2_ERROR_…` in pcre2.h.
  case refused(code: Int, message: String)

  /// The limits of pcre2api(3), "The match context", and of pcre2jit(3).
  package enum Limit: String, Sendable, CaseIterable {
    case match = "steps"
    case depth = "depth"
    case heap = "heap memory"
    case jitStack = "stack memory"
  }
}

extension MatchFailure: CustomStringConvertible {
  package var description: String {
    switch self {
    case .limit(let limit): "the pattern needs more \(limit.rawValue) than a match is allowed"
    case .refused(let code, let message): "the regex engine failed: \(message) (\(code))"
    }
  }
}
