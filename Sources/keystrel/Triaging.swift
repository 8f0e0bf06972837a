internal import Inputs
internal import Rules
internal import ScanModel
internal import Scanning
internal import Triage

/// What baseline, suppressions and the organisation's key make of a run.
struct Triaging {
  /// The variable that holds the organisation's key for fingerprints.
  static let keyVariable = "KEYSTREL_FINGERPRINT_KEY"

  let fingerprintKey: FingerprintKey?
  let comments: CommentPolicy
  /// What is read if nothing keeps the run from reading all of it.
  private let scope: Baseline.Scope?
  private var triage = FindingTriage(today: .now)

  /// Reads what a run needs.
  ///
  /// - Parameters:
  ///   - run: what it is asked to do.
  ///   - source: where its settings are read.
  /// - Throws: an error of one line for a file that cannot be used.
  init(_ run: ScanRun, _ source: SettingsSource) throws {
    let options = run.options.triage
    fingerprintKey = try Self.readKey()
    let kind = FingerprintKind(fingerprintKey)
    var heeded = options.ignoresSuppressions ? [] : Suppression.Kind.inSource
    if options.ignoresForeignSuppressions { heeded.formIntersection([.comment]) }
    comments = CommentPolicy(heeding: heeded, needBase: run.judgesByBase)
    if !options.ignoresBaseline {
      triage.baseline = try Self.readBaseline(options.baseline, source, kind)
    }
    if !options.ignoresSuppressions, !options.ignoresForeignSuppressions {
      triage.gitleaksIgnore = try source.files?.read(
        GitleaksIgnore.fileName, limit: GitleaksIgnore.largestFile
      ).map { GitleaksIgnore(reading: $0) }
    }
    let isWhole = run.scope != .workTree || source.named.contains { source.base.isRoot($0) }
    scope = isWhole ? run.scope : nil
    triage.isChange = run.isChange
    triage.failsOnKnown = run.failsOnKnown
    triage.fromRoot = { source.base.inside($0) }
  }

  /// How fingerprints are made here.
  static func fingerprintKind() throws -> FingerprintKind { FingerprintKind(try readKey()) }

  /// Decides on all findings of a scan.
  ///
  /// - Parameters:
  ///   - result: what was found and read.
  ///   - rules: that ran.
  /// - Returns: what there is to tell beside.
  mutating func decide(on result: inout Scan.Result, rules: RuleSet) -> TriageFacts {
    triage.rules = Set(rules.rules.map(\.id))
    return triage.decide(
      on: &result.findings, having: result.coverage.isComplete ? scope : nil)
  }

  /// The key of the environment; an empty variable is one that is not set, as pipelines hand down secrets they lack.
  private static func readKey() throws -> FingerprintKey? {
    guard let text = Environment[keyVariable], !text.isEmpty else { return nil }
    guard let key = FingerprintKey(text) else {
      throw TriageFailure(
        "\(keyVariable) is too short to be a key: \(FingerprintKey.leastLength) bytes or more, "
          + "such as those of openssl rand -hex 32")
    }
    return key
  }

  /// The baseline that the user names, or the usual one where it is.
  private static func readBaseline(
    _ file: String?, _ source: SettingsSource, _ kind: FingerprintKind
  ) throws -> Baseline? {
    let bytes: [UInt8]
    let name: String
    if let file {
      // Who runs the command decides on its place: it is read as it is now, whatever the change.
      let (folder, last) = BaselineFile.split(file)
      let files = SettingsFiles(
        folder: folder, origin: "the command line", prefix: folder == "." ? "" : folder + "/")
      guard let read = try files.read(last, limit: Baseline.largestFile) else {
        throw TriageFailure("\(file): there is no such baseline: keystrel baseline create")
      }
      (bytes, name) = (read, file)
    } else {
      let path = Baseline.defaultPath
      guard let files = source.files,
        let read = try files.read(path, limit: Baseline.largestFile)
      else { return nil }
      (bytes, name) = (read, files.name(of: path))
    }
    let baseline = try Baseline(reading: bytes, named: name)
    try baseline.check(for: kind, variable: keyVariable, named: name)
    return baseline
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
