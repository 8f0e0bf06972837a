/// How far around a change each kind of anchor has to be sought.
struct ChangeReaches: Sendable {
  /// For rules that name their anchors, and for what is encoded or in pieces.
  var words = ChangeReach()
  /// For patterns that end with a value.
  var values = ValueReach()
  /// For the few others.
  var far = ChangeReach()
}

/// The stretches of a text in which each kind of anchor is sought.
struct ChangeRegions {
  /// What may be encoded or in pieces, and runs.
  private(set) var words: [Range<Int>] = []
  /// Most anchors.
  var near: [Range<Int>] { hasValues ? joined : words }
  /// Anchors that can be far from a change.
  private(set) var far: [Range<Int>] = []
  private var values: [Range<Int>] = []
  private var joined: [Range<Int>] = []
  private var hasValues = false

  /// Finds the regions around changes.
  mutating func set(
    around changed: Span<Range<Int>>, in text: Span<UInt8>, _ reaches: ChangeReaches
  ) {
    reaches.words.regions(around: changed, in: text, into: &words)
    hasValues = !reaches.values.isEmpty
    if hasValues {
      reaches.values.regions(around: changed, in: text, into: &values)
      ValueReach.join(words, values, into: &joined)
    }
    if reaches.far.before > 0 { reaches.far.regions(around: changed, in: text, into: &far) }
  }
}
