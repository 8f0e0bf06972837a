import Foundation
import Reporting
import ScanModel
import TestSupport
import Testing

/// What is left out of a report that would be refused, and how that is told.
struct SARIFLimitTests {
  @Test func theSurestAndWorstComeFirstInALongReport() throws {
    let report = Sample.many(5_200)
    #expect(ReportFormat.sarif.omissions(of: report) == [])
    let all = try results(try run(of: report))
    #expect(all.count == 5_200)
    let sure = try all.map {
      try dictionary($0["properties"])["confidence"] as? String == "certain"
    }
    #expect(sure.prefix(520).allSatisfy(\.self) && !sure.dropFirst(520).contains(true))
    #expect(try dictionary(all[0]["properties"])["severity"] as? String == "critical")
  }

  @Test func whatIsSettledComesLastInALongReport() throws {
    var report = Sample.many(5_001)
    report.findings[5_000].baseline = .unchanged
    let all = try results(try run(of: report))
    #expect(all.last?["baselineState"] as? String == "unchanged")
  }

  @Test func aResultTooManyIsCountedAndSaid() throws {
    #expect(ReportFormat.sarif.omissions(of: Sample.many(25_000)) == [])
    let said = try #require(ReportFormat.sarif.omissions(of: Sample.many(25_001)).first)
    #expect(said.hasPrefix("1 more result not in this report"))
    #expect(ReportFormat.json.omissions(of: Sample.many(25_001)) == [])
  }

  /// GitHub refuses what is larger than 10 MB when gzip has compressed it; of such paths it can make little.
  @Test func aReportOfLongPathsIsCutAndSaysSo() throws {
    let report = Sample.many(3_000, pathBytes: 4_000)
    let sarif = try written(report, .sarif)
    let run = try run(of: report)
    let count = try results(run).count
    #expect(count < 3_000)
    #expect(try dictionary(try results(run)[0]["properties"])["severity"] as? String == "critical")
    let invocation = try list(run["invocations"])[0]
    #expect(try dictionary(invocation["properties"])["resultsLeftOut"] as? Int == 3_000 - count)
    let notes = try list(invocation["toolExecutionNotifications"]).map { try text($0["message"]) }
    #expect(notes.contains(try #require(ReportFormat.sarif.omissions(of: report).first)))
    let compressed = try Command("gzip", ["-c"], input: Data(sarif.utf8)).output.count
    #expect(compressed < 10_000_000 && compressed > 3_000_000, "\(compressed)")
  }
}
