internal import Inputs
internal import Rules
internal import ScanModel
internal import Triage

/// What in the settings does nothing, or not any more: one line each with its place.
struct SettingsWarnings {
  private let active: ActiveSettings
  private let rules: [String]
  private let paths: [BytePath]

  /// - Parameters:
  ///   - active: the settings.
  ///   - rules: the ids of all rules.
  /// - Throws: when the work tree cannot be listed.
  init(_ active: ActiveSettings, rules: [String]) throws {
    self.active = active
    self.rules = rules
    paths = try WorkTreeInput().listing().blobs.compactMap { active.source.base.inside($0.path) }
  }

  var all: [String] {
    active.settings.unknownRules(among: rules)
      + active.settings.warnings(today: .now, paths: paths) + missingBaseline
      + OptionVariables.warnings(knowing: [active.settings.keyVariable])
  }

  private var missingBaseline: [String] {
    guard let named = active.settings.baseline, (try? active.readBaseline()) == .some(nil) else {
      return []
    }
    let place = named.position.map { "\($0): " } ?? ""
    return ["\(place)there is no baseline \(named.value) yet: keystrel baseline create"]
  }
}
