internal import Inputs
internal import Migration
internal import Reporting
internal import Rules
internal import ScanModel
internal import Triage

/// The files that a migration writes: what is there already is kept, and gets what it lacks.
struct MigratedFiles {
  struct File {
    /// From the root.
    let name: String
    let text: String
    /// What was there; nil when there was nothing, or it is to be replaced.
    let before: String?

    var isAsBefore: Bool { before == text }

    /// All, or those that are not in what was there.
    var newLines: [Substring] {
      func lines(_ text: String) -> [Substring] {
        text.split(separator: "\n", omittingEmptySubsequences: false)
      }
      guard let before else { return lines(text) }
      return lines(text).difference(from: lines(before)).insertions.compactMap { change in
        if case .insert(_, let line, _) = change { line } else { nil }
      }
    }
  }

  private(set) var all: [File] = []
  private let root: String
  private let baselinePath: String

  /// Decides what is written.
  ///
  /// - Parameters:
  ///   - result: of the migration.
  ///   - run: that made it.
  ///   - replaces: whether what is there is forgotten.
  /// - Throws: one line, for a file that cannot be read or added to.
  init(of result: MigrationResult, by run: MigrationRun, replacing replaces: Bool) throws {
    root = run.root
    // What is to be replaced is read as well, and a link is an error.
    let settings = try Self.settings(at: root)
    let existing = replaces ? Settings(file: Settings.fileName) : settings
    baselinePath = existing.baseline?.value ?? Baseline.defaultPath
    if !result.plan.rules.isEmpty { try addRules(result, replaces) }
    try addSettings(result, existing, replaces)
    let baseline = result.baseline.filter { !existing.suppresses($0) }
    if !baseline.isEmpty { try addBaseline(baseline, of: result, by: run, existing, replaces) }
  }

  /// The settings that are there; empty ones where there are none.
  ///
  /// - Throws: one line when they cannot be read.
  static func settings(at root: String) throws -> Settings {
    guard let text = try text(of: Settings.fileName, at: root) else {
      return Settings(file: Settings.fileName)
    }
    return try Settings(RuleFile(name: Settings.fileName, text: text))
  }

  private mutating func addRules(_ result: MigrationResult, _ replaces: Bool) throws {
    let name = MigratedRules.fileName
    let found = try Self.text(of: name, at: root)
    let (rules, tool) = (result.plan.rules, result.plan.tool)
    guard !replaces, let found else {
      all.append(File(name: name, text: rules.text(from: tool), before: nil))
      return
    }
    let text = rules.text(from: tool, addedTo: found)
    // Whoever runs the next scan must not be the first to find a mistake in it.
    _ = try RuleLoader.load(adding: [RuleFile(name: name, text: text)])
    all.append(File(name: name, text: text, before: found))
  }

  private mutating func addSettings(
    _ result: MigrationResult, _ existing: Settings, _ replaces: Bool
  ) throws {
    let name = Settings.fileName
    let there = try Self.text(of: name, at: root)
    let found = replaces ? nil : there
    guard
      let new = result.settings(
        besides: existing.ruleFiles.map(\.value), isSuppressed: existing.suppresses)
    else {
      if let found, result.settings() != nil {
        all.append(File(name: name, text: found, before: found))
      }
      return
    }
    let list = existing.ruleFiles.first?.position.map { ($0.line, $0.column) }
    let text = found.map { new.added(to: $0, list: list) } ?? new.text
    let read = try? Settings(RuleFile(name: name, text: text))
    guard let read, Set(read.ruleFiles.map(\.value)).isSuperset(of: new.ruleFiles),
      new.suppressions.keys.allSatisfy(read.suppresses)
    else {
      throw MigrationFailure(
        "\(name): its table [rules] is not written as one that can be added to: put "
          + "\(new.fileList.filter { !$0.isNewline }) into it, and migrate again")
    }
    all.append(File(name: name, text: text, before: found))
  }

  private mutating func addBaseline(
    _ fingerprints: Set<Fingerprint>, of result: MigrationResult, by run: MigrationRun,
    _ settings: Settings, _ replaces: Bool
  ) throws {
    var baseline = Baseline(
      kind: FingerprintKind(run.fingerprintKey),
      scope: result.plan.secrets.contains { $0.commit != nil } ? .history : .workTree,
      fingerprints: fingerprints)
    let there = try Self.text(of: baselinePath, at: root)
    let found = replaces ? nil : there
    if let found {
      let existing = try Baseline(reading: Array(found.utf8), named: baselinePath)
      try existing.check(for: baseline.kind, variable: settings.keyVariable, named: baselinePath)
      baseline.fingerprints.formUnion(existing.fingerprints)
      // What only the history holds must not look as if it had gone from the files.
      if existing.scope == .history { baseline.scope = .history }
      guard !existing.fingerprints.isSuperset(of: fingerprints) else {
        all.append(File(name: baselinePath, text: found, before: found))
        return
      }
    }
    all.append(File(name: baselinePath, text: baseline.text, before: found))
  }

  /// Writes what is new, and tells git how to merge a baseline.
  ///
  /// - Returns: whether git had not been told.
  /// - Throws: one line for a file that cannot be written.
  func write() throws -> Bool {
    for file in all where !file.isAsBefore {
      let output = try OutputFile(path: root + "/" + file.name)
      output.write(file.text)
      try output.finish()
    }
    guard all.contains(where: { $0.name == baselinePath }) else { return false }
    return try BaselineFile(path: nil, usual: baselinePath, root: root).addMergeAttribute()
  }

  /// A file of ours; nil when there is none.
  private static func text(of name: String, at root: String) throws -> String? {
    let files = SettingsFiles(folder: root, origin: "the work tree")
    let limit = name == Settings.fileName ? Settings.largestFile : Baseline.largestFile
    guard let bytes = try files.read(name, limit: limit) else { return nil }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw MigrationFailure("\(name): not UTF-8")
    }
    return text
  }
}

extension Settings {
  /// Whether an entry lets a secret stand, wherever it is.
  fileprivate func suppresses(_ fingerprint: Fingerprint) -> Bool {
    suppressions.contains { entry in
      entry.rule == nil && entry.paths.isEmpty
        && entry.fingerprint.map { fingerprint.hex.hasPrefix($0) } ?? false
    }
  }
}
