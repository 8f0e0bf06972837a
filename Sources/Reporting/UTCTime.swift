/// A moment as a calendar shows it in UTC.
struct UTCTime {
  private let days: Int64
  private let secondOfDay: Int64

  /// The moment, or nil outside the years 1 to 9999: a commit may claim any time at all.
  init?(secondsSince1970 seconds: Int64) {
    guard (-62_135_596_800...253_402_300_799).contains(seconds) else { return nil }
    days = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
    secondOfDay = seconds - days * 86_400
  }

  /// `2025-06-15`.
  var date: String {
    // Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms": civil_from_days. Eras are 400 years of
    // 146,097 days, and years begin in March so that the leap day comes last.
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return padded(year, 4) + "-" + padded(month, 2) + "-" + padded(day, 2)
  }

  /// `2025-06-15T15:06:40Z`.
  var timestamp: String { timestampWithoutZone + "Z" }

  /// `2025-06-15T15:06:40`, for formats that know UTC only.
  var timestampWithoutZone: String {
    let time = [secondOfDay / 3600, secondOfDay / 60 % 60, secondOfDay % 60]
    return date + "T" + time.map { padded($0, 2) }.joined(separator: ":")
  }
}

private func padded(_ number: Int64, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
