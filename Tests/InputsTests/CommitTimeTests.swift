import Foundation
import Inputs
import TestSupport
import Testing

@Suite struct CommitTimeTests {
  @Test(arguments: [
    "2024-01-31T12:00Z", "2024-02-29T23:59:59Z", "2024-01-31T12:00:30+02:00",
    "1999-12-31 00:00 -0830", "2023-03-01T00:00:00+0545", "1970-01-02T00:00Z",
  ])
  func readsMomentsAsGitDoes(text: String) throws {
    // Git's own spelling of a space before the zone is not ours.
    let ours = text.split(separator: " ").count == 3 ? text.replacing(" -", with: "-") : text
    let scratch = try Scratch()
    try scratch.git("init", "-q")
    let theirs = try scratch.git("rev-parse", "--since=" + text)
    #expect("--max-age=\(try CommitTime(ours, .since, now: 0).seconds)" == theirs)
  }

  @Test func aDayCountsFromItsFirstToItsLastSecond() throws {
    let since = try CommitTime("2024-01-31", .since, now: 0).seconds
    let until = try CommitTime("2024-01-31", .until, now: 0).seconds
    #expect(since == 1_706_659_200)
    #expect(until == since + 86399)
  }

  static let spans: [(String, Int64)] = [
    ("90d", 7_776_000), ("2.weeks", 1_209_600), ("2.weeks.ago", 1_209_600),
    ("3 hours ago", 10_800), ("1.month", 2_592_000), ("2y", 63_072_000),
  ]

  @Test(arguments: spans)
  func countsBackFromNow(text: String, seconds: Int64) throws {
    #expect(try CommitTime(text, .since, now: 1_800_000_000).seconds == 1_800_000_000 - seconds)
  }

  @Test(arguments: [
    "", "yesterday", "2024", "2024-13-01", "2023-02-29", "2024-1-31", "2024-01-31T25:00Z",
    "2024-01-31T12:00X", "2024-01-31T12:00Zz", "90", "d", "90 fortnights", "99999999999999999999d",
    "-3d", "2024-01-31T12:60", "@", "@x",
  ])
  func refusesWhatIsNoDate(text: String) {
    let error = #expect(throws: CommitTimeError.self) { try CommitTime(text, .since, now: 0) }
    #expect(error?.description.contains("'\(text)'") == true)
  }
}
