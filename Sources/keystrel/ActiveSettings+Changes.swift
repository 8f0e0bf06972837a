internal import Inputs
internal import ScanModel
internal import Triage

extension ActiveSettings {
  /// Says in a report which settings held, and what the change does to them.
  func tell(in facts: inout TriageFacts, _ coverage: inout Coverage) {
    facts.origin = source.files?.origin
    facts.files = Set(filesRead).map { BytePath($0) }.sorted()
    if let baseline = missingBaseline {
      coverage.notes.append("there is no baseline \(baseline), which \(settings.file) names")
    }
    let changes = changes()
    facts.changes = changes.found + facts.changes
    coverage.notes += changes.notes
  }

  /// What the change that is scanned does to the files that decide.
  ///
  /// - Returns: in the order of the files; with a note for what could not be told.
  private func changes() -> (found: [SettingsChange], notes: [String]) {
    var found: Set<SettingsChange> = []
    var notes: [String] = []
    for change in source.changes {
      let changed = watched.filter { path, _ in
        !(source.files.map { change.after.hasSame(path, as: $0) } ?? false)
      }
      guard !changed.isEmpty else { continue }
      do {
        let before = try change.before()
        for (path, role) in changed {
          found.formUnion(
            SettingsComparison.changes(
              of: path, role, before: state(of: path, in: before),
              after: state(of: path, in: change.after)))
        }
      } catch {
        notes.append("what the change does to the settings could not be told: \(error)")
      }
    }
    return (
      found.sorted { ($0.path, $0.line ?? 0, $0.text) < ($1.path, $1.line ?? 0, $1.text) }, notes
    )
  }

  /// Files that say what is reported, by the settings that hold.
  private var watched: [(path: String, role: SettingsComparison.Role)] {
    let baseline = areNamed ? Baseline.defaultPath : baselinePath
    return [
      (Settings.fileName, .settings), (baseline, .baseline),
      (GitleaksIgnore.fileName, .ignoreFile),
    ] + Set(filesRead).subtracting([Settings.fileName, baseline]).sorted().map { ($0, .rules) }
  }

  private func state(of path: String, in files: SettingsFiles?) -> SettingsComparison.State {
    guard let files else { return .missing }
    do throws(SettingsFailure) {
      return try files.read(path).map { .bytes($0) } ?? .missing
    } catch {
      return .unreadable(error.reason)
    }
  }
}
