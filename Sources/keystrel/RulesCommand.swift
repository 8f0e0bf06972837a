internal import ArgumentParser
internal import Rules
internal import ScanModel
internal import Scanning

struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract: "Lists, shows and tests the rules.",
    subcommands: [List.self, Show.self, Test.self, Expand.self])

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Lists the rules, one a line.")

    @OptionGroup var options: RuleOptions

    func run() throws {
      let rules = try loadOrExit(options).ruleSet.rules
      let width = rules.map(\.id.count).max() ?? 0
      let lines = rules.map { rule in
        let padding = String(repeating: " ", count: width - rule.id.count)
        return escapedLines("\(rule.id)\(padding)  \(rule.severity.name)  \(rule.description)\n")
      }
      try StandardOutput.write(lines.joined())
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Shows one rule: what it looks for, what helps, its examples.")

    @Argument(help: "The rule's id.")
    var id: String

    @OptionGroup var options: RuleOptions

    func run() throws {
      let rules = try loadOrExit(options).ruleSet.rules
      guard let rule = rules.first(where: { $0.id == id }) else {
        throw ValidationError("no rule is called '\(id)'; see 'keystrel rules list'")
      }
      try StandardOutput.write(escapedLines(rule.card))
    }
  }

  struct Test: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Runs the examples and counterexamples of rules through the whole pipeline.",
      discussion:
        "With files: their rules, together with the built-in ones. Without: the built-in rules.")

    @Argument(help: "Rule files.", completion: .file(extensions: ["toml"]))
    var files: [String] = []

    func run() throws {
      var options = RuleOptions()
      options.config = nil
      options.noConfig = true
      options.ruleFiles = files
      let loaded = try loadOrExit(options)
      let errors = loaded.patternErrors()
      let check = RuleCheck(loaded.ruleSet)
      var failures: [RuleCheck.Failure] = []
      var examples = 0
      for rule in loaded.ruleSet.rules {
        failures += check.failures(of: rule)
        examples += rule.examples.count + rule.counterexamples.count
      }
      var lines = errors.map { escapedLines($0.description) }
      lines += failures.map { escapedLines("\($0.rule): \($0.example) \($0.message)") }
      let problems = errors.count + failures.count
      let rules = loaded.ruleSet.rules.count
      lines.append(
        "\(rules) rules, \(examples) examples, \(problems) \(problems == 1 ? "problem" : "problems")"
      )
      try StandardOutput.write(lines.map { $0 + "\n" }.joined())
      if problems > 0 { throw ExitStatus.findings.code }
    }
  }
}

/// Loads rules, or says in one line why not and ends.
private func loadOrExit(_ options: RuleOptions) throws -> LoadedRules {
  do {
    return try options.load()
  } catch let error as RuleFileError {
    StandardErrors.say("keystrel: \(error)\n")
    throw ExitStatus.incomplete.code
  }
}

extension Rule {
  /// The rule for a person.
  fileprivate var card: String {
    var text = "\(id): \(title.isEmpty ? description : title)\n\(description)\n\n"
    if kind == .posture { text += "kind        posture: runs with --posture only\n" }
    text += "severity    \(severity.name)\n"
    if kind == .secret { text += "confidence  \(confidence.name)\n" }
    if let regex { text += "regex       \(regex)\n" }
    if let proof { text += "proof       \(proof.rawValue)\n" }
    if context == .required { text += "context     required: a header, call, name or endpoint\n" }
    if !keywords.isEmpty { text += "keywords    \(keywords.joined(separator: ", "))\n" }
    if !tags.isEmpty { text += "tags        \(tags.joined(separator: ", "))\n" }
    if let fix { text += "fix         \(fix.summary)\n" }
    if !help.isEmpty { text += "\n\(help)\n" }
    for (name, list) in [("found", examples), ("not found", counterexamples)] {
      for example in list { text += "\n\(name) in \(example.path):\n\(example.text)\n" }
    }
    return text
  }
}
