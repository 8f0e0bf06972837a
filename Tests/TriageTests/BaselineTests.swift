import ScanModel
import TestSupport
import Testing
import Triage

struct BaselineTests {
  static func fingerprints(_ count: Int, _ random: inout Random) -> Set<Fingerprint> {
    Set(
      (0..<count).map { _ in
        Fingerprint(hex: String(decoding: random.text(64, of: digits), as: UTF8.self))
      })
  }

  private static let digits = Array("0123456789abcdef".utf8)

  @Test(arguments: [FingerprintKind.digest, FingerprintKind(FingerprintKey("0123456789abcdef"))])
  func `what is written is read again`(kind: FingerprintKind) throws {
    var random = Random(seed: 1)
    for scope in [Baseline.Scope.workTree, .history] {
      let baseline = Baseline(
        kind: kind, scope: scope, fingerprints: Self.fingerprints(100, &random))
      let read = try Baseline(reading: Array(baseline.text.utf8), named: "b")
      #expect(read.fingerprints == baseline.fingerprints)
      #expect(read.kind == kind)
      #expect(read.scope == scope)
      #expect(read.text == baseline.text)
    }
  }

  @Test func `entries are sorted, a line each, and nothing else changes`() throws {
    var random = Random(seed: 2)
    var baseline = Baseline(kind: .digest, scope: .workTree)
    let empty = baseline.text.split(separator: "\n")
    baseline.fingerprints = Self.fingerprints(40, &random)
    let lines = baseline.text.split(separator: "\n")
    #expect(lines.filter { $0.hasPrefix("#") } == empty)
    #expect(
      lines.filter { !$0.hasPrefix("#") }.map(String.init)
        == baseline.fingerprints.map(\.hex).sorted())
  }

  @Test func `what a merge or an editor leaves is read`() throws {
    var random = Random(seed: 3)
    let known = Self.fingerprints(5, &random)
    let lines = (known.map(\.hex) + known.map(\.hex)).sorted(by: >)
    let text = lines.joined(separator: "\r\n\r\n") + "\r\n# a comment"
    #expect(try Baseline(reading: Array(text.utf8), named: "b").fingerprints == known)
    #expect(try Baseline(reading: [], named: "b").fingerprints.isEmpty)
  }

  static let mistakes: [(text: String, message: String)] = [
    ("abc\n", "b:1: not a fingerprint of 64 hexadecimal digits in lower case"),
    ("\n" + String(repeating: "A", count: 64), "b:2: not a fingerprint of 64"),
    (String(repeating: "a", count: 64) + " # why", "b:1: not a fingerprint of 64"),
    ("#\n<<<<<<< HEAD\n", "b:2: a merge conflict: delete the lines with"),
    ("# fingerprints: md5\n", "b:1: fingerprints of a kind that this version does not know"),
    (
      "# fingerprints: sha256\n# fingerprints: hmac-sha256 0123456789abcdef\n",
      "b: fingerprints of two kinds"
    ),
  ]

  @Test(arguments: mistakes)
  func `a mistake is told with its line`(text: String, message: String) {
    let error = #expect(throws: BaselineError.self) {
      try Baseline(reading: Array(text.utf8), named: "b")
    }
    #expect(error?.description.hasPrefix(message) == true)
  }

  @Test func `fingerprints made in another way are refused`() throws {
    let one = FingerprintKind(FingerprintKey("one key of the company"))
    let other = FingerprintKind(FingerprintKey("another key of theirs"))
    #expect(one != other)
    for (made, run, advice) in [
      (one, .digest, "set KEY to it"), (one, other, "KEY holds the key"),
      (FingerprintKind.digest, one, "unset it"),
    ] {
      let error = #expect(throws: BaselineError.self) {
        try Baseline(kind: made, scope: .workTree).check(for: run, variable: "KEY", named: "b")
      }
      #expect(error?.description.contains(advice) == true)
    }
    try Baseline(kind: one, scope: .workTree).check(for: one, variable: "KEY", named: "b")
  }

  @Test func `a key must be long enough, and prints nothing of itself`() {
    #expect(FingerprintKey("0123456789abcde") == nil)
    #expect(FingerprintKey(" 0123456789abcde\n") == nil)
    let key = FingerprintKey(" 0123456789abcdef\n")
    #expect(key?.bytes.count == 16)
    #expect(key.map { "\($0)" + String(reflecting: $0) }?.contains("0123") == false)
  }

  @Test(arguments: [
    ("", "/.keystrel-baseline merge=union\n"),
    ("*.png binary", "*.png binary\n/.keystrel-baseline merge=union\n"),
    ("*.png binary\r\n", "*.png binary\r\n/.keystrel-baseline merge=union\r\n"),
    ("a\n/.keystrel-baseline\tmerge=union\n", nil),
    (".keystrel-baseline text merge=ours\n", nil),
  ])
  func `the attribute is added where it is missing`(text: String, expected: String?) {
    #expect(MergeAttribute.adding(to: text, for: Baseline.defaultPath) == expected)
  }
}
