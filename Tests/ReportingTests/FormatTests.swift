import Foundation
import ScanModel
import Testing

@testable import Reporting

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// What each format promises to those who read it.
struct FormatTests {
  private static let hostile = [
    "]]><x/>", "&lt;<!--", "\"'", "=1+2", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1",
    "\u{FF1D}1",
    "a,\"b\"\r\nc", "@all", "<img src=x onerror=alert(1)>", "[a](https://e.example)", "a|b",
    "`a``|`", "https://e.example www.e.example", "!1 #2 ~x $3", "\u{FFFE}\u{0}",
  ]

  // MARK: GitHub

  @Test func gitHubGetsNoMoreThanItShows() throws {
    var report = Sample.settled
    report.findings = (0..<34).map {
      Sample.finding("\(10 + $0)", "f\($0).py", $0 < 12 ? .high : .medium, .high, nil)
    }
    report.findings[11].severity = .critical
    let lines = try written(report, .github).split(separator: "\n")
    #expect(lines.count { $0.hasPrefix("::error ") } == 10)
    #expect(lines.first?.hasPrefix("::error file=f11.py,") == true, "the worst first")
    #expect(lines.count { $0.hasPrefix("::warning ") } == 10)
    #expect(lines.contains { $0.hasPrefix("and 2 more errors: GitHub shows 10") })
    #expect(lines.contains { $0.hasPrefix("and 12 more warnings: GitHub shows 10") })
    #expect(lines.count { $0.hasPrefix("::notice ") } == 2)
  }

  @Test func whatStandsInNoFileHasNoPlace() throws {
    let message = try written(Sample.hostile(at: .commitMessage), .github)
    #expect(message.hasPrefix("::error title=A key::A key"))
    let member = try written(Sample.hostile(at: BytePath("a.zip!/b.env")), .github)
    #expect(member.hasPrefix("::error file=a.zip,title=A key::a.zip: A key"))
  }

  // MARK: GitLab

  @Test func aNamedUUIDIsThatOfTheStandard() {
    // RFC 9562, appendix A.4: www.example.com in the name space of DNS.
    let dns: [UInt8] = [
      0x6B, 0xA7, 0xB8, 0x10, 0x9D, 0xAD, 0x11, 0xD1, 0x80, 0xB4, 0x00, 0xC0, 0x4F, 0xD4, 0x30,
      0xC8,
    ]
    #expect(
      namedUUID(Array("www.example.com".utf8), in: dns) == "2ed6657d-e927-568b-95e1-2665a8aea6a2")
  }

  @Test func gitLabIdsDifferByPlaceAndStayTheSame() throws {
    func ids(_ report: ScanReport) throws -> [String] {
      GitLabReport(report, ReportOptions()).vulnerabilities.map(\.id)
    }
    let first = try ids(Sample.report())
    #expect(Set(first).count == 8 + 3)
    #expect(try ids(Sample.report()) == first)
  }

  // MARK: XML

  @Test(arguments: hostile)
  func xmlIsWellFormed(text: String) throws {
    let reader = ElementReader(try written(Sample.hostile(text), .junit))
    #expect(reader.isWellFormed)
    #expect(reader.names.isSubset(of: ElementReader.known), "\(reader.names)")
  }

  @Test(arguments: [Sample.report(), Sample.empty, Sample.told, Sample.settled])
  func theCountsOfASuiteAreTrue(report: ScanReport) throws {
    let reader = ElementReader(try written(report, .junit))
    #expect(reader.isWellFormed && !reader.suites.isEmpty)
    for suite in reader.suites {
      #expect(suite.attributes["tests"] == "\(suite.tests)")
      #expect(suite.attributes["failures"] == "\(suite.results["failure", default: 0])")
      #expect(suite.attributes["errors"] == "\(suite.results["error", default: 0])")
      #expect(suite.attributes["skipped"] == "\(suite.results["skipped", default: 0])")
      // What Windy Road's schema requires.
      for name in ["name", "package", "id", "timestamp", "hostname", "time"] {
        #expect(suite.attributes[name] != nil, "\(name)")
      }
      #expect(suite.order == ["properties", "testcase", "system-out", "system-err"])
    }
    let failures = reader.suites.reduce(0) { $0 + $1.results["failure", default: 0] }
    #expect(failures == report.failures)
  }

  // MARK: CSV

  @Test(arguments: hostile)
  func aTableHasItsColumnsAndNoFormula(text: String) throws {
    let records = csvRecords(try written(Sample.hostile(text), .csv))
    #expect(records.count == 1 + 3 + 1)
    for record in records {
      #expect(record.count == records[0].count)
      for field in record {
        #expect(
          !["=", "+", "-", "@", "\t", "\r", "\u{FF1D}"].contains {
            field.drop { $0 == " " }.hasPrefix($0)
          }, "\(field)")
      }
    }
  }

  /// Splits as RFC 4180 says.
  private func csvRecords(_ text: String) -> [[String]] {
    text.components(separatedBy: "\r\n").dropLast().map { line in
      line.dropFirst().dropLast().components(separatedBy: "\",\"").map {
        $0.replacing("\"\"", with: "\"")
      }
    }
  }

  // MARK: Markdown

  @Test(arguments: hostile)
  func markdownShowsAStrangersTextAsText(text: String) throws {
    let report = try written(Sample.hostile(text), .markdown)
    for line in report.split(separator: "\n") where line.hasPrefix("|") {
      #expect([7, 5].contains(cells(of: line)), "\(line)")
    }
    let prose = withoutCode(report).replacing(/\\[!-~]/, with: "")
    for mark in ["@a", "@S", "#2", "!1", "<i", "<!", "](https://e", "www.e", "https://e."] {
      #expect(!prose.contains(mark), "\(mark) in \(prose)")
    }
  }

  /// The bars of a row that divide cells, as GitHub's table extension counts them.
  private func cells(of line: Substring) -> Int {
    var isEscaped = false
    return line.count { character in
      defer { isEscaped = character == "\\" && !isEscaped }
      return character == "|" && !isEscaped
    }
  }

  /// The text outside of code spans.
  private func withoutCode(_ text: String) -> String {
    var output = ""
    var rest = text[...]
    while let start = rest.firstIndex(of: "`") {
      let isEscaped = rest[..<start].last == "\\"
      let fence = rest[start...].prefix { $0 == "`" }
      output += rest[..<start]
      rest = rest[fence.endIndex...]
      guard !isEscaped else { continue }
      var end = rest.range(of: fence)
      while let found = end, rest[found.upperBound...].first == "`" {
        let next = rest[found.upperBound...].drop { $0 == "`" }
        end = rest[next.startIndex...].range(of: fence)
      }
      rest = rest[(end?.upperBound ?? rest.endIndex)...]
    }
    return output + rest
  }

  @Test func markdownKeepsToItsRoomAndSaysWhatIsCut() throws {
    var report = Sample.report()
    let finding = report.findings[1]
    report.findings = Array(repeating: finding, count: 3000)
    var options = ReportOptions()
    options.longestSummary = 64_000
    let text = try written(report, .markdown, options)
    #expect(text.utf8.count <= 64_000)
    #expect(text.contains("rows left out: a summary has room for 64,000 bytes."))
    #expect(text.contains("**Incomplete:**"))
  }

  @Test(arguments: [
    (
      "https://github.com/a/b.git", ".file",
      "https://github.com/a/b/blob/cccccccccccccccccccccccccccccccccccccccc/d%20(/é.py#L3"
    ),
    ("ssh://github.com/a/b", ".file", "https://github.com/a/b/blob/"),
    ("https://gitlab.example.com/a/b/c.git", ".file", "https://gitlab.example.com/a/b/c/-/blob/"),
    ("https://bitbucket.org/a/b", ".file", "https://bitbucket.org/a/b/src/"),
    (
      "https://dev.azure.com/o/p/_git/r", ".file", "https://dev.azure.com/o/p/_git/r?path=/d%20"
    ),
    ("https://git.example.com/a/b", ".file", nil), ("/srv/a.git", ".file", nil),
    ("https://github.com/a/b)](https://e.example", ".file", nil),
    ("https://github.com/a/b", ".index", nil),
  ])
  func aPlaceIsALinkWhereTheHostIsKnown(remote: String, origin: String, start: String?) {
    let links = SourceLinks(
      RepositoryFacts(
        remoteURL: remote, headCommit: String(repeating: "c", count: 40), branch: nil))
    let address = links?.address(
      of: Occurrence(
        path: BytePath("d (/é.py"), region: Sample.region(line: 3, column: 1, offset: 0), blob: nil,
        origin: origin == ".file" ? .file : .index))
    let encoded = start?.replacing("(", with: "%28").replacing("é", with: "%C3%A9")
    #expect(encoded.map { address?.hasPrefix($0) == true } ?? (address == nil), "\(address ?? "")")
  }

  // MARK: Names

  @Test(
    arguments: [
      ("a/results.SARIF", .sarif), ("r.sarif.json", .sarif), ("r.json", .json),
      ("r.ndjson", .jsonl),
      ("gl-secret-detection-report.json", .gitlab), ("TEST-keystrel.xml", .junit), ("r.csv", .csv),
      ("README.md", .markdown), ("r.txt", .text), ("r", nil), ("a.sarif/r", nil),
      (".md", .markdown),
    ] as [(String, ReportFormat?)])
  func theNameOfAFileTellsItsFormat(name: String, format: ReportFormat?) {
    #expect(ReportFormat(fileName: name) == format)
  }
}

/// Reads the elements of a JUnit report.
private final class ElementReader: NSObject, XMLParserDelegate {
  static let known: Set<String> = [
    "testsuites", "testsuite", "properties", "property", "testcase", "failure", "error", "skipped",
    "system-out", "system-err",
  ]

  struct Suite {
    var attributes: [String: String]
    var tests = 0
    var results: [String: Int] = [:]
    /// Its children, those of a kind once.
    var order: [String] = []
  }

  private(set) var isWellFormed = false
  private(set) var names: Set<String> = []
  private(set) var suites: [Suite] = []

  init(_ text: String) {
    super.init()
    let parser = XMLParser(data: Data(text.utf8))
    parser.delegate = self
    isWellFormed = parser.parse()
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    names.insert(name)
    if name == "testsuite" { suites.append(Suite(attributes: attributes)) }
    guard let last = suites.indices.last else { return }
    if name == "testcase" { suites[last].tests += 1 }
    if ["failure", "error", "skipped"].contains(name) {
      suites[last].results[name, default: 0] += 1
    }
    if ["properties", "testcase", "system-out", "system-err"].contains(name),
      suites[last].order.last != name
    {
      suites[last].order.append(name)
    }
  }
}
