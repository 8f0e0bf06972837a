/// A piece of text that stands in a match.
struct RequiredText: Hashable, Sendable {
  /// In lower case where case is ignored.
  var bytes: [UInt8]
  var ignoresCase = false
}

/// Texts of which every match holds at least one.
struct RequiredTexts: Sendable {
  struct Place: Sendable {
    let text: RequiredText
    /// Where it begins, counted from the beginning of the match.
    var offsets: ClosedRange<Int>
    /// What of the match stands before it.
    var preceding: [PatternNode] = []
    /// What the match goes on with behind it.
    var following: [PatternNode] = []
    /// Whether `\b` stands right before it.
    var isAtBoundary = false
  }

  var places: [Place]

  /// How rare they are in text: the bits by which the most frequent of them is rarer than any position.
  var rarity: Double {
    let least = places.map { $0.text.rarity }.min() ?? 0
    // Every further text is found as well.
    return least - Double(places.count.bitWidth - places.count.leadingZeroBitCount) / 4
  }

  /// As a part of a sequence: what stands before it, and what goes on behind.
  private func within(
    offsets: ClosedRange<Int>, atBoundary isAtBoundary: Bool = false,
    after preceding: ArraySlice<PatternNode> = [], before following: some Collection<PatternNode>
  ) -> RequiredTexts {
    RequiredTexts(
      places: places.map { place in
        var place = place
        let (first, last) = (place.offsets.lowerBound, place.offsets.upperBound)
        if isAtBoundary, last == 0 { place.isAtBoundary = true }
        place.offsets = first + offsets.lowerBound...last + offsets.upperBound
        place.preceding = preceding + place.preceding
        place.following += following
        return place
      })
  }

  /// More than these cost more to look for than they save.
  static let most = 64
  private static let longest = 24

  /// The best that can be said of a node; nil when it can match without any text that is worth looking for.
  static func best(of node: PatternNode) -> RequiredTexts? {
    switch node {
    case .assertion, .wordBoundary: return nil
    case .byte: return worthwhile(ofAll: all(of: node))
    case .repetition(let part, let least, let most):
      if let whole = worthwhile(ofAll: all(of: node)) { return whole }
      guard least > 0 else { return nil }
      let others = PatternNode.repetition(part, least: least - 1, most: most.map { $0 - 1 })
      return best(of: part)?.within(offsets: 0...0, before: CollectionOfOne(others))
    case .choice(let branches):
      let whole = worthwhile(ofAll: all(of: node))
      var places: [Place] = []
      for branch in branches {
        guard let best = best(of: branch) else { return whole }
        places += best.places
      }
      guard places.count <= most else { return whole }
      return rarer(whole, RequiredTexts(places: places))
    case .sequence(let parts): return best(ofSequence: parts)?.texts
    }
  }

  /// The best of a sequence, and the part where it begins if that is where one of them begins.
  static func best(
    ofSequence parts: [PatternNode]
  ) -> (texts: RequiredTexts, part: Int?)? {
    var best: (texts: RequiredTexts, part: Int?)?
    func consider(_ texts: RequiredTexts?, _ part: Int?) {
      guard let texts, best.map({ texts.rarity > $0.texts.rarity }) ?? true else { return }
      best = (texts, part)
    }
    // What can stand before the part at hand; nil when that has no limit.
    var before: ClosedRange<Int>? = 0...0
    for (index, part) in parts.enumerated() {
      guard let offsets = before else { break }
      if part.longest == 0 { continue }
      var isAtBoundary = false
      if index > 0, case .wordBoundary = parts[index - 1] { isAtBoundary = true }
      // All that this part and those behind it can be, as far as they are few.
      var run: [RequiredText]? = all(of: part)
      var next = index + 1
      while let texts = run, next < parts.count, let more = all(of: parts[next]),
        let longer = product(texts, more)
      {
        run = longer
        next += 1
      }
      let outer = worthwhile(ofAll: run)
      consider(
        outer?.within(
          offsets: offsets, atBoundary: isAtBoundary, after: parts[..<index],
          before: parts[next...]), index)
      let inner = Self.best(of: part)
      consider(
        inner?.within(
          offsets: offsets, atBoundary: isAtBoundary, after: parts[..<index],
          before: parts[(index + 1)...]),
        inner?.places.allSatisfy { $0.offsets == 0...0 } == true ? index : nil)
      before = part.longest.map {
        offsets.lowerBound + part.shortest...offsets.upperBound + $0
      }
    }
    return best
  }

  private static func rarer(_ one: RequiredTexts?, _ other: RequiredTexts) -> RequiredTexts {
    guard let one, one.rarity >= other.rarity else { return other }
    return one
  }

  /// All texts that a node can match, when they are few; nil when not.
  private static func all(of node: PatternNode) -> [RequiredText]? {
    switch node {
    case .assertion, .wordBoundary: return [RequiredText(bytes: [])]
    case .byte(let members): return all(of: members)
    case .sequence(let parts):
      var texts = [RequiredText(bytes: [])]
      for part in parts {
        guard let more = all(of: part), let longer = product(texts, more) else { return nil }
        texts = longer
      }
      return texts
    case .choice(let branches):
      var texts: [RequiredText] = []
      for branch in branches {
        guard let more = all(of: branch), texts.count + more.count <= most else { return nil }
        texts += more
      }
      return texts
    case .repetition(let part, let least, let most):
      guard let most, most <= longest, let once = all(of: part) else { return nil }
      var texts: [RequiredText] = []
      var power = [RequiredText(bytes: [])]
      for count in 0...most {
        if count >= least { texts += power }
        guard count < most else { break }
        guard let longer = product(power, once), texts.count <= Self.most else { return nil }
        power = longer
      }
      return texts.count <= Self.most ? texts : nil
    }
  }

  private static func all(of members: ByteMembers) -> [RequiredText]? {
    guard members.count <= 32 else { return nil }
    return members.members.compactMap { byte in
      let other = byte ^ 0x20
      let isLetter = ByteMembers.letters.contains(byte)
      guard isLetter, members.contains(other) else { return RequiredText(bytes: [byte]) }
      // Of both cases one stands for the other.
      return byte > other ? RequiredText(bytes: [byte], ignoresCase: true) : nil
    }
  }

  private static func product(_ left: [RequiredText], _ right: [RequiredText]) -> [RequiredText]? {
    guard left.count * right.count <= most else { return nil }
    var texts: [RequiredText] = []
    for one in left {
      for other in right {
        guard one.bytes.count + other.bytes.count <= longest else { return nil }
        let ignoresCase = one.ignoresCase || other.ignoresCase
        let bytes = one.bytes + other.bytes
        texts.append(
          RequiredText(bytes: ignoresCase ? bytes.map(lowercased) : bytes, ignoresCase: ignoresCase)
        )
      }
    }
    return texts
  }

  private static func worthwhile(ofAll texts: [RequiredText]?) -> RequiredTexts? {
    guard let texts, !texts.isEmpty, texts.allSatisfy({ $0.bytes.count >= 2 }) else { return nil }
    return RequiredTexts(places: texts.map { Place(text: $0, offsets: 0...0) })
  }
}

extension RequiredText {
  /// Bits, from how often bytes are in source code and prose: about one of eight is an `e`, a `t` or an `a`.
  var rarity: Double {
    bytes.reduce(0) { sum, byte in
      sum
        + {
          switch byte {
          case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "n"),
            UInt8(ascii: "o"), UInt8(ascii: "r"), UInt8(ascii: "s"), UInt8(ascii: "t"),
            UInt8(ascii: " "):
            3
          case UInt8(ascii: "j"), UInt8(ascii: "q"), UInt8(ascii: "x"), UInt8(ascii: "z"),
            UInt8(ascii: "~"), UInt8(ascii: "@"), UInt8(ascii: "%"), UInt8(ascii: "!"):
            8
          case UInt8(ascii: "a")...UInt8(ascii: "z"): 4.5
          case UInt8(ascii: "A")...UInt8(ascii: "Z"): 6.5
          default: 6
          }
        }()
    }
  }
}

private func lowercased(_ byte: UInt8) -> UInt8 {
  byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
}
