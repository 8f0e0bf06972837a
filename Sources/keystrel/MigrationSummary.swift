internal import Migration
internal import ScanModel

/// What `keystrel migrate` tells.
struct MigrationSummary {
  private let result: MigrationResult
  private let files: [MigratedFiles.File]

  init(_ result: MigrationResult, _ files: MigratedFiles) {
    self.result = result
    self.files = files.all
  }

  var text: String {
    head
      + files.map { file in
        if file.isAsBefore { return "\(file.name) has it all\n" }
        return (file.before == nil ? "wrote" : "added to") + " \(file.name)\n"
      }.joined() + tail
  }

  /// Of a dry run: the files too, or the lines that they get.
  var preview: String {
    head
      + files.map { file in
        if file.isAsBefore { return "\(file.name) has it all\n" }
        let what = file.before == nil ? "write" : "add to"
        return "would \(what) \(file.name):\n\n\(indented(file.newLines))\n"
      }.joined() + tail
  }

  private var head: String {
    let files = result.plan.files.map { escapedForDisplay($0.utf8) }.joined(separator: ", ")
    var lines = ["read \(files)"]
    if !result.plan.ruleFiles.isEmpty {
      lines.append("rule files that load as they are: \(result.plan.ruleFiles.count)")
    }
    let rules = result.plan.rules
    let patterns = rules.paths.count + rules.lines.count + rules.values.count + rules.words.count
    if !rules.rules.isEmpty { lines.append("rules: \(rules.rules.count)") }
    if patterns > 0 { lines.append("patterns and words of allowlists: \(patterns)") }
    if !result.suppressions.isEmpty {
      lines.append("suppressions by fingerprint: \(result.suppressions.count)")
    }
    if !result.baseline.isEmpty {
      lines.append("secrets in the baseline: \(result.baseline.count)")
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private var tail: String {
    var text = ""
    if !result.exceptions.isEmpty {
      text += "\nnot carried over: \(result.exceptions.count)\n"
      text += result.exceptions.map { "  \($0.line)\n" }.joined()
    }
    if !result.unneeded.isEmpty {
      text += "\nnot needed, since nothing that keystrel reports stands there: "
      text += "\(result.unneeded.count)\n"
      text += result.unneeded.map { "  \($0.place)\n" }.joined()
    }
    return text
  }

  private func indented(_ lines: [Substring]) -> String {
    // Without the lines that keep the entries of a baseline apart.
    lines.filter { !($0.hasPrefix("# ") && $0.count == 4) }
      .map { $0.isEmpty ? "\n" : "    \($0)\n" }.joined()
  }
}
