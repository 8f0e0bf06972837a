internal import Digests
package import Rules

/// Reads what trufflehog 3 keeps: its configuration, lists of paths and its JSON output as a baseline.
package enum TruffleHog {
  package static let usualFiles = [".trufflehog.yml", ".trufflehog.yaml", "trufflehog.yml"]

  /// The mark of a line that trufflehog passes over.
  package static let mark = "trufflehog:ignore"

  /// Reads a file, by its name and content; a text that is neither YAML nor JSON is a list of `--exclude-paths`.
  ///
  /// - Throws: when it cannot be understood, with the line.
  package static func read(_ file: RuleFile, into plan: inout MigrationPlan) throws(RuleFileError) {
    plan.files.append(file.name)
    if file.isJSON {
      readOutput(file, into: &plan)
    } else if file.name.hasSuffix(".yml") || file.name.hasSuffix(".yaml") {
      try readConfiguration(file, into: &plan)
    } else {
      readPaths(file, into: &plan)
    }
  }

  private static func readOutput(_ file: RuleFile, into plan: inout MigrationPlan) {
    for result in JSONReader.readLines(file) {
      guard let value = result["Raw"]?.string, !value.isEmpty else { continue }
      let source = result["SourceMetadata"]?["Data"]?.members?.first?.value
      let path = source?["file"]?.string ?? ""
      plan.secrets.append(
        KnownSecret(
          origin: ForeignPlace(file: file.name, line: result.line),
          digest: .sha256(hexadecimal(Digest.sha256(Array(value.utf8)))), path: path,
          line: source?["line"]?.integer, commit: source?["commit"]?.string, purpose: .baseline))
    }
  }

  private static func readPaths(_ file: RuleFile, into plan: inout MigrationPlan) {
    for (index, line) in file.text.textLines.enumerated() {
      let pattern = line.trimmingBlanks
      guard !pattern.isEmpty, !pattern.hasPrefix("#") else { continue }
      plan.rules.paths.append(
        .init(text: String(line), origin: ForeignPlace(file: file.name, line: index + 1)))
    }
  }

  private static func readConfiguration(
    _ file: RuleFile, into plan: inout MigrationPlan
  ) throws(RuleFileError) {
    for member in try YAMLReader.read(file).members ?? [] {
      switch member.key {
      case "detectors":
        for detector in member.value.array ?? [] { readDetector(detector, file, into: &plan) }
      case "sources":
        for source in member.value.array ?? [member.value] {
          let name = source["name"]?.text ?? source["type"]?.text ?? "a source"
          plan.except(
            file.name, source.line, "the source \(name): keystrel reads one repository or folder",
            advice: "clone it and run keystrel history there")
        }
      default:
        plan.except(file.name, member.line, "'\(member.key)', which keystrel does not know")
      }
    }
  }

  private static func readDetector(
    _ detector: DataNode, _ file: RuleFile, into plan: inout MigrationPlan
  ) {
    let name = detector["name"]?.text ?? "detector"
    let regexes = (detector["regex"]?.members ?? []).sorted { $0.key < $1.key }
    let primary = detector["primary_regex_name"]?.text
    guard let regex = regexes.first(where: { $0.key == primary }) ?? regexes.first,
      let pattern = regex.value.string
    else {
      return plan.except(file.name, detector.line, "the detector \(name) has no regex")
    }
    var rule = MigratedRules.Rule(
      id: identifier(name), description: "\(name), a detector of trufflehog's configuration.",
      regex: pattern, origin: ForeignPlace(file: file.name, line: detector.line))
    rule.keywords = texts(detector["keywords"])
    rule.entropy = detector["entropy"]?.number
    rule.stopwords = texts(detector["exclude_words"])
    rule.unless = texts(detector["exclude_regexes_match"])
    plan.rules.rules.append(rule)
    for other in regexes where other.key != regex.key {
      plan.except(
        file.name, other.line, "the regex '\(other.key)' of \(name): a rule has one",
        advice: "write a rule for it and name it in 'required': docs/rules.md")
    }
    let reasons = [
      "verify": "nothing is sent over a network",
      "validations": "character classes are the regex's to ask for",
      "exclude_regexes_capture": "a secret is reported whole",
    ]
    for (key, reason) in reasons.sorted(by: { $0.key < $1.key }) {
      guard let member = detector.members?.last(where: { $0.key == key }) else { continue }
      plan.except(file.name, member.line, "'\(key)' of \(name): \(reason)")
    }
  }

  private static func texts(_ node: DataNode?) -> [String] {
    (node?.array ?? []).compactMap(\.text)
  }

  /// `HogTokenDetector` as ids of rules are written: `hogtokendetector`.
  private static func identifier(_ name: String) -> String {
    let id = name.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
    return id.isEmpty ? "detector" : "trufflehog-" + String(id)
  }
}
