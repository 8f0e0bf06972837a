internal import ScanModel

/// Reads one rule file on top of what other files gave.
///
/// A file is ours when it is built in or holds a key that gitleaks does not know; else it is
/// gitleaks'. What is unknown in ours (a key, a rule that is disabled or amended) is an error; in
/// gitleaks' it is left out with a warning, since that file may be meant for a newer gitleaks or
/// for gitleaks' own rules.
struct RuleFileReader {
  let file: RuleFile
  /// What was read before, and what this file adds.
  var rules: RuleCollection
  var isOurs: Bool
  /// What a file of ours must not have, in the order found.
  private var doubts: [RuleFileError] = []
  private var idsHere: Set<String> = []

  /// Reads the file.
  ///
  /// - Parameters:
  ///   - file: its name and text.
  ///   - rules: what it adds to.
  ///   - isBuiltIn: whether it belongs to the tool; its rules then replace none.
  ///   - extend: reads the file that `[extend] path` names into a collection.
  /// - Returns: the collection with the file's rules, words and warnings.
  /// - Throws: the first mistake, with its place.
  static func read(
    _ file: RuleFile, into rules: RuleCollection, isBuiltIn: Bool,
    extend: (String, RuleCollection) throws(RuleFileError) -> RuleCollection
  ) throws(RuleFileError) -> RuleCollection {
    var reader = RuleFileReader(file: file, rules: rules, isOurs: isBuiltIn)
    reader.rules.texts.append(file.text)
    let fields = try RuleTable(file).fields()
    // What this file disables, amends or aims at can come from the one that it extends, and what
    // its allowlists aim at from its own rules.
    for field in fields where field.name == "extend" {
      try reader.readExtend(field, extend)
    }
    for field in fields where field.name == "rules" {
      for table in try field.tables() { try reader.readRule(table, isBuiltIn: isBuiltIn) }
    }
    for field in fields where field.name != "extend" && field.name != "rules" {
      try reader.readOther(field)
    }
    if let doubt = reader.doubts.first, reader.isOurs { throw doubt }
    reader.rules.warnings += reader.doubts.map(\.description)
    return reader.rules
  }

  private init(file: RuleFile, rules: RuleCollection, isOurs: Bool) {
    self.file = file
    self.rules = rules
    self.isOurs = isOurs
  }

  /// Notes what is wrong in a file of ours and only odd in gitleaks'.
  mutating func doubt(_ error: RuleFileError) {
    doubts.append(error)
  }

  /// Notes a key that nothing knows.
  mutating func unknownKey(_ field: RuleField, known: [String]) {
    doubt(field.unknown(among: known))
  }
}

extension RuleFileReader {
  private mutating func readOther(_ field: RuleField) throws(RuleFileError) {
    switch field.name {
    case "title", "description", "minversion":
      _ = try field.string()
    case "allowlist", "allowlists":
      for table in try field.tables() { try readGlobalAllowlist(table) }
    case "services", "hosts", "carriers", "names", "publishedvalues", "publisheddigests",
      "regions":
      isOurs = true
      try readVocabulary(field)
    default:
      unknownKey(field, known: Self.topLevelKeys)
    }
  }

  private static let topLevelKeys = [
    "title", "description", "extend", "rules", "allowlists", "allowlist", "services", "hosts",
    "carriers", "names", "publishedValues", "publishedDigests", "regions",
  ]

  private mutating func readExtend(
    _ field: RuleField, _ extend: (String, RuleCollection) throws(RuleFileError) -> RuleCollection
  ) throws(RuleFileError) {
    var disabled: RuleField?
    for table in try field.tables() {
      for field in table.fields() {
        switch field.name {
        // The built-in rules are always there.
        case "usedefault": _ = try field.bool()
        case "path": rules = try extend(try field.nonEmptyString(), rules)
        case "disabledrules": disabled = field
        default: unknownKey(field, known: ["useDefault", "path", "disabledRules"])
        }
      }
    }
    guard let disabled else { return }
    for id in try disabled.strings() where rules.remove(id) == nil {
      doubt(
        disabled.error(
          "there is no rule '\(id)' to disable" + suggestion(for: id, among: rules.ids)))
    }
  }

  private mutating func readRule(
    _ table: RuleTable, isBuiltIn: Bool
  ) throws(RuleFileError) {
    let keys = table.fields()
    guard let id = try keys.first(where: { $0.name == "id" })?.nonEmptyString() else {
      throw table.place.error(nil, "the rule has no id")
    }
    let place = TablePlace(
      file: file, outline: table.place.outline, path: table.place.path,
      subject: "rule '\(id)': ")
    let fields = keys.map { $0.moved(to: place) }
    let earlier = rules[id]
    if !idsHere.insert(id).inserted || isBuiltIn && earlier != nil {
      // gitleaks takes the last one.
      doubt(place.error("id", "another rule has the same id"))
    }
    // A rule that says what to look for replaces the earlier one of its id; any other amends it.
    if fields.contains(where: { $0.name == "regex" || $0.name == "path" }) {
      rules[id] = try readRule(fields, into: Rule(id: id))
    } else if let earlier {
      rules[id] = try readRule(fields, into: earlier)
      return
    } else {
      _ = try readRule(fields, into: Rule(id: id))
      doubt(place.error("id", "has neither regex nor path, and there is no such rule to amend"))
      return
    }
    rules.origins[id] = place
  }

  private mutating func readGlobalAllowlist(_ table: RuleTable) throws(RuleFileError) {
    let fields = table.fields()
    let allowlist = try readAllowlist(table, fields.filter { $0.name != "targetrules" })
    guard let targets = fields.first(where: { $0.name == "targetrules" }) else {
      rules.allowlists.append(allowlist)
      return
    }
    for id in try targets.strings() {
      guard rules[id] != nil else {
        doubt(
          targets.error("there is no rule '\(id)'" + suggestion(for: id, among: rules.ids)))
        continue
      }
      rules[id]?.allowlists.append(allowlist)
    }
  }
}
