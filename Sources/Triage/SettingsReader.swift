internal import PathPatterns
package import Rules
internal import ScanModel

extension Settings {
  /// Reads the settings.
  ///
  /// - Parameters:
  ///   - file: the text of a `.keystrel.toml`, named as mistakes in it are to be told.
  ///   - path: the file as suppressions name it.
  /// - Throws: the first mistake with its file, line and column; an unknown key is one.
  package init(_ file: RuleFile, path: String = Settings.fileName) throws(RuleFileError) {
    var reader = SettingsReader(file: file, path: BytePath(path))
    try reader.read()
    self = reader.settings
  }

  /// Whether a file that may also be a rule file holds settings: by its name, or by a key that no rule file has.
  package static func areIn(_ file: RuleFile) -> Bool {
    let name = file.name.split(separator: "/").last ?? ""
    if name == fileName || name.hasSuffix(fileName) || name == fileName.dropFirst() { return true }
    // A file with a mistake in its syntax is told of by whoever reads it as rules.
    guard let fields = try? RuleTable(file, allowsDates: true).fields() else { return false }
    return fields.contains { field in
      field.name == "rules"
        ? (try? field.table()) != nil : SettingsReader.keys.contains(field.name)
    }
  }
}

/// Reads one `.keystrel.toml`.
struct SettingsReader {
  private let file: RuleFile
  let path: BytePath
  private(set) var settings: Settings

  static let keys = [
    "fail-on", "show", "posture", "archives", "baseline", "fingerprint-key-variable",
    "foreign-suppressions", "rules", "levels", "exclude", "suppress", "owners",
  ]

  init(file: RuleFile, path: BytePath) {
    self.file = file
    self.path = path
    settings = Settings(file: file.name)
  }

  mutating func read() throws(RuleFileError) {
    for field in try RuleTable(file, allowsDates: true).fields() {
      switch field.name {
      case "fail-on":
        settings.failOn = setting(try field.choice(FailLevel.names, FailLevel.init(name:)), field)
      case "show":
        let names = Confidence.allCases.map(\.name)
        settings.show = setting(try field.choice(names, Confidence.init(name:)), field)
      case "posture": settings.posture = setting(try field.bool(), field)
      case "archives": settings.archives = setting(try field.bool(), field)
      case "baseline": settings.baseline = setting(try field.repositoryPath(), field)
      case "fingerprint-key-variable":
        settings.fingerprintKeyVariable = setting(try variableName(field), field)
      case "foreign-suppressions":
        settings.foreignSuppressions = setting(try foreignTools(field), field)
      case "rules": try readRules(field)
      case "levels":
        for level in try field.table() { settings.levels.append(try readLevels(level)) }
      case "exclude":
        for table in try field.tables() { settings.exclusions.append(try readExclusion(table)) }
      case "suppress":
        for table in try field.tables() { settings.suppressions.append(try readSuppression(table)) }
      case "owners":
        for table in try field.tables() { settings.owners.append(try readOwners(table)) }
      default: throw field.unknown(among: Self.keys)
      }
    }
  }

  private func setting<Value>(_ value: Value, _ field: RuleField) -> Setting<Value> {
    Setting(value, at: field.position)
  }

  private mutating func readRules(_ table: RuleField) throws(RuleFileError) {
    for field in try table.table() {
      switch field.name {
      case "files":
        settings.ruleFiles = try paths(field).map { setting($0, field) }
      case "off": settings.rulesOff = try field.names().map { setting($0, field) }
      case "on": settings.rulesOn = try field.names().map { setting($0, field) }
      default: throw field.unknown(among: ["files", "off", "on"])
      }
    }
  }

  private func paths(_ field: RuleField) throws(RuleFileError) -> [String] {
    var paths: [String] = []
    for text in try field.names() { paths.append(try field.repositoryPath(text)) }
    return paths
  }

  private func variableName(_ field: RuleField) throws(RuleFileError) -> String {
    let name = try field.nonEmptyString()
    guard name.utf8.allSatisfy({ ByteClass.alphanumeric.contains($0) || $0 == UInt8(ascii: "_") })
    else { throw field.error("'\(field.key)' has to be the name of an environment variable") }
    return name
  }

  private func foreignTools(_ field: RuleField) throws(RuleFileError) -> Set<ForeignTool> {
    var tools: Set<ForeignTool> = []
    for element in try field.elements() { tools.insert(try element.choice(ForeignTool.self)) }
    return tools
  }
}

extension RuleField {
  /// Texts of which none is empty.
  func names() throws(RuleFileError) -> [String] {
    let names = try strings()
    guard names.allSatisfy({ !$0.isEmpty }) else { throw error("'\(key)' has an empty text") }
    return names
  }

  /// A path from the root of the repository that cannot leave it.
  func repositoryPath() throws(RuleFileError) -> String {
    try repositoryPath(nonEmptyString())
  }

  /// The same of one of several.
  func repositoryPath(_ text: String) throws(RuleFileError) -> String {
    let parts = text.split(separator: "/").filter { $0 != "." }
    guard !text.hasPrefix("/"), !parts.isEmpty, !parts.contains("..") else {
      throw error("'\(text)' has to be a path inside of the repository, from its root")
    }
    return parts.joined(separator: "/")
  }
}
