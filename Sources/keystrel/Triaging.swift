internal import Inputs
internal import Rules
internal import ScanModel
internal import Scanning
internal import Triage

/// What baseline, suppressions and the organisation's key make of a run.
struct Triaging {
  let fingerprintKey: FingerprintKey?
  let comments: CommentPolicy
  /// What is read if nothing keeps the run from reading all of it.
  private let scope: Baseline.Scope?
  private var triage = FindingTriage(today: .now)

  /// Reads what a run needs.
  ///
  /// - Parameters:
  ///   - run: what it is asked to do.
  ///   - active: the settings that hold for it.
  ///   - variables: what the environment says.
  /// - Throws: an error of one line for a file that cannot be used.
  init(_ run: ScanRun, _ active: ActiveSettings, _ variables: OptionVariables) throws {
    let (options, source) = (run.options.triage, active.source)
    fingerprintKey = try Self.readKey(active.settings.keyVariable)
    let foreign: Set<ForeignTool> =
      options.ignoresForeignSuppressions
      ? [] : active.settings.foreignSuppressions?.value ?? Set(ForeignTool.allCases)
    var heeded = options.ignoresSuppressions ? [] : Suppression.Kind.inSource
    if !foreign.contains(.gitleaks) { heeded.remove(.gitleaksComment) }
    if !foreign.contains(.detectSecrets) { heeded.remove(.detectSecretsComment) }
    comments = CommentPolicy(heeding: heeded, authority: run.comments)
    if !options.ignoresBaseline {
      triage.baseline = try Self.readBaseline(options.baseline ?? variables.baseline, active)
      let kind = FingerprintKind(fingerprintKey)
      try triage.baseline?.check(
        for: kind, variable: active.settings.keyVariable,
        named: options.baseline ?? variables.baseline ?? active.baselineName)
    }
    if !options.ignoresSuppressions { triage.entries = active.settings.suppressions }
    if !options.ignoresSuppressions, foreign.contains(.gitleaks) {
      triage.gitleaksIgnore = try active.readGitleaksIgnore()
    }
    let isWhole = run.scope != .workTree || source.named.contains { source.base.isRoot($0) }
    scope = isWhole ? run.scope : nil
    triage.isChange = run.isChange
    triage.failsOnKnown = run.failsOnKnown
    triage.fromRoot = { source.base.inside($0) }
  }

  /// How fingerprints are made with the key of a variable.
  static func fingerprintKind(_ variable: String) throws -> FingerprintKind {
    FingerprintKind(try readKey(variable))
  }

  /// Decides on all findings of a scan.
  ///
  /// - Parameters:
  ///   - result: what was found and read.
  ///   - rules: that ran.
  ///   - opensArchives: whether the scan looked into archives, as one of a work tree does for a baseline.
  /// - Returns: what there is to tell beside.
  mutating func decide(
    on result: inout Scan.Result, rules: RuleSet, opensArchives: Bool
  ) -> TriageFacts {
    let isAll = result.coverage.isComplete && (opensArchives || scope == .history)
    triage.rules = Set(rules.rules.map(\.id))
    if let lines = triage.gitleaksIgnore?.ignoredLines, let first = lines.first {
      let others = lines.count > 1 ? ", and \(lines.count - 1) more" : ""
      result.coverage.notes.append("\(GitleaksIgnore.fileName):\(first) is no entry\(others)")
    }
    return triage.decide(
      on: &result.findings, having: isAll ? scope : nil)
  }

  /// The key of the environment; an empty variable is one that is not set, as pipelines hand down secrets they lack.
  static func readKey(_ variable: String) throws -> FingerprintKey? {
    guard let text = Environment[variable], !text.isEmpty else { return nil }
    guard let key = FingerprintKey(text) else {
      throw TriageFailure(
        "\(variable) is too short to be a key: \(FingerprintKey.leastLength) bytes or more, "
          + "such as those of openssl rand -hex 32")
    }
    return key
  }

  /// The baseline that the user names, or that of the settings or the usual one, where it is.
  private static func readBaseline(
    _ file: String?, _ active: ActiveSettings
  ) throws -> Baseline? {
    let bytes: [UInt8]
    let name: String
    if let file {
      // A change that is judged by its base does not bring the baseline, wherever the user keeps it in the repository.
      if !active.source.changes.isEmpty, let path = try SettingsFiles.pathInWorkTree(of: file) {
        guard let base = active.source.files,
          let read = try base.read(path, limit: Baseline.largestFile)
        else { return nil }
        return try Baseline(reading: read, named: base.name(of: path))
      }
      let (folder, last) = BaselineFile.split(file)
      let files = SettingsFiles(
        folder: folder, origin: "the command line", prefix: folder == "." ? "" : folder + "/")
      guard let read = try files.read(last, limit: Baseline.largestFile) else {
        throw TriageFailure("\(file): there is no such baseline: keystrel baseline create")
      }
      (bytes, name) = (read, file)
    } else {
      guard let read = try active.readBaseline() else { return nil }
      (bytes, name) = (read, active.baselineName)
    }
    return try Baseline(reading: bytes, named: name)
  }
}

/// Why baseline or key cannot be used.
struct TriageFailure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}

extension PathBase {
  /// Whether a path, as it is shown, is that of the root.
  fileprivate func isRoot(_ path: BytePath) -> Bool {
    let name = BytePath("x")
    let below =
      path.bytes.isEmpty || path.bytes == Array(".".utf8) ? name : BytePath(path.bytes + "/x".utf8)
    return inside(below) == name
  }
}
