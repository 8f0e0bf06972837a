package import Rules
package import ScanModel

/// What `.keystrel.toml` says; what it leaves open is nil or empty.
///
/// `docs/configuration.md` describes the file. Which of several sources decides is the command line's matter.
package struct Settings: Sendable {
  /// At the root of the repository.
  package static let fileName = ".keystrel.toml"
  /// Bytes; a thousand suppressions are a fifth of it.
  package static let largestFile = 1 << 20

  /// As messages name the file.
  package let file: String
  package var failOn: Setting<FailLevel>?
  package var show: Setting<Confidence>?
  package var posture: Setting<Bool>?
  package var archives: Setting<Bool>?
  /// The baseline's path, from the root.
  package var baseline: Setting<String>?
  /// The environment variable that holds the organisation's key.
  package var fingerprintKeyVariable: Setting<String>?
  /// Whose marks and ignore files are honoured.
  package var foreignSuppressions: Setting<Set<ForeignTool>>?
  /// Paths of rule files, from the root, in their order.
  package var ruleFiles: [Setting<String>] = []
  /// Ids of rules, with `*` for any letters.
  package var rulesOff: [Setting<String>] = []
  /// Ids of rules that stay on although `rulesOff` names them.
  package var rulesOn: [Setting<String>] = []
  package var levels: [RuleLevels] = []
  package var exclusions: [Exclusion] = []
  package var suppressions: [SuppressionEntry] = []
  package var owners: [PathOwners] = []

  package init(file: String) {
    self.file = file
  }

  /// The variable that holds the organisation's key, when no other is named.
  package static let usualKeyVariable = "KEYSTREL_FINGERPRINT_KEY"

  /// The variable that holds the organisation's key.
  package var keyVariable: String { fingerprintKeyVariable?.value ?? Self.usualKeyVariable }
}

/// A value with the place that gives it.
package struct Setting<Value: Sendable>: Sendable {
  package let value: Value
  /// Nil when it cannot be told.
  package let position: SourcePosition?

  package init(_ value: Value, at position: SourcePosition?) {
    self.value = value
    self.position = position
  }
}

/// From which confidence on a finding fails the run.
package enum FailLevel: Hashable, Sendable {
  case from(Confidence)
  case never

  /// Reads `low`, `medium`, `high`, `certain` or `never`.
  package init?(name: String) {
    if name == "never" {
      self = .never
    } else {
      guard let level = Confidence(name: name) else { return nil }
      self = .from(level)
    }
  }

  package var name: String {
    switch self {
    case .from(let level): level.name
    case .never: "never"
    }
  }

  /// Nil when no finding fails the run.
  package var confidence: Confidence? {
    if case .from(let level) = self { level } else { nil }
  }

  package static var names: [String] { Confidence.allCases.map(\.name) + ["never"] }
}

/// A scanner whose marks in comments and whose ignore files are understood.
package enum ForeignTool: String, Hashable, Sendable, CaseIterable {
  case gitleaks
  case detectSecrets = "detect-secrets"
}

/// How sure and how grave the findings of a rule count, whatever speaks for them.
package struct RuleLevels: Sendable {
  package let rule: String
  package var confidence: Confidence?
  package var severity: Severity?
  package let position: SourcePosition?
}

/// Paths of which nothing is reported.
package struct Exclusion: Sendable {
  /// As in `.gitignore`.
  package let paths: [String]
  package let reason: String
  package let position: SourcePosition?
}

/// Who answers for files.
package struct PathOwners: Sendable {
  /// As in `.gitignore`.
  package let paths: [String]
  /// People or teams, as the hosting service or the team calls them.
  package let names: [String]
  package let position: SourcePosition?
}
