/// Which of several places in a text belongs to a key: an endpoint or a region of many.
struct Neighbours {
  /// How near a place is, the nearest least.
  struct Rank: Comparable {
    let distance: ObjectDistance
    /// Words that the names of the place and of the key share, less those that tell them apart.
    let affinity: Int
    let bytes: Int
    let start: Int

    static func < (a: Rank, b: Rank) -> Bool {
      if a.distance.depth != b.distance.depth { return a.distance.depth < b.distance.depth }
      if a.distance.isOnLine != b.distance.isOnLine { return a.distance.isOnLine }
      if a.affinity != b.affinity { return a.affinity > b.affinity }
      if a.distance.lines != b.distance.lines { return a.distance.lines < b.distance.lines }
      return (a.bytes, a.start) < (b.bytes, b.start)
    }
  }

  private let text: Range<Int>
  private let excerpt: Excerpt
  private let key: TellingWords

  /// Bytes on each side in which the structure of the text is read.
  private static let reach = 6000

  init(of range: Range<Int>, in text: Span<UInt8>) {
    self.text = range
    excerpt = Excerpt(text, around: range, before: Self.reach, after: Self.reach)
    key = TellingWords(around: excerpt.value, in: excerpt)
  }

  /// How near each of several places is.
  ///
  /// - Parameter places: ranges of the text.
  /// - Returns: the ranks in the order of the places.
  func ranks(of places: [Range<Int>]) -> [Rank] {
    let offsets = places.map { $0.lowerBound - excerpt.start }
    let inside = places.indices.filter { offsets[$0] >= 0 && offsets[$0] < excerpt.bytes.count }
    let measured = ObjectDistance.measure(inside.map { offsets[$0] }, in: excerpt)
    var distances = [ObjectDistance](repeating: .unknown, count: places.count)
    var affinities = [Int](repeating: 0, count: places.count)
    for (index, distance) in zip(inside, measured) {
      distances[index] = distance
      let end = min(offsets[index] + places[index].count, excerpt.bytes.count)
      affinities[index] = key.affinity(TellingWords(around: offsets[index]..<end, in: excerpt))
    }
    return places.indices.map { index in
      Rank(
        distance: distances[index], affinity: affinities[index],
        bytes: EndpointPairing.distance(places[index], text), start: places[index].lowerBound)
    }
  }
}

/// The words of a value's own name that tell it from others of its kind: `CHAT` and `2` of `CHAT_API_KEY_2`.
private struct TellingWords {
  private var words: Set<[UInt8]> = []
  private var numbers: [[UInt8]] = []

  private static let longest = 300

  /// Reads the name of the value at `range`, or of the URL that holds it.
  init(around range: Range<Int>, in excerpt: Excerpt) {
    let bytes = excerpt.bytes
    var start = range.lowerBound
    if bytes[..<start].suffix(3).elementsEqual("://".utf8) {
      start -= 3
      while start > 0, bytes[start - 1].isAlphanumeric { start -= 1 }
    }
    let before = Excerpt(bytes, value: start..<max(start, range.upperBound), before: Self.longest)
    let surroundings = SurroundingsReader.read(before)
    let name = surroundings.own.first { $0.role != .call && $0.role != .prose }
    // `value:` says nothing; the `name:` beside it does.
    let isEmpty = name.map { Self.empty.contains($0.words.flat) } ?? false
    read(isEmpty ? EnclosingNames(before).sibling() : name)
  }

  private static let empty = Set(["value", "default"].map { Array($0.utf8) })

  private mutating func read(_ name: Surroundings.Name?) {
    for word in name?.words.words ?? [] {
      if word.allSatisfy(\.isDigit) {
        numbers.append(Array(word))
      } else if !GeneralWords.all.contains(Array(word)) {
        words.insert(Array(word))
      }
    }
  }

  func affinity(_ other: TellingWords) -> Int {
    let shared = words.intersection(other.words).count
    // `OPENAI_ENDPOINT` may be that of `OPENAI_CHAT_KEY`; `SEARCH_ENDPOINT` speaks of something else.
    let strange = other.words.subtracting(words).count
    var affinity = 2 * shared - strange
    if !numbers.isEmpty, !other.numbers.isEmpty { affinity += numbers == other.numbers ? 3 : -10 }
    return affinity
  }
}
