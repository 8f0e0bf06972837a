import Foundation
import Reporting
import ScanModel
import Testing

/// What the schema cannot say: the rules of SARIF's validator and of the hosts that show results.
struct SARIFTests {
  @Test func messagesEndInAPeriod() throws {
    let run = try run(of: Sample.report())
    let messages =
      try results(run).map { try text($0["message"]) }
      + (try list(try list(run["invocations"])[0]["toolExecutionNotifications"])).map {
        try text($0["message"])
      }
    #expect(messages.count == 14)
    for message in messages { #expect(message.hasSuffix(".")) }
  }

  @Test func levelsFollowConfidenceAndSeverity() throws {
    var report = Sample.report()
    let levels = [
      (Confidence.certain, Severity.critical, "error"), (.high, .high, "error"),
      (.high, .medium, "warning"), (.medium, .critical, "warning"), (.low, .critical, "note"),
    ]
    for (confidence, severity, level) in levels {
      report.findings[0].confidence = confidence
      report.findings[0].severity = severity
      let first = try #require(try results(try run(of: report)).first)
      #expect(first["level"] as? String == level)
    }
  }

  @Test func postureIsANoteWithoutTheDigestOfASecret() throws {
    let run = try run(of: Sample.told)
    let posture = try results(run).filter { $0["ruleId"] as? String == "azure-posture" }
    #expect(posture.count == 2)
    for result in posture {
      #expect(result["level"] as? String == "note")
      #expect(result["ruleIndex"] as? Int == 2)
      #expect(try dictionary(result["properties"])["kind"] as? String == "posture")
      #expect(try dictionary(result["partialFingerprints"])["keystrelSecret/v1"] == nil)
    }
  }

  @Test func everyPlaceIsAResultOfTheRuleAtItsIndex() throws {
    let run = try run(of: Sample.report())
    let driver = try dictionary(try dictionary(run["tool"])["driver"])
    let rules = try list(driver["rules"]).map { $0["id"] as? String }
    let all = try results(run)
    #expect(all.count == 11)
    for result in all {
      let index = try #require(result["ruleIndex"] as? Int)
      #expect(rules[index] == result["ruleId"] as? String)
    }
  }

  @Test(arguments: [
    ("a b.py", "a%20b.py"), ("a:b", "a%3Ab"), ("a\\b", "a%5Cb"), ("100%", "100%25"),
    ("ä", "%C3%A4"),
    ("a#b?c", "a%23b%3Fc"), ("(group)/[id]/p.tsx", "(group)/%5Bid%5D/p.tsx"), ("a\nb", "a%0Ab"),
    ("a.zip!/b c", "a.zip!/b%20c"), ("a.tar!//etc/x", "a.tar!//etc/x"),
    ("a.zip!/../../x", "a.zip!%2F..%2F..%2Fx"), ("a.zip!/b/./c", "a.zip!/b%2F.%2Fc"),
    ("a.zip!/..b/c..", "a.zip!/..b/c.."), ("a.zip!/b/..", "a.zip!/b%2F.."),
    ("../a!b/c", "../a!b/c"), ("../../a/../b", "../../a%2F..%2Fb"), ("./a", ".%2Fa"),
  ])
  func pathsArePercentEncodedBelowTheRoot(path: String, uri: String) throws {
    let location = try artifactLocation(path)
    #expect(location["uri"] as? String == uri)
    #expect(location["uriBaseId"] as? String == "%SRCROOT%")
  }

  @Test func anAbsolutePathIsAFileURI() throws {
    let location = try artifactLocation("/tmp/a b")
    #expect(location["uri"] as? String == "file:///tmp/a%20b")
    #expect(location["uriBaseId"] == nil)
  }

  @Test func theFingerprintIsTheValuesAndNothingElse() throws {
    for result in try results(try run(of: Sample.report())).prefix(8) {
      let prints = try #require(result["partialFingerprints"] as? [String: String])
      #expect(prints["keystrelSecret/v1"] == String(repeating: "3f", count: 32))
      #expect(prints["primaryLocationLineHash"] == "3f3f3f3f3f3f3f3f:1")
    }
  }

  @Test func theEndpointIsRelatedInItsOwnFileOnly() throws {
    let all = try results(try run(of: Sample.report()))
    #expect(try list(all[0]["relatedLocations"]).count == 1)
    #expect(try text(all[0]["message"]).contains("of ['contoso.openai.azure.com'](1)"))
    #expect(all[1]["relatedLocations"] == nil)
    #expect(try text(all[1]["message"]).contains("of 'contoso.openai.azure.com'"))
  }

  @Test func bracketsOfStrangersAreNoLinks() throws {
    let message = try text(try results(try run(of: Sample.report()))[8]["message"])
    #expect(message.contains("settings\\[\"speech\"\\].key"))
  }

  @Test func anIncompleteScanDidNotSucceed() throws {
    for (report, success) in [(Sample.report(), false), (Sample.empty, true)] {
      let invocation = try #require(try list(try run(of: report)["invocations"]).first)
      #expect(invocation["executionSuccessful"] as? Bool == success)
    }
  }

  @Test(arguments: [
    ("https://example.com/o/r.git", true), ("ssh://example.com/o/r", true),
    ("example.com:o/r.git", false), ("/srv/git/r.git", false), ("file:///srv/r.git", false),
    ("https://", false), ("https://example.com/a b", false),
  ])
  func onlyARemoteThatIsAURIIsProvenance(url: String, isNamed: Bool) throws {
    var report = Sample.empty
    report.repository = RepositoryFacts(remoteURL: url, headCommit: nil, branch: nil)
    #expect((try run(of: report)["versionControlProvenance"] != nil) == isNamed)
  }

  private func artifactLocation(_ path: String) throws -> [String: Any] {
    var report = Sample.report()
    let region = Sample.region(line: 1, column: 1, offset: 0)
    report.findings[0].occurrences = [
      Occurrence(path: BytePath(path), region: region, blob: nil, origin: .file)
    ]
    let result = try #require(try results(try run(of: report)).first)
    let physical = try dictionary(try list(result["locations"])[0]["physicalLocation"])
    return try dictionary(physical["artifactLocation"])
  }
}
