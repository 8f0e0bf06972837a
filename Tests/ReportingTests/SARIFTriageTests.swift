import Foundation
import Reporting
import ScanModel
import Testing

/// Suppressions, the baseline and the settings, as SARIF tells them.
struct SARIFTriageTests {
  @Test func onlyASuppressionInForceSuppresses() throws {
    let all = try results(try run(of: Sample.triaged))
    let counts = try all.map { try list($0["suppressions"]).count }
    #expect(counts == [1, 1] + Array(repeating: 0, count: all.count - 2))
    let first = try list(all[0]["suppressions"])[0]
    #expect(first["kind"] as? String == "inSource")
    #expect(first["status"] as? String == "accepted")
    #expect(
      first["justification"] as? String == "a key of the sandbox (owner: @ann, until 2027-01-31)")
    let second = try list(all[1]["suppressions"])[0]
    #expect(second["kind"] as? String == "external")
    #expect(second["justification"] as? String == ".gitleaksignore (no reason given)")
    let place = try dictionary(try dictionary(second["location"])["physicalLocation"])
    #expect(try dictionary(place["artifactLocation"])["uri"] as? String == ".gitleaksignore")
    #expect(try dictionary(place["region"])["startLine"] as? Int == 3)
  }

  @Test func whatDoesNotHoldIsTold() throws {
    let all = try results(try run(of: Sample.triaged))
    #expect(
      try text(all[2]["message"]).contains(
        "Its suppression in .keystrel.toml:9 expired on 2025-12-31."))
    #expect(
      try text(all[3]["message"]).contains(
        "in line 12 comes with this change and does not count for it."))
    let statuses = try all[2...3].map {
      try dictionary(try dictionary($0["properties"])["suppression"])["status"] as? String
    }
    #expect(statuses == ["expired", "unapproved"])
  }

  @Test func everyResultHasAStateWhereThereIsABaseline() throws {
    let all = try results(try run(of: Sample.triaged))
    let states = all.map { $0["baselineState"] as? String }
    #expect(states == Array(repeating: "unchanged", count: 8) + Array(repeating: "new", count: 5))
    for result in try results(try run(of: Sample.told)) {
      #expect(result["baselineState"] == nil && result["suppressions"] == nil)
    }
  }

  @Test func aKnownSecretAtANewPlaceIsUpdated() throws {
    var report = Sample.triaged
    report.findings[0].newPlace = .note
    #expect(try results(try run(of: report))[0]["baselineState"] as? String == "updated")
  }

  @Test func whatIsGoneFromTheBaselineIsCounted() throws {
    let invocation = try list(try run(of: Sample.triaged)["invocations"])[0]
    let settings = try dictionary(try dictionary(invocation["properties"])["settings"])
    #expect(settings["baselineCount"] as? Int == 3)
    #expect(settings["baselineAbsent"] as? Int == 1)
    #expect(settings["origin"] as? String == "the merge base 1a2b3c4d5e")
  }

  @Test func changesOfTheSettingsAreNotifications() throws {
    let invocation = try list(try run(of: Sample.triaged)["invocations"])[0]
    let changes = try list(invocation["toolConfigurationNotifications"])
    #expect(
      try changes.map { try text($0["message"]) } == [
        "This change adds a suppression for rule \\[azure-openai-key\\](1).",
        "This change deletes the baseline.",
      ])
    #expect(changes.map { $0["level"] as? String } == ["warning", "warning"])
    let first = try dictionary(try list(changes[0]["locations"])[0]["physicalLocation"])
    #expect(try dictionary(first["region"])["startLine"] as? Int == 7)
  }

  @Test func theExitCodeIsThatOfTheRun() throws {
    var report = Sample.report()
    func code() throws -> Int? {
      try list(try run(of: report)["invocations"])[0]["exitCode"] as? Int
    }
    #expect(try code() == 1)
    report.findings[0].baseline = .unchanged
    #expect(try code() == 2)
    report.coverage.issues = []
    #expect(try code() == 0)
  }

  @Test func ownersAreTold() throws {
    let all = try results(try run(of: Sample.triaged))
    #expect(
      try dictionary(all[8]["properties"])["owners"] as? [String]
        == ["@contoso/speech", "bo@example.com"])
  }
}
