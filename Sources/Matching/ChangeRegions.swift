/// The stretches of a text in which each kind of anchor is sought.
struct ChangeRegions {
  /// What may be encoded or in pieces, and runs.
  private(set) var words: [Range<Int>] = []
  /// All anchors.
  var near: [Range<Int>] { hasValues ? joined : words }
  /// Beyond those, and overlapping them by an anchor: anchors that can be far from a change.
  private(set) var beyond: [Range<Int>] = []
  private var values: [Range<Int>] = []
  private var far: [Range<Int>] = []
  private var joined: [Range<Int>] = []
  private var hasValues = false

  /// Finds the regions around changes.
  ///
  /// - Parameters:
  ///   - changed: ranges of the text, ascending; an empty one is a seam.
  ///   - text: which has changed.
  ///   - base: what is known of the text before.
  ///   - reaches: of the rules.
  mutating func set(
    around changed: Span<Range<Int>>, in text: Span<UInt8>, since base: Matcher.Note,
    _ reaches: ChangeReaches
  ) {
    reaches.words.regions(around: changed, in: text, into: &words)
    hasValues = !reaches.values.isEmpty
    if hasValues {
      reaches.values.regions(around: changed, in: text, into: &values)
      ValueReach.join(words, values, into: &joined)
    }
    beyond.removeAll(keepingCapacity: true)
    guard !base.contains(.lacksFarAnchors), reaches.longestFar > 0 else { return }
    reaches.far.regions(around: changed, in: text, into: &far)
    addRest(of: far, without: near, overlap: reaches.longestFar)
  }

  /// Appends to `beyond` what regions leave of wider ones; both are ascending.
  private mutating func addRest(
    of wide: [Range<Int>], without regions: [Range<Int>], overlap: Int
  ) {
    var next = 0
    for region in wide {
      var start = region.lowerBound
      while next < regions.count, regions[next].lowerBound < region.upperBound {
        let known = regions[next]
        add(from: start, to: known.lowerBound, overlap, in: region)
        start = max(start, known.upperBound)
        // One that goes on may be of the next as well.
        guard known.upperBound <= region.upperBound else { break }
        next += 1
      }
      add(from: start, to: region.upperBound, overlap, in: region)
    }
  }

  private mutating func add(from start: Int, to end: Int, _ overlap: Int, in region: Range<Int>) {
    guard start < end else { return }
    let piece = max(region.lowerBound, start - overlap)..<min(region.upperBound, end + overlap)
    if let last = beyond.last, piece.lowerBound <= last.upperBound {
      beyond[beyond.count - 1] = last.lowerBound..<max(last.upperBound, piece.upperBound)
    } else {
      beyond.append(piece)
    }
  }
}
