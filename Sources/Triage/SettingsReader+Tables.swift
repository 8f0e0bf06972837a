internal import PathPatterns
internal import Rules
internal import ScanModel

/// The tables that say something about paths or rules.
extension SettingsReader {
  /// Reads `[levels.RULE]`.
  func readLevels(_ field: RuleField) throws(RuleFileError) -> RuleLevels {
    var levels = RuleLevels(rule: field.key, position: field.position)
    for part in try field.table() {
      switch part.name {
      case "confidence":
        levels.confidence = try part.choice(
          Confidence.allCases.map(\.name), Confidence.init(name:))
      case "severity":
        levels.severity = try part.choice(Severity.allCases.map(\.name), Severity.init(name:))
      default: throw part.unknown(among: ["confidence", "severity"])
      }
    }
    guard levels.confidence != nil || levels.severity != nil else {
      throw field.error("the levels of rule '\(field.key)' need confidence or severity")
    }
    return levels
  }

  /// Reads `[[exclude]]`.
  func readExclusion(_ table: RuleTable) throws(RuleFileError) -> Exclusion {
    var paths: [String] = []
    var reason: String?
    for field in table.fields() {
      switch field.name {
      case "paths": paths = try patterns(field)
      case "reason": reason = try field.text()
      default: throw field.unknown(among: ["paths", "reason"])
      }
    }
    guard !paths.isEmpty else { throw table.error("the exclusion has no paths") }
    guard let reason else { throw table.error("the exclusion has no reason") }
    return Exclusion(paths: paths, reason: reason, position: table.position)
  }

  /// Reads `[[owners]]`.
  func readOwners(_ table: RuleTable) throws(RuleFileError) -> PathOwners {
    var paths: [String] = []
    var names: [String] = []
    for field in table.fields() {
      switch field.name {
      case "paths": paths = try patterns(field)
      case "names": names = try field.names()
      default: throw field.unknown(among: ["paths", "names"])
      }
    }
    // Without names it takes the owners of others away, as in CODEOWNERS.
    guard !paths.isEmpty else { throw table.error("the owners have no paths") }
    return PathOwners(paths: paths, names: names, position: table.position)
  }

  /// Reads `[[suppress]]`.
  func readSuppression(_ table: RuleTable) throws(RuleFileError) -> SuppressionEntry {
    var fingerprint: String?
    var rule: String?
    var paths: [String] = []
    var suppression = Suppression(
      kind: .configuration, path: path, line: table.position?.line ?? 1)
    for field in table.fields() {
      switch field.name {
      case "fingerprint": fingerprint = try readFingerprint(field)
      case "rule": rule = try field.nonEmptyString()
      case "paths": paths = try patterns(field)
      case "reason": suppression.reason = try field.text()
      case "owner": suppression.owner = try field.text()
      case "until": suppression.until = try field.day()
      default:
        throw field.unknown(among: ["fingerprint", "rule", "paths", "reason", "owner", "until"])
      }
    }
    guard suppression.reason != nil else { throw table.error("the suppression has no reason") }
    let entry = SuppressionEntry(
      fingerprint: fingerprint, rule: rule, paths: paths, suppression: suppression)
    guard let entry else {
      throw table.error("the suppression needs a fingerprint, a rule or paths")
    }
    return entry
  }

  private func readFingerprint(_ field: RuleField) throws(RuleFileError) -> String {
    let digits = try field.string().lowercased()
    guard (12...64).contains(digits.utf8.count), digits.utf8.allSatisfy(ByteClass.hex.contains)
    else { throw field.error("'\(field.key)' has to be 12 to 64 hexadecimal digits") }
    return digits
  }

  private func patterns(_ field: RuleField) throws(RuleFileError) -> [String] {
    let patterns = try field.names()
    if let wrong = patterns.first(where: { !PathPatternList.isPattern($0) }) {
      throw field.error("'\(wrong)' names no files")
    }
    guard !patterns.allSatisfy({ $0.hasPrefix("!") }) else {
      throw field.error("'\(field.key)' only takes back, with '!', what it does not name")
    }
    return patterns
  }
}

extension RuleField {
  /// What somebody has written for others to read.
  fileprivate func text() throws(RuleFileError) -> String {
    let text = try string()
    guard text.contains(where: { !$0.isWhitespace }) else { throw error("'\(key)' is empty") }
    return text
  }
}
