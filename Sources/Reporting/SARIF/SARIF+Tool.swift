import ScanModel

extension SARIF {
  struct Tool: Encodable {
    let driver: Driver
  }

  /// The tool itself (§3.19).
  struct Driver: Encodable {
    var name = "Keystrel"
    var informationUri = "https://github.com/keystrel/keystrel"
    /// With the version, as Azure DevOps wants to have it.
    let fullName: String
    let version: String
    let semanticVersion: String
    let rules: [Rule]
    var notifications = Notification.Kind.allCases.map(\.descriptor)
  }

  /// A rule or a kind of notification: a `reportingDescriptor` (§3.49).
  struct Rule: Encodable {
    let id: String
    let name: String
    let shortDescription: MultiformatMessage
    let fullDescription: MultiformatMessage
    let help: MultiformatMessage?
    let defaultConfiguration: Configuration?
    let properties: Properties?

    struct Configuration: Encodable {
      let level: Level
    }

    /// What GitHub reads, in its own spelling.
    struct Properties: Encodable {
      let tags: [String]
      let precision: String
      let securitySeverity: String

      enum CodingKeys: String, CodingKey {
        case tags, precision
        case securitySeverity = "security-severity"
      }
    }
  }
}

extension SARIF.Rule {
  /// A rule as code scanning shows it.
  ///
  /// - Parameters:
  ///   - rule: the rule.
  ///   - confidence: the lowest of its findings here: a claim about all of them.
  init(_ rule: RuleInfo, confidence: Confidence) {
    id = rule.id
    name = Self.name(of: rule.id)
    shortDescription = SARIF.MultiformatMessage(text: SARIF.Limits.description(rule.title))
    let description = SARIF.Limits.description(
      sentence(rule.description.isEmpty ? rule.title : rule.description))
    fullDescription = SARIF.MultiformatMessage(text: description)
    let text = rule.help.isEmpty ? description : rule.help
    help = SARIF.MultiformatMessage(text: text, markdown: text)
    defaultConfiguration = Configuration(
      level: rule.isPosture ? .note : SARIF.Level(severity: rule.severity, confidence: .high))
    // Hard-coded credentials, which posture is not.
    var tags = ["security"] + (rule.isPosture ? [] : ["external/cwe/cwe-798"])
    for tag in rule.tags where !tags.contains(tag) { tags.append(tag) }
    properties = Properties(
      tags: Array(tags.prefix(SARIF.Limits.tags)),
      precision: confidence.precision, securitySeverity: rule.severity.score)
  }

  /// A kind of notification.
  init(notification id: String, title: String, _ description: String) {
    self.id = id
    name = Self.name(of: id)
    shortDescription = SARIF.MultiformatMessage(text: title)
    fullDescription = SARIF.MultiformatMessage(text: description)
    help = nil
    defaultConfiguration = nil
    properties = nil
  }

  /// A Pascal identifier, which is never the id itself (SARIF1001 and SARIF2012 of the validator).
  private static func name(of id: String) -> String {
    let name = id.split { !($0.isLetter || $0.isNumber) }
      .map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    let named = String(name.prefix(SARIF.Limits.ruleName - 4))
    return named.isEmpty || named == id ? named + "Rule" : named
  }
}

extension SARIF.Level {
  init(severity: Severity, confidence: Confidence) {
    self =
      switch confidence {
      case .low: .note
      case .medium: .warning
      case .high, .certain: severity >= .high ? .error : .warning
      }
  }
}

extension Severity {
  /// In the middle of the range that GitHub calls by the same name.
  fileprivate var score: String {
    switch self {
    case .low: "2.0"
    case .medium: "5.5"
    case .high: "8.0"
    case .critical: "9.5"
    }
  }
}

extension Confidence {
  fileprivate var precision: String {
    switch self {
    case .low: "low"
    case .medium: "medium"
    case .high: "high"
    case .certain: "very-high"
    }
  }
}
