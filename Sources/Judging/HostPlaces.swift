internal import Rules

/// Where hosts of one service stand in a text, which may have a hundred thousand of them.
struct HostPlaces {
  typealias Place = (host: HostPattern, range: Range<Int>)

  let service: String
  private var places: [Place] = []
  private var starts: [Int] = []
  /// For each place, the one up to it that ends last.
  private var lastToEnd: [Int] = []

  init(service: String) {
    self.service = service
  }

  /// Adds a place that begins at or after all that were added before.
  mutating func add(_ host: HostPattern, _ range: Range<Int>) {
    places.append((host, range))
    starts.append(range.lowerBound)
    let last = lastToEnd.last ?? 0
    lastToEnd.append(
      places[last].range.upperBound >= range.upperBound ? last : places.count - 1)
  }

  /// The nearest places before and after a range, a few of each.
  func around(_ range: Range<Int>) -> [Place] {
    let next = starts.partition(before: range.lowerBound)
    var found = Array(places[max(0, next - Self.most)..<min(places.count, next + Self.most)])
    // One that begins long before may still end last.
    if next > 0, lastToEnd[next - 1] < next - Self.most {
      found.append(places[lastToEnd[next - 1]])
    }
    return found
  }

  /// How many are weighed on each side: more than a line or an object has.
  private static let most = 6
}
