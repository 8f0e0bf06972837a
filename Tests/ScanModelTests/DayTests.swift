import ScanModel
import Testing

struct DayTests {
  @Test(arguments: ["2027-01-31", "2028-02-29", "2000-02-29", "0001-12-01"])
  func `a day of the calendar is read and written`(text: String) {
    #expect(Day(text)?.description == text)
  }

  @Test(arguments: [
    "2027-02-29", "2100-02-29", "2027-13-01", "2027-00-10", "2027-1-31", "tomorrow", "",
  ])
  func `what is no day is refused`(text: String) {
    #expect(Day(text) == nil)
  }

  @Test func `days are in order`() throws {
    let days = try ["2026-12-31", "2027-01-01", "2027-01-31", "2027-02-01"].map {
      try #require(Day($0))
    }
    #expect(days == days.sorted())
  }
}
