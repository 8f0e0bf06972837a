internal import Judging
internal import Matching
package import Rules
internal import ScanModel

/// Runs the examples and counterexamples of rules through the whole pipeline.
package struct RuleCheck {
  private let matcher: Matcher
  private let judge: Judge
  private let ruleSet: RuleSet

  package init(_ ruleSet: RuleSet) {
    // What a rule itself lets pass, for its entropy or an allowlist, is the reason that an author looks for.
    matcher = Matcher(MatchPlan(ruleSet), explains: true)
    judge = Judge(ruleSet, explains: true)
    self.ruleSet = ruleSet
  }

  /// An example that does not do what it is there for.
  package struct Failure: Sendable, Hashable {
    package let rule: String
    /// "example 2", "counterexample 1"; counted from 1.
    package let example: String
    package let message: String
  }

  /// Checks one rule.
  ///
  /// - Parameter rule: of the rule set.
  /// - Returns: nothing, when every example is found by this rule and no counterexample is: with medium confidence or more, or
  ///   what the rule starts from if that is less.
  package func failures(of rule: Rule) -> [Failure] {
    let kinds = [(rule.examples, "example", true), (rule.counterexamples, "counterexample", false)]
    return kinds.flatMap { examples, name, isWanted in
      examples.enumerated().compactMap { index, example in
        message(rule, example, isWanted: isWanted).map {
          Failure(rule: rule.id, example: "\(name) \(index + 1)", message: $0)
        }
      }
    }
  }

  private func message(_ rule: Rule, _ example: Rule.Example, isWanted: Bool) -> String? {
    let text: String
    do {
      text = try expandGenerators(example.text)
    } catch {
      return "\(error)"
    }
    let path = BytePath(example.path)
    if rule.kind == .posture {
      let isFound = posture(in: Array(text.utf8), path).contains { $0.rule == rule.id }
      guard isFound != isWanted else { return nil }
      return isWanted ? "is not matched, or cleared" : "is reported and should not be"
    }
    let (verdicts, dropped) = verdicts(in: Array(text.utf8), path: path)
    let own = verdicts.filter { ruleSet.rules[$0.match.rule].id == rule.id }
    let least = min(rule.confidence, .medium)
    let isFound = own.contains { $0.finding.map { $0.confidence >= least } ?? false }
    guard isFound != isWanted else { return nil }
    guard isWanted else { return "is reported and should not be" }
    if let reason = dropped[rule.id] { return "is dropped: \(reason)" }
    if own.contains(where: { $0.finding != nil }) { return "is reported with low confidence only" }
    let other = verdicts.first { $0.finding != nil }.map { ruleSet.rules[$0.match.rule].id }
    return other.map { "is reported by \($0) instead" } ?? "is not matched"
  }

  /// The verdicts on a text, and for each rule of which something was dropped the first reason.
  private func verdicts(
    in bytes: [UInt8], path: BytePath
  ) -> ([Judge.Verdict], dropped: [String: String]) {
    var verdicts: [Judge.Verdict] = []
    var dropped: [String: String] = [:]
    match(bytes, path) { text, found, source in
      verdicts = judge.judge(
        found.matches, marks: found.marks, decoded: found.decoded, in: text, from: source)
      for candidate in judge.explain(verdicts, found.dismissed, in: text, from: source) {
        guard case .dropped(let reason) = candidate.verdict else { continue }
        dropped[candidate.rule] = dropped[candidate.rule] ?? reason
      }
    }
    return (verdicts, dropped)
  }

  private func posture(in bytes: [UInt8], _ path: BytePath) -> [PostureFinding] {
    var findings: [PostureFinding] = []
    match(bytes, path) { text, found, source in
      findings = judge.posture(found.matches, in: text, from: source)
    }
    return findings
  }

  private func match(
    _ bytes: [UInt8], _ path: BytePath, _ body: (Span<UInt8>, Matcher.Found, Judge.Source) -> Void
  ) {
    unsafe bytes.withUnsafeBufferPointer { buffer in
      _ = unsafe matcher.match(buffer.span, path: path) { text, found in
        let source = Judge.Source(
          blob: Blob(path: path, origin: .file), segment: .whole(byteCount: bytes.count),
          encoding: found.encoding)
        body(text, found, source)
      }
    }
  }
}
