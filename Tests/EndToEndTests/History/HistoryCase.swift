import Foundation
import TestSupport
import Testing

/// A repository with planted keys, and what `keystrel history` has to say about it.
struct HistoryCase: Sendable, CustomTestStringConvertible {
  let name: String
  var arguments: [String] = []
  /// Where the repository is, in the scratch folder.
  var folder = "."
  /// For each key, in their order: the paths at which it is found; nil when its path is not known.
  let found: [Set<String>?]
  /// What the issues say; none when empty.
  var issues: [String] = []
  var notes: [String] = []
  /// Whether the same has to hold once `git gc` has packed it.
  var staysWhenPacked = true
  let build: @Sendable (Scratch) throws -> Void

  var testDescription: String { name }

  static let all = references + commits + places + clones + submodules + damages

  /// Keys that are made up, for one line each.
  static let keys: [String] = {
    let calls = (0..<8).map { "{{azure84 openai 2025-04 #\(1201 + $0)}}" }.joined(separator: "\n")
    return (try? Keystrel.expanded(calls).split(separator: "\n").map(String.init)) ?? []
  }()
}

/// Every place where git keeps something, and every state a repository can be in.
@Suite struct CompletenessTests {
  @Test(arguments: HistoryCase.all)
  func findsWhatIsThere(_ sample: HistoryCase) throws {
    let scratch = try Scratch()
    try sample.build(scratch)
    try check(sample, in: scratch)
  }

  @Test(arguments: HistoryCase.all.filter(\.staysWhenPacked))
  func findsTheSameInPacks(_ sample: HistoryCase) throws {
    let scratch = try Scratch()
    try sample.build(scratch)
    try scratch.git("-C", sample.folder, "gc", "-q", "--prune=never")
    try check(sample, in: scratch)
  }

  private func check(_ sample: HistoryCase, in scratch: Scratch) throws {
    let result = try Keystrel.run(
      ["history", sample.folder, "--format", "json", "--reveal"] + sample.arguments, in: scratch)
    let report = try Report(result)
    #expect(HistoryCase.keys.count == 8)
    // The number, not the key: a failed test is read by others too.
    let found = report.findings.map { finding in
      HistoryCase.keys.firstIndex { $0 == finding.secret.value }
    }
    #expect(Set(found) == Set(sample.found.indices), "\(result.errorText)")
    #expect(found.count == sample.found.count)
    for (key, finding) in zip(found, report.findings) {
      guard let key, sample.found.indices.contains(key), let paths = sample.found[key] else {
        continue
      }
      #expect(Set(finding.occurrences.map(\.path)) == paths)
    }
    let issues = report.coverage.issues.map { ($0.subject ?? "") + ": " + $0.message }
    #expect(issues.isEmpty == sample.issues.isEmpty, "\(issues)")
    for issue in sample.issues { #expect(issues.contains { $0.contains(issue) }, "\(issues)") }
    for note in sample.notes {
      #expect(report.coverage.notes?.contains { $0.contains(note) } == true, "\(note)")
    }
    #expect(report.coverage.complete == sample.issues.isEmpty)
    #expect(result.status == (!sample.found.isEmpty ? 1 : sample.issues.isEmpty ? 0 : 2))
  }
}

extension Scratch {
  /// A repository with one commit that holds no key.
  func begin(_ folder: String = ".") throws {
    try git("init", "-q", "-b", "main", folder)
    try commit("README", "nothing here\n", in: folder)
  }

  /// A line with a planted key.
  static func leak(_ key: Int) -> String {
    "AZURE_OPENAI_API_KEY=\(HistoryCase.keys[key])\n"
  }

  /// Commits one file.
  func commit(_ path: String, _ text: String, in folder: String = ".") throws {
    try write(folder + "/" + path, text)
    try git("-C", folder, "add", "--all")
    try git("-C", folder, "commit", "-qm", "change")
  }

  /// Writes an object.
  func object(_ kind: String, _ text: String, in folder: String = ".") throws -> String {
    try git("-C", folder, "hash-object", "-w", "-t", kind, "--stdin", input: Data(text.utf8))
  }

  func remove(_ path: String) throws {
    try FileManager.default.removeItem(atPath: self.path + "/" + path)
  }

  /// Removes a loose object.
  func removeObject(_ id: String, in folder: String = ".") throws {
    try remove("\(folder)/.git/objects/\(id.prefix(2))/\(id.dropFirst(2))")
  }
}
