/// A name from a file, split into the words a person reads in it: `AzureOpenAI:ApiKey-1` is "azure open ai api key 1".
struct NameText: Sendable {
  /// Letters and digits only, in lower case: "azureopenaiapikey1".
  let flat: [UInt8]
  /// Where in `flat` a word begins, and the end; rising.
  private let boundaries: Set<Int>
  /// Where the last part after `.`, `:`, `/`, `__` or a space begins in `flat`.
  let lastPartStart: Int

  init(_ name: some Sequence<UInt8>) {
    var flat: [UInt8] = []
    var boundaries: Set<Int> = [0]
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
      switch (previous, kind) {
      case (.separator, _):
        boundaries.insert(flat.count)
        if Self.dividesParts(separators) { lastPartStart = flat.count }
      case (.lower, .upper), (.digit, .upper), (.digit, .lower), (.lower, .digit), (.upper, .digit):
        boundaries.insert(flat.count)
      case (.upper, .lower):
        // "AIKey": the last capital belongs to the next word.
        boundaries.insert(max(0, flat.count - 1))
      default: break
      }
      separators.removeAll(keepingCapacity: true)
      flat.append(kind == .upper ? byte | 0x20 : byte)
      previous = kind
    }
    boundaries.insert(flat.count)
    self.flat = flat
    self.boundaries = boundaries
    self.lastPartStart = lastPartStart
  }

  /// The rest of a longer name, which keeps its boundaries.
  init(_ rest: ArraySlice<UInt8>, boundariesOf name: NameText, from start: Int) {
    flat = Array(rest)
    boundaries = Set(name.boundaries.map { $0 - start })
    lastPartStart = 0
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

  /// Where a word of the vocabulary stands in the name.
  ///
  /// Words of five letters and more are found inside compounds too ("translatorkey"); shorter ones only
  /// between boundaries, since "face" is in "surface" and "id" in "provider".
  ///
  /// - Parameters:
  ///   - word: flat, as `NameText` makes it.
  ///   - start: from where in `flat`.
  /// - Returns: the range in `flat` of the last place.
  func lastRange(of word: [UInt8], from start: Int = 0) -> Range<Int>? {
    guard !word.isEmpty, flat.count - start >= word.count else { return nil }
    var index = flat.count - word.count
    while index >= start {
      let range = index..<(index + word.count)
      if flat[index] == word[0], flat[range].elementsEqual(word), word.count >= 5 || isWhole(range)
      {
        return range
      }
      index -= 1
    }
    return nil
  }

  /// Whether `range` begins and ends where words do.
  func isWhole(_ range: Range<Int>) -> Bool {
    boundaries.contains(range.lowerBound) && boundaries.contains(range.upperBound)
  }

  func contains(_ word: [UInt8]) -> Bool {
    lastRange(of: word) != nil
  }
}
