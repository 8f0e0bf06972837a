import ScanModel

/// The XML of Ant's JUnit task, which Jenkins, GitLab and Azure DevOps show as results of tests: a suite for each rule, a
/// test for each finding.
///
/// What fails the run is a failure; what is settled or not sure enough is skipped, posture passes, and what could not be
/// read is an error. Both schemas in use hold: Windy Road's (https://github.com/windyroad/JUnit-Schema) and the one of
/// Jenkins' xUnit plugin.
struct JUnitReport {
  let report: ScanReport
  let options: ReportOptions

  func write(to output: inout some TextOutputStream) {
    let suites = [coverage] + findingSuites + postureSuites
    output.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
    XMLElement(
      name: "testsuites",
      children: suites.enumerated().map { element(of: $1, id: $0) }
    ).write(to: &output)
  }

  private struct Suite {
    let name: String
    var properties: [(String, String)] = []
    let tests: [Test]
    var output: [String] = []
  }

  private struct Test {
    let name: String
    var outcome: Outcome = .passed
  }

  private enum Outcome {
    case passed
    case skipped(String)
    case failed(message: String, type: String, details: [String])
    case error(message: String)
  }

  /// Always there, so that a clean run has a test that passes.
  private var coverage: Suite {
    let coverage = report.coverage
    let issues = coverage.issues.sorted().map {
      Test(name: "read " + ($0.subject ?? "everything"), outcome: .error(message: $0.line))
    }
    let clean = report.findings.isEmpty ? "no keys found" : "everything could be read"
    var text = ""
    TextReport(report, options).writeSummary(to: &text)
    return Suite(
      name: "coverage",
      properties: [
        ("version", report.toolVersion), ("command", report.command),
        ("rules", "\(coverage.ruleCount)"), ("rulesDigest", coverage.rulesDigest),
      ],
      tests: issues.isEmpty ? [Test(name: clean)] : issues,
      output: text.split(separator: "\n").map(String.init))
  }

  private var findingSuites: [Suite] {
    let byRule = Dictionary(grouping: report.findings, by: \.rule)
    return byRule.sorted { $0.key < $1.key }.map { rule, findings in
      Suite(name: rule, tests: findings.map(test))
    }
  }

  private func test(of finding: Finding) -> Test {
    let place = finding.openOccurrences.first ?? finding.occurrences.first
    let position = place?.position ?? "?"
    let message = finding.noticeMessage(at: place)
    let outcome: Outcome
    if let settlement = finding.settlement {
      outcome = .skipped(settlement)
    } else if report.fails(finding) {
      outcome = .failed(message: message, type: finding.rule, details: details(of: finding))
    } else {
      outcome = .skipped("fails no run: " + message)
    }
    return Test(name: "\(position) \(finding.title) \(finding.secret.redacted)", outcome: outcome)
  }

  private static let placesShown = 20

  private func details(of finding: Finding) -> [String] {
    let places = finding.openOccurrences
    let more = places.count + finding.moreOccurrences - Self.placesShown
    return places.prefix(Self.placesShown).map(\.position)
      + (more > 0 ? ["and \(grouped(more)) more"] : [])
      + [finding.hint?.replacement ?? ""].flatMap { $0.split(separator: "\n").map { "| " + $0 } }
      + (finding.hint?.commands ?? []).map { "$ " + $0 }
  }

  private var postureSuites: [Suite] {
    let byRule = Dictionary(grouping: report.posture, by: \.rule)
    return byRule.sorted { $0.key < $1.key }.map { rule, findings in
      let named = findings.map { finding in
        (position: finding.occurrences.first?.position ?? "?", finding: finding)
      }
      return Suite(
        name: rule,
        tests: named.map { Test(name: "\($0.position) \($0.finding.title)") },
        output: named.map { "\($0.position): \($0.finding.noticeMessage)" })
    }
  }

  private func element(of suite: Suite, id: Int) -> XMLElement {
    func count(_ isCounted: (Outcome) -> Bool) -> String {
      "\(suite.tests.count { isCounted($0.outcome) })"
    }
    return XMLElement(
      name: "testsuite",
      attributes: [
        ("name", suite.name), ("package", "keystrel"), ("id", "\(id)"),
        ("timestamp", options.startTime), ("hostname", "localhost"),
        ("tests", "\(suite.tests.count)"),
        ("failures", count { if case .failed = $0 { true } else { false } }),
        ("errors", count { if case .error = $0 { true } else { false } }),
        ("skipped", count { if case .skipped = $0 { true } else { false } }),
        ("time", "0"),
      ],
      children: [
        XMLElement(
          name: "properties",
          children: suite.properties.map {
            XMLElement(name: "property", attributes: [("name", $0.0), ("value", $0.1)])
          })
      ] + suite.tests.map { element(of: $0, in: suite) } + [
        XMLElement(name: "system-out", text: suite.output), XMLElement(name: "system-err"),
      ])
  }

  private func element(of test: Test, in suite: Suite) -> XMLElement {
    let result: XMLElement? =
      switch test.outcome {
      case .passed: nil
      case .skipped(let reason):
        XMLElement(name: "skipped", attributes: [("message", reason)])
      case .failed(let message, let type, let details):
        XMLElement(
          name: "failure", attributes: [("message", message), ("type", type)], text: details)
      case .error(let message):
        XMLElement(name: "error", attributes: [("message", message), ("type", "incomplete")])
      }
    return XMLElement(
      name: "testcase",
      attributes: [("name", test.name), ("classname", "keystrel." + suite.name), ("time", "0")],
      children: result.map { [$0] } ?? [])
  }
}
