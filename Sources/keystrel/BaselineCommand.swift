internal import ArgumentParser
internal import ScanModel
internal import Triage

struct BaselineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "baseline",
    abstract: "Keeps the secrets that are known: they fail no run.",
    discussion: """
      The file holds the fingerprint of each secret, and nothing of its place: a secret that moves stays known, and a \
      new one on the same line is new.
      """,
    subcommands: [
      BaselineCreateCommand.self, BaselineUpdateCommand.self, BaselinePruneCommand.self,
      BaselineShowCommand.self,
    ])
}

struct BaselineCreateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "create",
    abstract: "Writes a baseline of all secrets that stand in the repository now.")

  @OptionGroup var options: BaselineOptions

  @Flag(
    name: .customLong("gitattributes"), inversion: .prefixedNo,
    help: "Add a line to .gitattributes that lets git merge two versions of the baseline.")
  var addsAttribute = true

  func run() throws {
    try options.explainingErrors {
      let file = try options.file()
      guard try file.read() == nil else {
        throw TriageFailure("\(file.name) is there already: keystrel baseline update adds to it")
      }
      let scan = try options.scan(level: options.show, ignoresBaseline: true)
      var baseline = Baseline(kind: scan.kind, scope: options.scope)
      baseline.fingerprints = scan.open
      try file.write(baseline)
      print("wrote \(file.name): \(counted(baseline.fingerprints.count)) known now")
      if addsAttribute, try file.addMergeAttribute() {
        print("wrote .gitattributes, so that git merges what two branches add to it")
      }
      return scan.report
    }
  }
}

struct BaselineUpdateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "update",
    abstract: "Adds the secrets that the baseline does not know yet.")

  @OptionGroup var options: BaselineOptions

  func run() throws {
    try options.explainingErrors {
      let file = try options.file()
      var baseline = try file.readExisting()
      let scan = try options.scan(level: options.show)
      let new = scan.open.subtracting(baseline.fingerprints)
      baseline.fingerprints.formUnion(new)
      if options.history { baseline.scope = .history }
      try file.write(baseline)
      print(
        "\(file.name): \(counted(new.count)) added, \(baseline.fingerprints.count) known now")
      return scan.report
    }
  }
}

struct BaselinePruneCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prune",
    abstract: "Removes the secrets that are gone.",
    discussion: """
      Of a baseline that was made with --history a secret is gone when it is in no commit any more, and so prune \
      wants --history too.
      """)

  @OptionGroup var options: BaselineOptions

  func run() throws {
    try options.explainingErrors {
      let file = try options.file()
      var baseline = try file.readExisting()
      guard options.scope == baseline.scope else {
        throw TriageFailure(
          "\(file.name) was made of the \(baseline.scope.rawValue): prune it "
            + (baseline.scope == .history ? "with" : "without") + " --history")
      }
      let scan = try options.scan(level: .low)
      guard scan.report.coverage.isComplete else {
        StandardErrors.say("keystrel: nothing is pruned, since not everything could be read\n")
        return scan.report
      }
      let absent = scan.report.triage.absent
      baseline.fingerprints.subtract(absent)
      try file.write(baseline)
      print(
        "\(file.name): \(counted(absent.count)) removed, \(baseline.fingerprints.count) known still"
      )
      return scan.report
    }
  }
}

struct BaselineShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Lists the secrets of the baseline: what they are and where they stand now.")

  @OptionGroup var options: BaselineOptions

  func run() throws {
    try options.explainingErrors {
      let baseline = try options.file().readExisting()
      let scan = try options.scan(level: .low)
      let found = Dictionary(
        scan.report.findings.map { ($0.secret.fingerprint, $0) },
        uniquingKeysWith: { one, _ in one })
      let isAll = scan.report.coverage.isComplete && options.scope == baseline.scope
      for fingerprint in baseline.fingerprints.sorted() {
        let what = found[fingerprint].map(Self.line) ?? (isAll ? "gone" : "not found")
        print("\(fingerprint.short)  \(what)")
      }
      let count = baseline.fingerprints.count { found[$0] != nil }
      print(
        "\(counted(baseline.fingerprints.count)) known, \(count) of them found in the "
          + options.scope.rawValue)
      return scan.report
    }
  }

  private static func line(of finding: Finding) -> String {
    let what = escapedForDisplay("\(finding.title) \(finding.secret.redacted)".utf8)
    guard let first = finding.occurrences.first else { return what }
    let more = finding.occurrences.count + finding.moreOccurrences - 1
    return "\(what)  \(first.path.display):\(first.region.startLine)"
      + (more > 0 ? " and \(more) more" : "")
  }
}

/// `1 key`, `40 keys`.
private func counted(_ count: Int) -> String { "\(count) \(count == 1 ? "key" : "keys")" }
