internal import Inputs
internal import Migration
internal import Rules
internal import ScanModel
internal import Scanning
internal import Triage

/// Reads another tool's files and looks for the secrets that they know.
struct MigrationRun {
  private let tool: MigratedTool
  /// The folder that becomes ours: the work tree, or the current folder.
  let root: String
  private let isRepository: Bool
  private let files: [RuleFile]
  let fingerprintKey: FingerprintKey?

  /// - Parameters:
  ///   - tool: whose files they are.
  ///   - names: of the files; none for those in the usual places.
  /// - Throws: one line, when a file cannot be read or there is none.
  init(_ tool: MigratedTool, _ names: [String]) throws {
    self.tool = tool
    let workTree = try SettingsFiles.workTreeRoot()
    isRepository = workTree != nil
    root = workTree ?? "."
    let root = root
    files =
      try names.isEmpty
      ? Self.usualFiles(of: tool).compactMap { name in
        guard fileExists(root + "/" + name) else { return nil }
        return try RuleFile(path: root + "/" + name).named(name)
      }
      : names.map { try RuleFile(path: $0).named(pathInside(root, of: $0) ?? $0) }
    fingerprintKey = try Triaging.readKey(MigratedFiles.settings(at: root).keyVariable)
    guard files.isEmpty else { return }
    throw MigrationFailure(
      "nothing of \(tool.rawValue) is here: \(Self.usualFiles(of: tool).joined(separator: ", ")); "
        + "name its files")
  }

  private static func usualFiles(of tool: MigratedTool) -> [String] {
    switch tool {
    case .gitleaks: Gitleaks.usualFiles
    case .detectSecrets: DetectSecrets.usualFiles
    case .trufflehog: TruffleHog.usualFiles
    }
  }

  /// Reads the files and finds what they mean.
  func result() throws -> MigrationResult {
    var plan = MigrationPlan(tool: tool.rawValue)
    for file in files {
      switch tool {
      case .gitleaks: try Gitleaks.read(file, into: &plan)
      case .detectSecrets:
        try DetectSecrets.read(file, into: &plan) {
          try? RuleFile(path: root + "/" + $0).named($0)
        }
      case .trufflehog: try TruffleHog.read(file, into: &plan)
      }
    }
    plan.dropForeignPatterns()
    for file in plan.ruleFiles where pathInside(root, of: root + "/" + file.file) == nil {
      plan.except(
        file.file, nil, "it is outside of the repository, and settings name files inside",
        advice: "copy it in and migrate again")
    }
    return try find(plan)
  }

  /// Scans the work tree, and the files of commits that the plan names.
  private func find(_ plan: MigrationPlan) throws -> MigrationResult {
    let own = plan.rules.isEmpty ? [] : [plan.rules.text(from: plan.tool)]
    let adding =
      files.filter { file in plan.ruleFiles.contains { $0.file == file.name } }
      + own.map { RuleFile(name: MigratedRules.fileName, text: $0) }
    let rules = try RuleLoader.load(adding: adding).ruleSet.withoutPosture
    let scan = Scan(rules, jobs: 2, reveal: true, fingerprintKey: fingerprintKey)
    let tree = try scan.run(WorkTreeInput(paths: [root]))
    var findings = tree.findings
    let named = plan.secrets.compactMap { secret in
      secret.commit.map { CommitFile(commit: $0, path: secret.path) }
    }
    var blobs: [CommitPath: BlobID] = [:]
    if isRepository, !named.isEmpty {
      let input = CommitFilesInput(named, folder: root)
      for (file, id) in try input.contents() { blobs[CommitPath(file.commit, file.path)] = id }
      findings += try scan.run(input).findings
    }
    let found = findings.compactMap { finding in
      finding.secret.revealed.map { FoundSecret(finding, value: Array($0.utf8)) }
    }
    return MigrationResult(
      plan, found: found, blobs: blobs,
      marked: tool == .trufflehog ? marked(tree.findings) : [:])
  }

  /// What stands on lines of the work tree that trufflehog passes over.
  private func marked(_ findings: [Finding]) -> [Fingerprint: ForeignPlace] {
    var marked: [Fingerprint: ForeignPlace] = [:]
    var texts: [BytePath: [Substring]] = [:]
    for finding in findings {
      for place in finding.occurrences where marked[finding.secret.fingerprint] == nil {
        let lines =
          texts[place.path]
          ?? (try? RuleFile(path: root + "/" + place.path.text))?.text
          .split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) ?? []
        texts[place.path] = lines
        let line = place.region.startLine
        guard line <= lines.count, lines[line - 1].contains(TruffleHog.mark) else { continue }
        marked[finding.secret.fingerprint] = ForeignPlace(file: place.path.text, line: line)
      }
    }
    return marked
  }
}

/// Why a migration cannot be done, in one line.
struct MigrationFailure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}

extension RuleFile {
  fileprivate func named(_ name: String) -> RuleFile { RuleFile(name: name, text: text) }
}
