/// A name from a file, split into the words a person reads in it: `AzureOpenAI:ApiKey-1` is "azure open ai api key 1".
struct NameText: Sendable {
  /// Letters and digits only, in lower case: "azureopenaiapikey1".
  let flat: [UInt8]
  /// For each place in `flat`, and its end, whether a word begins or ends there.
  private let boundaries: [Bool]
  /// Where the last part after `.`, `:`, `/`, `__` or a space begins in `flat`.
  let lastPartStart: Int

  init(_ name: some Sequence<UInt8>) {
    var flat: [UInt8] = []
    // Whether a word begins at the place of the same index; the end is added last.
    var boundaries: [Bool] = []
    flat.reserveCapacity(name.underestimatedCount)
    boundaries.reserveCapacity(name.underestimatedCount + 1)
    var lastPartStart = 0
    var previous = Kind.separator
    var separators: [UInt8] = []
    for byte in name {
      let kind = Kind(byte)
      guard kind != .separator else {
        separators.append(byte)
        previous = .separator
        continue
      }
      var beginsWord = flat.isEmpty
      switch (previous, kind) {
      case (.separator, _):
        beginsWord = true
        if Self.dividesParts(separators) { lastPartStart = flat.count }
      case (.lower, .upper), (.digit, .upper), (.digit, .lower), (.lower, .digit), (.upper, .digit):
        beginsWord = true
      case (.upper, .lower):
        // "AIKey": the last capital belongs to the next word.
        boundaries[flat.count - 1] = true
      default: break
      }
      boundaries.append(beginsWord)
      separators.removeAll(keepingCapacity: true)
      flat.append(kind == .upper ? byte | 0x20 : byte)
      previous = kind
    }
    boundaries.append(true)
    self.flat = flat
    self.boundaries = boundaries
    self.lastPartStart = lastPartStart
  }

  /// `_` and `-` join the words of one part; `.`, `:`, `__` and the like divide parts.
  private static func dividesParts(_ separators: [UInt8]) -> Bool {
    guard separators.count == 1, let only = separators.first else { return !separators.isEmpty }
    return only != UInt8(ascii: "_") && only != UInt8(ascii: "-")
  }

  private enum Kind {
    case lower, upper, digit, separator

    init(_ byte: UInt8) {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"): self = .lower
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): self = .upper
      case UInt8(ascii: "0")...UInt8(ascii: "9"): self = .digit
      default: self = .separator
      }
    }
  }

  /// The words of the name, in their order.
  var words: [ArraySlice<UInt8>] {
    var words: [ArraySlice<UInt8>] = []
    var start = 0
    for end in boundaries.indices where end > start && boundaries[end] {
      words.append(flat[start..<end])
      start = end
    }
    return words
  }

  /// Whether a word of the vocabulary may stand at `range`.
  ///
  /// Words of five letters and more are found inside compounds too ("translatorkey"); shorter ones only
  /// between boundaries, since "face" is in "surface" and "id" in "provider".
  func admits(_ range: Range<Int>) -> Bool {
    range.count >= 5 || isWhole(range)
  }

  /// Whether `range` begins and ends where words do.
  func isWhole(_ range: Range<Int>) -> Bool {
    isBoundary(range.lowerBound) && isBoundary(range.upperBound)
  }

  /// Whether a word begins or ends at `index`.
  func isBoundary(_ index: Int) -> Bool {
    boundaries[index]
  }
}
