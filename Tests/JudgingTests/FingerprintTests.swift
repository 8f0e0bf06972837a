import Digests
import Judging
import Matching
import ScanModel
import Testing

/// One secret is one fingerprint, wherever and however it is written.
struct FingerprintTests {
  static let key = "{{azure84 openai 2025-06 #77}}"

  static let forms: [(path: String, text: String)] = [
    ("a.py", "KEY = \"\(key)\"\n"), ("b/c.py", "\n\n\nKEY = \"\(key)\"\n"),
    ("a.py", "    KEY = '\(key)'\n"), ("a.env", "KEY=\(key)\r\n"),
    ("a.yaml", "openai:\n  key: \(key)\n"), ("a.json", "{\"a\": {\"key\": \"\(key)\"}}"),
    ("a.cs", "new AzureKeyCredential(\"\(key)\")"),
    ("secret.yaml", "kind: Secret\ndata:\n  key: {{base64 azure84 openai 2025-06 #77}}\n"),
    ("a.xml", "<add key=\"OpenAIKey\" value=\"\(key)\" />"),
  ]

  @Test(arguments: forms)
  func `a form has the fingerprint of the value`(path: String, text: String) throws {
    let value = try Judged.expanded(Self.key)
    let judged = try Judged(text, path: path)
    #expect(
      Set(judged.findings.map(\.secret.fingerprint.hex))
        == [hexadecimal(Digest.sha256(Array(value.utf8)))])
  }

  @Test func `pieces and escapes make no difference`() throws {
    let value = try Judged.expanded(Self.key)
    let cut = value.index(value.startIndex, offsetBy: 40)
    let escaped = value.unicodeScalars.map { scalar in
      let digits = String(scalar.value, radix: 16)
      return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }.joined()
    let expected = hexadecimal(Digest.sha256(Array(value.utf8)))
    for text in [
      "key = \"\(value[..<cut])\" + \"\(value[cut...])\"\n", "key = \"\(escaped)\"\n",
    ] {
      let judged = try Judged(bytes: Array(text.utf8), path: "a.js")
      #expect(judged.findings.map(\.secret.fingerprint.hex) == [expected])
    }
  }

  /// RFC 4231, test case 2.
  @Test func `HMAC is that of the standard`() {
    #expect(
      hexadecimal(
        Digest.hmacSHA256(Array("what do ya want for nothing?".utf8), key: Array("Jefe".utf8)))
        == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
  }

  @Test func `an organisation's key changes every fingerprint`() throws {
    let value = Array(try Judged.expanded(Self.key).utf8)
    let rules = try Judged.rules.get()
    let key = try #require(FingerprintKey("the key of the company"))
    let judge = Judge(rules, explains: true, fingerprintKey: key)
    var fingerprints: Set<String> = []
    Matcher(MatchPlan(rules), explains: true).match(value.span, path: BytePath("a.py")) {
      text, found in
      let source = Judge.Source(
        blob: Blob(path: BytePath("a.py"), origin: .file), segment: .whole(byteCount: value.count),
        encoding: found.encoding)
      let verdicts = judge.judge(found.matches, marks: found.marks, in: text, from: source)
      let candidates = judge.explain(verdicts, found.dismissed, in: text, from: source)
      fingerprints = Set(
        verdicts.compactMap(\.finding?.secret.fingerprint.hex)
          + candidates.filter { $0.secret.byteCount == value.count }.map(\.secret.fingerprint.hex))
    }
    #expect(fingerprints == [hexadecimal(Digest.hmacSHA256(value, key: key.bytes))])
  }
}
