import ScanModel

/// How old a key is, as far as the month in it tells.
///
/// - Parameters:
///   - created: the month in which it was made.
///   - today: the month of the scan.
///   - maximumAge: days that a key should live at most.
/// - Returns: one phrase, which never makes the key older than it is.
func ageText(created: YearMonth, today: YearMonth, maximumAge: Int) -> String {
  let months = created.months(until: today)
  // The day is not known: a key of last month may be a day old.
  let least = months - 1
  switch months {
  case ..<0: return "created \(created), which is yet to come: a made-up key, or a wrong clock"
  case 0: return "created \(created), this month"
  case 1: return "created \(created), last month"
  default:
    let text = "created \(created), at least \(counted(least, "month")) old"
    // 28 days: the shortest month, so that the claim is never too strong.
    return least * 28 > maximumAge
      ? text + "; policy is \(counted(maximumAge, "day"))" : text
  }
}
