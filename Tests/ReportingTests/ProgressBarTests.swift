import Testing

@testable import Reporting

struct ProgressBarTests {
  private func line(
    width: Int, done: Int, total: Int?, bytes: Int, reading: Duration
  ) -> String {
    ProgressBar.line(
      .reading(done: done, total: total, bytes: bytes), width: width,
      elapsed: reading + .seconds(60), reading: reading)
  }

  @Test func aLineTellsHowFarHowFastAndHowLong() {
    #expect(
      line(width: 100, done: 2500, total: 10_000, bytes: 80_000_000, reading: .seconds(10))
        == "[#####---------------] 25%  2,500 of 10,000  30 s left  80.0 MB  8.0 MB/s")
  }

  @Test func withoutATotalThereIsNoBar() {
    #expect(
      line(width: 80, done: 12, total: nil, bytes: 999, reading: .milliseconds(500))
        == "12  999 B  2.0 kB/s")
  }

  @Test(arguments: 0...120)
  func aLineFitsItsWidth(width: Int) {
    for total in [nil, 0, 1, 7000] as [Int?] {
      #expect(
        line(width: width, done: 3500, total: total, bytes: .max, reading: .zero).count <= width)
    }
    let busy = ProgressBar.line(
      .busy("listing"), width: width, elapsed: .seconds(90), reading: .zero)
    #expect(busy.count <= width)
  }

  @Test func whatNobodyCountsHasAWordAndAClock() {
    #expect(
      ProgressBar.line(.busy("listing"), width: 80, elapsed: .seconds(75), reading: .zero)
        == "listing  1 min 15 s")
  }

  @Test func aQuickScanDrawsNothingAndALongOneTenTimesASecond() {
    var schedule = ProgressBar.Schedule()
    let drawn = (0..<1500).count { schedule.isDue(at: .milliseconds($0)) }
    #expect(drawn == 10)
    var quick = ProgressBar.Schedule()
    #expect(!(0..<500).contains { quick.isDue(at: .milliseconds($0)) })
  }
}

struct QuantityTests {
  @Test(arguments: [
    (0, "0 B"), (999, "999 B"), (1000, "1.0 kB"), (1049, "1.0 kB"), (1050, "1.1 kB"),
    (999_949, "999.9 kB"), (999_950, "1.0 MB"), (80_120_000, "80.1 MB"), (8_100_000_000, "8.1 GB"),
  ])
  func bytesReadWell(bytes: Int, text: String) {
    #expect(byteText(bytes) == text)
  }

  @Test(arguments: [
    (0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567"), (-1000, "-1,000"),
  ])
  func thousandsAreGrouped(number: Int, text: String) {
    #expect(grouped(number) == text)
  }

  @Test(arguments: [
    (0, "1970-01-01T00:00:00Z"), (951_782_399, "2000-02-28T23:59:59Z"),
    (951_782_400, "2000-02-29T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"),
    (1_750_000_000, "2025-06-15T15:06:40Z"), (253_402_300_799, "9999-12-31T23:59:59Z"),
    (-62_135_596_800, "0001-01-01T00:00:00Z"),
  ])
  func timesAreThoseOfTheCalendar(seconds: Int64, text: String) {
    #expect(UTCTime(secondsSince1970: seconds)?.timestamp == text)
  }

  @Test(arguments: [Int64.min, .max, 253_402_300_800])
  func aYearThatDoesNotExistIsNoTime(seconds: Int64) {
    #expect(UTCTime(secondsSince1970: seconds) == nil)
  }
}
