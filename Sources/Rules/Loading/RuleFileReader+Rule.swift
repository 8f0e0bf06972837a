internal import ScanModel

extension RuleFileReader {
  private static let gitleaksKeys = [
    "id", "description", "regex", "secretGroup", "entropy", "path", "keywords", "tags",
    "skipReport", "allowlists", "allowlist", "required",
  ]
  private static let ourKeys = [
    "title", "kind", "anchors", "reach", "unless", "confidence", "severity", "service", "proof",
    "context", "noun", "help", "fix", "examples", "counterexamples",
  ]

  /// Sets what the fields of a `[[rules]]` table give; lists grow, anything else is replaced.
  mutating func readRule(
    _ fields: [RuleField], into base: Rule
  ) throws(RuleFileError) -> Rule {
    var rule = base
    for field in fields {
      switch field.name {
      case "id": break
      case "description": rule.description = try field.string()
      case "regex": rule.regex = try field.nonEmptyString()
      case "secretgroup": rule.secretGroup = try field.integer(in: 0...999)
      case "entropy": rule.entropy = try field.number()
      case "path": rule.path = try field.nonEmptyString()
      case "keywords": rule.keywords += try field.strings()
      case "tags": rule.tags += try field.strings()
      case "skipreport": rule.skipReport = try field.bool()
      case "allowlists", "allowlist":
        for table in try field.tables() {
          rule.allowlists.append(try readAllowlist(table, table.fields()))
        }
      case "required":
        for table in try field.tables() { rule.required.append(try readRequired(table)) }
      default:
        isOurs = try readOurs(field, into: &rule) || isOurs
      }
    }
    let foreign = rule.kind == .posture ? Self.keysForSecrets : Self.keysForPosture
    for field in fields where foreign.contains(field.name) {
      throw field.error("'\(field.key)' means nothing in a rule of kind '\(rule.kind.rawValue)'")
    }
    return rule
  }

  private static let keysForPosture: Set = ["fix"]
  private static let keysForSecrets: Set = [
    "entropy", "required", "skipreport", "confidence", "service", "proof", "context",
  ]

  /// Sets what gitleaks does not know; false when we do not know it either.
  private mutating func readOurs(
    _ field: RuleField, into rule: inout Rule
  ) throws(RuleFileError) -> Bool {
    switch field.name {
    case "title": rule.title = try field.string()
    case "kind": rule.kind = try field.choice(Rule.Kind.self)
    case "unless": rule.allowlists.append(try readUnless(field))
    case "anchors": rule.anchors = try readAnchors(field)
    case "reach": rule.reach = try readReach(field)
    case "confidence":
      let names = Confidence.allCases.map(\.name)
      rule.confidence = try field.choice(names, Confidence.init(name:))
    case "severity":
      rule.severity = try field.choice(Severity.allCases.map(\.name), Severity.init(name:))
    case "service": rule.service = try readServiceReference(field)
    case "proof": rule.proof = try field.choice(Proof.self)
    case "context": rule.context = try field.choice(Rule.Context.self)
    case "noun": rule.noun = try field.nonEmptyString()
    case "help": rule.help = try field.string()
    case "fix": rule.fix = try readFix(field)
    case "examples": rule.examples = try readExamples(field)
    case "counterexamples": rule.counterexamples = try readExamples(field)
    default:
      unknownKey(field, known: Self.gitleaksKeys + Self.ourKeys)
      return false
    }
    return true
  }

  /// Reads gitleaks' `[[allowlists]]` of a rule or of a file.
  ///
  /// - Parameters:
  ///   - table: the table, for its place.
  ///   - fields: its fields, without those that the caller has read.
  /// - Returns: the allowlist, which has at least one condition.
  /// - Throws: when a value has the wrong type or there is no condition.
  mutating func readAllowlist(
    _ table: RuleTable, _ fields: [RuleField]
  ) throws(RuleFileError) -> Allowlist {
    var allowlist = Allowlist()
    for field in fields {
      switch field.name {
      case "description": allowlist.description = try field.string()
      case "condition":
        allowlist.matchAll = try field.choice(["AND", "OR"]) { word in
          ["and": true, "&&": true, "or": false, "||": false][word.lowercased()]
        }
      case "commits": allowlist.commits = try field.strings()
      case "paths": allowlist.paths = try field.strings()
      case "regexes": allowlist.regexes = try field.strings()
      case "regextarget":
        allowlist.regexTarget = try field.choice(Allowlist.Target.allCases.map(\.rawValue)) {
          $0.isEmpty ? .secret : Allowlist.Target(rawValue: $0.lowercased())
        }
      case "stopwords": allowlist.stopwords = try field.strings()
      default:
        unknownKey(
          field,
          known: [
            "description", "condition", "commits", "paths", "regexes", "regexTarget", "stopwords",
            "targetRules",
          ])
      }
    }
    let conditions = [
      allowlist.commits, allowlist.paths, allowlist.regexes, allowlist.stopwords,
    ]
    guard conditions.contains(where: { !$0.isEmpty }) else {
      // gitleaks refuses it too: with AND it would allow everything.
      throw table.place.error(
        nil, "the allowlist needs one of commits, paths, regexes and stopwords")
    }
    return allowlist
  }

  private mutating func readRequired(_ table: RuleTable) throws(RuleFileError) -> RequiredRule {
    var required = RequiredRule(id: "")
    for field in table.fields() {
      switch field.name {
      case "id":
        required.id = try field.nonEmptyString()
        rules.references.append(RuleReference(kind: .rule, id: required.id, field: field))
      case "withinlines": required.withinLines = try field.integer(in: 0...1_000_000)
      case "withincolumns": required.withinColumns = try field.integer(in: 0...1_000_000)
      default: unknownKey(field, known: ["id", "withinLines", "withinColumns"])
      }
    }
    guard !required.id.isEmpty else {
      throw table.place.error(nil, "a required rule has no id")
    }
    return required
  }
}

extension RuleFileReader {
  /// Reads `[{ literal = "JQQJ9" }, { run = "hex", length = 32 }]`.
  private mutating func readAnchors(_ field: RuleField) throws(RuleFileError) -> [Anchor] {
    var anchors: [Anchor] = []
    for element in try field.elements() {
      var literal: String?
      var ignoringCase = false
      var run: ByteClass?
      var length: Int?
      for field in try element.table() {
        switch field.name {
        case "literal": literal = try field.nonEmptyString()
        case "ignorecase": ignoringCase = try field.bool()
        case "run": run = try field.choice(ByteClass.self)
        case "length": length = try field.integer(in: 1...4096)
        default: unknownKey(field, known: ["literal", "ignoreCase", "run", "length"])
        }
      }
      switch (literal, run, length) {
      case (let literal?, nil, nil): anchors.append(.literal(literal, ignoringCase: ignoringCase))
      case (nil, let run?, let length?): anchors.append(.run(run, length: length))
      default: throw element.error("an anchor is a literal, or a run with its length")
      }
    }
    return anchors
  }

  /// Reads `{ before = 200, after = 100 }`, in bytes.
  private mutating func readReach(_ field: RuleField) throws(RuleFileError) -> Rule.Reach {
    var reach = Rule.Reach(before: 0, after: 0)
    for part in try field.table() {
      switch part.name {
      case "before": reach.before = try part.integer(in: 0...1_048_576)
      case "after": reach.after = try part.integer(in: 0...1_048_576)
      default: unknownKey(part, known: ["before", "after"])
      }
    }
    return reach
  }

  /// Reads patterns of which one inside of the match clears it: gitleaks' allowlist in fewer words.
  private func readUnless(_ field: RuleField) throws(RuleFileError) -> Allowlist {
    var allowlist = Allowlist()
    allowlist.regexes = try field.strings()
    allowlist.regexTarget = .match
    guard !allowlist.regexes.isEmpty else { throw field.error("'unless' has no pattern") }
    return allowlist
  }

  /// Reads `{ summary = "set …", replacement = "disableLocalAuth: true", commands = ["az …"] }`.
  private mutating func readFix(_ field: RuleField) throws(RuleFileError) -> Hint {
    var summary = ""
    var replacement: String?
    var commands: [String] = []
    for part in try field.table() {
      switch part.name {
      case "summary": summary = try part.nonEmptyString()
      case "replacement": replacement = try part.nonEmptyString()
      case "commands": commands = try part.strings()
      default: unknownKey(part, known: ["summary", "replacement", "commands"])
      }
    }
    guard !summary.isEmpty else { throw field.error("the fix has no summary") }
    return Hint(summary: summary, replacement: replacement, commands: commands)
  }

  /// Reads texts, and tables of a text with the path where it is said to stand.
  private mutating func readExamples(_ field: RuleField) throws(RuleFileError) -> [Rule.Example] {
    var examples: [Rule.Example] = []
    for element in try field.elements() {
      var example = Rule.Example(path: "example.txt", text: element.optionalString ?? "")
      if element.optionalString == nil {
        for part in try element.table() {
          switch part.name {
          case "path": example.path = try part.nonEmptyString()
          case "text": example.text = try part.nonEmptyString()
          default: unknownKey(part, known: ["path", "text"])
          }
        }
      }
      guard !example.text.isEmpty else { throw element.error("an example has no text") }
      examples.append(example)
    }
    return examples
  }

  /// The id of a `[[services]]` entry, which is looked up when all files are read.
  mutating func readServiceReference(_ field: RuleField) throws(RuleFileError) -> String {
    let id = try field.nonEmptyString()
    rules.references.append(RuleReference(kind: .service, id: id, field: field))
    return id
  }
}
