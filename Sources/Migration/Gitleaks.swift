internal import Digests
package import Rules

/// Reads what gitleaks 8 keeps: its configuration, `.gitleaksignore` and reports that serve as a baseline.
package enum Gitleaks {
  /// Where they usually are, from the root of a repository.
  package static let usualFiles = [".gitleaks.toml", ".gitleaksignore"]

  /// Reads a file, by its name and content.
  ///
  /// - Parameters:
  ///   - file: its name and text.
  ///   - plan: what it adds to.
  ///   - reader: reads the files that a configuration extends.
  /// - Throws: when it is none of gitleaks', with the line.
  package static func read(
    _ file: RuleFile, into plan: inout MigrationPlan,
    reader: RuleLoader.Reader = RuleFile.init(path:)
  ) throws(RuleFileError) {
    plan.files.append(file.name)
    if file.name.hasSuffix(".toml") {
      try readConfiguration(file, into: &plan, reader: reader)
    } else if file.isJSON {
      try readReport(file, into: &plan)
    } else if let line = file.text.split(separator: "\n").first, line.hasPrefix("RuleID,") {
      plan.except(
        file.name, 1, "a report in CSV: gitleaks itself takes only JSON for a baseline",
        advice: "write it anew with --report-format json")
    } else {
      readIgnoreFile(file, into: &plan)
    }
  }

  /// Our reader of rule files takes it as it is: what it leaves out, it tells.
  private static func readConfiguration(
    _ file: RuleFile, into plan: inout MigrationPlan, reader: RuleLoader.Reader
  ) throws(RuleFileError) {
    var outside: [String] = []
    let loaded = try RuleLoader.load(adding: [file]) { path throws(RuleFileError) in
      if path.hasPrefix("/") || path.split(separator: "/").contains("..") { outside.append(path) }
      return try reader(path)
    }
    for path in outside {
      plan.except(
        file.name, nil,
        "it extends \(path), and settings read files from the root of the repository",
        advice: "write the path from there, without '..'")
    }
    plan.ruleFiles.append(ForeignPlace(file: file.name))
    for warning in loaded.warnings {
      plan.exceptions.append(MigrationException(warning: warning, of: file.name))
    }
    for rule in loaded.ruleSet.rules where rule.regex == nil {
      plan.except(
        file.name, loaded.position(ofRule: rule.id, key: "path", patternOffset: 0)?.line,
        "rule '\(rule.id)' looks at paths only, and a finding is a secret")
    }
    for (index, line) in file.text.textLines.enumerated()
    where line.drop(while: \.isWhitespace).lowercased().hasPrefix("usedefault")
      && line.contains("true")
    {
      plan.except(
        file.name, index + 1, "gitleaks' own rules are not added: keystrel has its own for Azure",
        advice: "to have them too, keep gitleaks' config/gitleaks.toml and name it in 'rules.files'"
      )
    }
  }

  private static func readIgnoreFile(_ file: RuleFile, into plan: inout MigrationPlan) {
    for (index, raw) in file.text.textLines.enumerated() {
      let entry = raw.trimmingBlanks
      guard !entry.isEmpty, !entry.hasPrefix("#") else { continue }
      let origin = ForeignPlace(file: file.name, line: index + 1)
      let parts = entry.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 3 || parts.count == 4, let line = parts.last.flatMap({ Int($0) }),
        line > 0
      else {
        plan.except(
          file.name, index + 1, "not of the form commit:file:rule:line or file:rule:line",
          advice: "gitleaks passes over it too")
        continue
      }
      plan.secrets.append(
        KnownSecret(
          origin: origin, path: parts[parts.count - 3], line: line,
          commit: parts.count == 4 ? parts[0] : nil,
          purpose: .suppression(reason: "listed in \(origin)")))
    }
  }

  private static func readReport(
    _ file: RuleFile, into plan: inout MigrationPlan
  ) throws(RuleFileError) {
    let report = try JSONReader.read(file)
    guard report["runs"] == nil else {
      return plan.except(
        file.name, report.line, "a report in SARIF: gitleaks itself takes only JSON for a baseline",
        advice: "write it anew with --report-format json")
    }
    guard let findings = report.array else {
      throw RuleFileError(file: file.name, message: "no report of gitleaks: not a list of findings")
    }
    for finding in findings {
      guard let path = finding["File"]?.string, let line = finding["StartLine"]?.integer else {
        plan.except(file.name, finding.line, "a finding without File and StartLine")
        continue
      }
      let value = finding["Secret"]?.string ?? ""
      plan.secrets.append(
        KnownSecret(
          origin: ForeignPlace(file: file.name, line: finding.line),
          digest: isRedacted(value) ? nil : .sha256(digest(value)), path: path, line: line,
          commit: finding["Commit"]?.string, purpose: .baseline))
    }
  }

  /// `REDACTED`, asterisks, or with `--redact=N` the beginning and three dots.
  private static func isRedacted(_ value: String) -> Bool {
    value.isEmpty || value == "REDACTED" || value.allSatisfy { $0 == "*" } || value.hasSuffix("...")
  }

  private static func digest(_ value: String) -> String {
    hexadecimal(Digest.sha256(Array(value.utf8)))
  }
}

extension RuleFile {
  /// Whether it begins as JSON does.
  var isJSON: Bool {
    guard let first = text.first(where: { !$0.isWhitespace }) else { return false }
    return first == "{" || first == "["
  }
}

extension MigrationException {
  /// A warning of the rule loader, `file:line:column: message`.
  fileprivate init(warning: String, of file: String) {
    var parts = warning.split(separator: ":", maxSplits: 3, omittingEmptySubsequences: false)
    let line = parts.count == 4 ? Int(parts[1]) : nil
    if line != nil { parts.removeFirst(3) }
    let reason = line == nil ? warning : String(parts[0].drop { $0 == " " })
    self.init(
      ForeignPlace(file: file, line: line), reason, advice: "it is left out when the file is read")
  }
}

extension StringProtocol {
  /// Without white space at both ends.
  var trimmingBlanks: String {
    let start = drop(while: \.isWhitespace)
    return String(start.reversed().drop(while: \.isWhitespace).reversed())
  }
}
