internal import Patterns

/// What the files of another tool ask for, in our terms.
package struct MigrationPlan: Sendable {
  /// As the report names it: "gitleaks".
  package let tool: String
  /// The files that were read.
  package var files: [String] = []
  /// Rule files of the other tool that load as they are.
  package var ruleFiles: [ForeignPlace] = []
  /// What becomes a rule file.
  package var rules = MigratedRules()
  package var secrets: [KnownSecret] = []
  package var exceptions: [MigrationException] = []

  package init(tool: String) {
    self.tool = tool
  }

  package mutating func except(
    _ file: String, _ line: Int?, _ reason: String, advice: String? = nil
  ) {
    exceptions.append(
      MigrationException(ForeignPlace(file: file, line: line), reason, advice: advice))
  }
}

/// Allowlists and rules that another tool writes in a form of its own.
package struct MigratedRules: Sendable {
  /// A pattern, and where it is from.
  package struct Pattern: Hashable, Sendable {
    package let text: String
    package let origin: ForeignPlace
  }

  package struct Rule: Hashable, Sendable {
    package var id: String
    package var description: String
    package var regex: String
    package var keywords: [String] = []
    package var entropy: Double?
    package var stopwords: [String] = []
    /// Patterns of which one in the match clears it.
    package var unless: [String] = []
    package let origin: ForeignPlace
  }

  /// Over paths that are not looked at.
  package var paths: [Pattern] = []
  /// Over lines that are not looked at.
  package var lines: [Pattern] = []
  /// Over values that are none.
  package var values: [Pattern] = []
  /// Words that a secret does not contain.
  package var words: [Pattern] = []
  package var rules: [Rule] = []

  package init() {}

  package var isEmpty: Bool {
    paths.isEmpty && lines.isEmpty && values.isEmpty && words.isEmpty && rules.isEmpty
  }
}

extension MigrationPlan {
  /// Takes out what PCRE2 does not understand, and tells of it: one bad pattern would stop every scan.
  package mutating func dropForeignPatterns() {
    func sort(_ patterns: inout [MigratedRules.Pattern], _ what: String) {
      patterns.removeAll { pattern in
        guard let error = Self.error(of: pattern.text) else { return false }
        exceptions.append(
          MigrationException(
            pattern.origin, "the pattern for \(what) is none of PCRE2's: \(error)",
            advice: "write it anew in \(MigratedRules.fileName)"))
        return true
      }
    }
    sort(&rules.paths, "paths")
    sort(&rules.lines, "lines")
    sort(&rules.values, "values")
    rules.rules.removeAll { rule in
      guard let error = ([rule.regex] + rule.unless).lazy.compactMap(Self.error).first else {
        return false
      }
      exceptions.append(
        MigrationException(
          rule.origin, "a pattern of \(rule.id) is none of PCRE2's: \(error)",
          advice: "write it anew in \(MigratedRules.fileName)"))
      return true
    }
  }

  private static func error(of pattern: String) -> PatternError? {
    do throws(PatternError) {
      _ = try Pattern(pattern, jit: false)
      return nil
    } catch {
      return error
    }
  }
}
