internal import Migration
internal import ScanModel

/// What `keystrel migrate` tells.
struct MigrationSummary {
  private let result: MigrationResult
  private let outputs: [(name: String, text: String)]

  init(_ result: MigrationResult, _ outputs: [(name: String, text: String)]) {
    self.result = result
    self.outputs = outputs
  }

  var text: String {
    head + outputs.map { "wrote \($0.name)\n" }.joined() + tail
  }

  /// Of a dry run: the files too.
  var preview: String {
    head + outputs.map { "would write \($0.name):\n\n\(indented($0.text))\n" }.joined() + tail
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

  private func indented(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      // The lines that keep the entries of a baseline apart.
      .filter { !($0.hasPrefix("# ") && $0.count == 4) }
      .map { $0.isEmpty ? "\n" : "    \($0)\n" }.joined()
  }
}
