import ScanModel
import TestSupport
import Testing

struct SuppressionCommentTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let text: String
    var path = "a.py"
    var kind: Suppression.Kind? = .comment
    var line = 1
    var reason: String?
    var owner: String?
    var until: String?
    var fault: String?

    var testDescription: String { text }
  }

  private static let key = "AZURE_OPENAI_KEY = \"{{hex32v4 #9}}\""

  static let ours: [Case] = [
    Case(text: key + " # keystrel:allow reason=\"a sample\"", reason: "a sample"),
    Case(
      text: key + "  // keystrel:allow reason='of the vendor', owner=ann@x.org until=2027-01-31",
      path: "a.ts", reason: "of the vendor", owner: "ann@x.org", until: "2027-01-31"),
    Case(text: "/* keystrel:allow reason=sample*/ " + key, path: "a.c", reason: "sample"),
    Case(text: key + " <!-- keystrel:allow reason=`x y`-->", path: "a.xml", reason: "x y"),
    Case(text: key + " -- keystrel:allow reason=x see TICKET-1", path: "a.sql", reason: "x"),
    Case(text: key + " # keystrel:allow reason=x, https://x.org/a-b=c?id=3", reason: "x"),
    Case(
      text:
        "{\"//\": \"keystrel:allow reason=\\\"a sample\\\"\", \"AzureOpenAIKey\": \"{{hex32v4 #9}}\"}",
      path: "a.json", reason: "a sample"),
    Case(
      text:
        "{\"//\": \"keystrel:allow reason='x'\", \"AzureOpenAIKey\": \"{{hex32v4 #9}}\", \"a\": \"b=c\"}",
      path: "a.json", reason: "x"),
    // The line above.
    Case(text: "# keystrel:allow reason=x\n" + key, reason: "x"),
    Case(text: "  /* keystrel:allow reason=x */\r\n" + key, path: "a.c", reason: "x"),
    Case(text: "REM keystrel:allow reason=x\nset " + key, path: "a.cmd", reason: "x"),
    Case(
      text: "a\n\n<!-- keystrel:allow reason=x -->\n" + key, path: "a.xml", line: 3, reason: "x"),
    Case(text: "foo() # keystrel:allow reason=x\n" + key, kind: nil),
    Case(text: "/* keystrel:allow reason=x */ foo()\n" + key, path: "a.c", kind: nil),
    Case(text: "# keystrel:allow reason=x\n\n" + key, kind: nil),
    Case(
      text: "{\"//\": \"keystrel:allow reason='x'\",\n\"AzureOpenAIKey\": \"{{hex32v4 #9}}\"}",
      path: "a.json", reason: "x"),
    Case(
      text:
        "{\"//\": \"keystrel:allow reason='x'\", \"a\": 1,\n\"AzureOpenAIKey\": \"{{hex32v4 #9}}\"}",
      path: "a.json", kind: nil),
    Case(text: key + "\n# keystrel:allow reason=x", kind: nil),
    // What does not count.
    Case(text: key + " # keystrel:allow", fault: "it gives no reason"),
    Case(text: key + " # keystrel:allow a sample", fault: "it gives no reason"),
    Case(text: key + " # keystrel:allow reason=\"  \"", fault: "it gives no reason"),
    Case(
      text: key + " # keystrel:allow reason=x until=2027-02-30", reason: "x",
      fault: "'2027-02-30' is no date like 2027-01-31"),
    Case(
      text: key + " # keystrel:allow reason=x untill=2027-01-31", reason: "x",
      fault: "'untill' is none of reason, owner and until"),
    Case(text: key + " # keystrel:allowed reason=x", kind: nil),
    Case(text: key + " # my-keystrel:allow reason=x", kind: nil),
  ]

  static let foreign: [Case] = [
    Case(text: key + " # gitleaks:allow", kind: .gitleaksComment),
    Case(text: "# gitleaks:allow\n" + key, kind: nil),
    Case(text: key + "  # pragma: allowlist secret", kind: .detectSecretsComment),
    Case(text: key + "  // pragma: allowlist secret", kind: .detectSecretsComment),
    Case(text: key + " /* pragma: allowlist secret */", kind: .detectSecretsComment),
    Case(text: key + " ' pragma: allowlist secret", kind: .detectSecretsComment),
    Case(text: key + " -- pragma:allowlist secret", kind: .detectSecretsComment),
    Case(text: key + " <!-- pragma: allowlist-secret -->", kind: .detectSecretsComment),
    Case(text: key + " # pragma: whitelist secret", kind: .detectSecretsComment),
    Case(text: "# pragma: allowlist nextline secret\n" + key, kind: .detectSecretsComment),
    Case(text: "x # pragma: allowlist nextline secret\n" + key, kind: nil),
    Case(text: "# pragma: whitelist nextline secret\n" + key, kind: nil),
    Case(text: key + " # pragma: allowlist nextline secret", kind: nil),
    Case(text: "# pragma: allowlist secret\n" + key, kind: nil),
    Case(text: key + " pragma: allowlist secret", kind: nil),
    // Ours first, unless it does not count.
    Case(text: key + " # gitleaks:allow keystrel:allow reason=x", reason: "x"),
    Case(text: key + " # keystrel:allow gitleaks:allow", kind: .gitleaksComment),
  ]

  @Test(arguments: ours + foreign)
  func `a comment is read where it stands`(test: Case) throws {
    let judged = try Judged(test.text, path: test.path)
    let place = try #require(judged.findings.first?.occurrences.first)
    #expect(place.suppression?.kind == test.kind)
    guard let suppression = place.suppression else { return }
    #expect(suppression.path == BytePath(test.path))
    #expect(suppression.line == test.line)
    #expect(suppression.reason == test.reason)
    #expect(suppression.owner == test.owner)
    #expect(suppression.until?.description == test.until)
    #expect(suppression.status == test.fault.map { .invalid($0) } ?? .inForce)
  }

  @Test func `any line of the secret will do`() throws {
    let text = """
      key = ("{{hex 16 #1}}"  # keystrel:allow reason="in pieces"
        "{{hex 16 #2}}")
      client = AzureKeyCredential(key)
      endpoint = "https://contoso.openai.azure.com"
      """
    let judged = try Judged(text, path: "a.py")
    for finding in judged.findings {
      #expect(finding.occurrences[0].suppression?.reason == "in pieces")
    }
  }

  @Test func `a reason shows no key`() throws {
    let judged = try Judged(
      Self.key + " # keystrel:allow reason=\"{{hex32v4 #9}} is\u{1B}[2J old\"", path: "a.py")
    let reason = try #require(judged.findings.first?.occurrences.first?.suppression?.reason)
    #expect(reason.hasSuffix("… is\\u{1b}[2J old"))
    #expect(reason.count < 30)
  }

  @Test func `lines of megabytes are looked at beside the secret only`() throws {
    let filler = String(repeating: "x ", count: 100_000)
    let near = try Judged(filler + Self.key + " // keystrel:allow reason=x " + filler, path: "a.js")
    #expect(near.findings.first?.occurrences.first?.suppression?.reason == "x")
    let far = try Judged(Self.key + " " + filler + "// keystrel:allow reason=x", path: "a.js")
    #expect(far.findings.first?.occurrences.first?.suppression == nil)
  }

  /// Marks, quotes and ends of comments in any order: nothing of it may trap, or count without a reason.
  @Test func `whatever stands beside a secret can be read`() throws {
    let pieces = [
      "keystrel:allow", " ", "reason=", "until=", "owner=", "\"", "'", "\\", "*/", "-->", "#", "//",
      "<!--", "pragma:", "allowlist", "nextline", "secret", "gitleaks:allow", "=", ",", "\n", "\r",
      "x",
      "2027-01-31", "\u{FEFF}", "é", "{{", "}}",
    ]
    var random = Random(seed: 9)
    for _ in 0..<2000 {
      let sides = (0..<2).map { _ in
        (0..<random.below(12)).map { _ in pieces[random.below(pieces.count)] }.joined()
      }
      let text = try sides[0] + Judged.expanded(Self.key) + sides[1]
      for finding in try Judged(bytes: Array(text.utf8), path: "a.py").findings {
        guard let comment = finding.occurrences[0].suppression, comment.kind == .comment else {
          continue
        }
        #expect(comment.status != .inForce || comment.reason != nil)
      }
    }
  }

  @Test func `a comment in UTF-16 is read, and its line is that of the file`() throws {
    let text = try "x\n# keystrel:allow reason=x\n" + Judged.expanded(Self.key)
    let units: [UInt8] = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let bytes: [UInt8] = [0xFF, 0xFE] + units
    let judged = try Judged(bytes: bytes, path: "a.py")
    #expect(judged.findings.first?.occurrences.first?.suppression?.line == 2)
  }
}
