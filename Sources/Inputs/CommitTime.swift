/// A moment that a user names, to choose commits by their committer's clock.
package struct CommitTime: Hashable, Sendable {
  /// Since 1970, UTC.
  package let seconds: Int64
  /// As typed.
  package let text: String

  /// Which end of a day a date without a time stands for.
  package enum Bound: Sendable {
    case since, until
  }

  /// Reads `2024-01-31`, `2024-01-31T12:00`, with `Z` or `+02:00` behind it, `2.weeks`, `90d` or `@1700000000`.
  ///
  /// Without a zone it is UTC. A month has 30 days here and a year 365.
  ///
  /// - Parameters:
  ///   - text: what the user typed.
  ///   - bound: a date alone is the first second of that day for `since`, and the last for `until`.
  ///   - now: seconds since 1970, from which the relative forms count back.
  /// - Throws: `CommitTimeError` when the text is none of these.
  package init(_ text: String, _ bound: Bound, now: Int64) throws(CommitTimeError) {
    self.text = text
    if text.hasPrefix("@"), let seconds = Int64(text.dropFirst()) {
      self.seconds = seconds
    } else if let seconds = Self.absolute(text, bound) ?? Self.relative(text).map({ now - $0 }) {
      self.seconds = seconds
    } else {
      throw CommitTimeError(text: text)
    }
  }

  private static func relative(_ text: String) -> Int64? {
    let isSeparator: (Character) -> Bool = { $0 == "." || $0 == " " }
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard let count = Int64(digits), count < 1_000_000 else { return nil }
    var words = text.dropFirst(digits.count).split(whereSeparator: isSeparator)
    if words.last == "ago" { words.removeLast() }
    guard words.count == 1, let unit = units[words[0].lowercased()] else { return nil }
    return count * unit
  }

  private static let units: [String: Int64] = [
    "h": 3600, "hour": 3600, "hours": 3600, "d": 86400, "day": 86400, "days": 86400,
    "w": 604_800, "week": 604_800, "weeks": 604_800, "month": 2_592_000, "months": 2_592_000,
    "y": 31_536_000, "year": 31_536_000, "years": 31_536_000,
  ]

  private static func absolute(_ text: String, _ bound: Bound) -> Int64? {
    var reader = DigitReader(text)
    guard let year = reader.number(4), reader.take("-"), let month = reader.number(2),
      reader.take("-"), let day = reader.number(2), let days = daysSince1970(year, month, day)
    else { return nil }
    guard !reader.isAtEnd else { return days * 86400 + (bound == .until ? 86399 : 0) }
    guard reader.take("T") || reader.take(" "), let hour = reader.number(2), reader.take(":"),
      let minute = reader.number(2), hour < 24, minute < 60
    else { return nil }
    var second: Int64 = 0
    if reader.take(":") {
      guard let number = reader.number(2), number < 60 else { return nil }
      second = number
    }
    guard let zone = zone(&reader), reader.isAtEnd else { return nil }
    return days * 86400 + hour * 3600 + minute * 60 + second - zone
  }

  /// Seconds east of Greenwich.
  private static func zone(_ reader: inout DigitReader) -> Int64? {
    if reader.isAtEnd || reader.take("Z") { return 0 }
    let sign: Int64 = reader.take("-") ? -1 : 1
    guard sign < 0 || reader.take("+"), let hours = reader.number(2) else { return nil }
    _ = reader.take(":")
    guard let minutes = reader.number(2), hours < 24, minutes < 60 else { return nil }
    return sign * (hours * 3600 + minutes * 60)
  }

  /// Howard Hinnant's days_from_civil; nil for a day that there is not.
  private static func daysSince1970(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64? {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths: [Int64] = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard year > 0, (1...12).contains(month), (1...lengths[Int(month) - 1]).contains(day) else {
      return nil
    }
    let shifted = month <= 2 ? year - 1 : year
    let yearOfEra = shifted % 400
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return shifted / 400 * 146_097 + dayOfEra - 719_468
  }
}

/// Text that is no moment.
package struct CommitTimeError: Error, Hashable, CustomStringConvertible {
  let text: String

  package var description: String {
    "'\(text)' is no date: write 2024-01-31, 2024-01-31T12:00Z, or 2.weeks, 90d"
  }
}

private struct DigitReader {
  private var rest: Substring.UTF8View

  init(_ text: String) {
    rest = text[...].utf8
  }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard rest.first == UInt8(ascii: character) else { return false }
    rest.removeFirst()
    return true
  }

  /// A number of exactly so many digits.
  mutating func number(_ count: Int) -> Int64? {
    let digits = rest.prefix(count)
    guard digits.count == count, digits.allSatisfy({ (48...57).contains($0) }) else { return nil }
    rest.removeFirst(count)
    return digits.reduce(0) { $0 * 10 + Int64($1 - 48) }
  }
}
