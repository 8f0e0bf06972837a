internal import Patterns
internal import Rules

/// How the matches of one rule are found without running its pattern everywhere.
///
/// A rule of ours names its anchors and the reach around them. Of any other, such as gitleaks', the anchors are read from
/// the pattern: texts that every match holds, and how far before one the match can begin. They are longer than keywords,
/// and a pattern that starts near them only costs little even where they are frequent.
struct RuleSearch {
  struct Anchor {
    enum Kind {
      case literal(LiteralSet.Literal)
      case run(ByteClass, length: Int)
    }

    let kind: Kind
    /// Only for anchors that were read from the pattern.
    var startsBefore: ClosedRange<Int>?
    /// What has to follow it; the same.
    var following: Succession?
    /// How far a match goes on behind it and before it; the same, and nil when that is far.
    var ahead: AnchorReach?
    var behind: AnchorReach?
  }

  /// Where an anchor is sought in a text that has changed.
  enum Place {
    /// In the regions of words around the changes.
    case open
    /// The same, and only in what may be base64.
    case nested
    /// In what may hold a value that reaches into a change.
    case near
    /// The same, and in wide regions where the text had one of them before.
    case far
  }

  /// Empty: the pattern sees all of every text.
  private(set) var anchors: [Anchor] = []
  private(set) var reach: Rule.Reach?
  private(set) var tail: String?
  private(set) var longest: Int?
  /// Keywords that a match need not hold, but its text has to.
  private(set) var openKeywords: [LiteralSet.Literal] = []
  private(set) var isFar = false
  private var changeReach: Rule.Reach?
  /// Of which a match is made at most; nil when that is not known.
  private var words: Int?
  /// How many bytes that may be base64 every match begins with at least, and the most that follow.
  private var encodedBeginning: (least: Int, rest: Int)?

  /// Further from its anchor than this a match is seldom; a rule that allows it would make every region around a change as
  /// wide.
  private static let farthest = (named: 100, outlined: 512)
  /// How much behind an anchor has to fit before its text counts as one that a far change can matter to.
  static let farSight = farthest.outlined

  init(_ rule: Rule) {
    guard let regex = rule.regex else { return }
    let shape = PatternShape(regex)
    words = shape?.mostWords(of: \.isOfWord)
    encodedBeginning = shape?.beginning(of: \.isBase64)
    let keywords = rule.keywords.map { LiteralSet.Literal($0, ignoringCase: true) }
    if !rule.anchors.isEmpty {
      use(rule.anchors, rule.reach)
    } else if let outline = PatternOutline(regex) {
      use(outline, of: regex)
      openKeywords = outline.imply(oneOf: keywords) ? [] : keywords
    } else {
      use(rule.keywords.map { Anchor.literal($0) }, nil)
    }
  }

  private mutating func use(_ named: [Rules.Anchor], _ reach: Rule.Reach?) {
    anchors = named.map { anchor in
      switch anchor {
      case .literal(let text, let ignoringCase):
        Anchor(kind: .literal(LiteralSet.Literal(text, ignoringCase: ignoringCase)))
      case .run(let byteClass, let length): Anchor(kind: .run(byteClass, length: length))
      }
    }
    // One anchor too short to search for makes the whole rule unfilterable.
    let isSearchable = anchors.allSatisfy { $0.length >= 2 }
    if !isSearchable { anchors = [] }
    self.reach = reach
    if let reach, max(reach.before, reach.after) <= Self.farthest.named {
      changeReach = reach
    } else {
      isFar = true
    }
  }

  private mutating func use(_ outline: PatternOutline, of source: String) {
    anchors = outline.anchors.map {
      Anchor(
        kind: .literal($0.literal), startsBefore: $0.before, following: $0.following,
        ahead: $0.ahead, behind: $0.behind)
    }
    tail = outline.tail
    longest = outline.longest
    let before = outline.anchors.map(\.before.upperBound).max() ?? 0
    if let reach = outline.reach, max(before, reach) <= Self.farthest.outlined {
      changeReach = Rule.Reach(before: before, after: reach)
      return
    }
    isFar = true
    // A pattern that can only begin at its anchor is its own tail.
    if before == 0 { tail = source }
    changeReach = Rule.Reach(before: before, after: Self.farSight)
  }

  /// Tells where an anchor has to be sought, and widens the reach so that every change that matters to it leads there.
  func place(of anchor: Anchor, widening reaches: inout ChangeReaches) -> Place {
    let length = anchor.length
    let isNested = isInEncodedRun(anchor, of: TextDecoder.shortestEncodedValue)
    guard anchor.startsBefore != nil, let changeReach,
      !isNested || words.map({ $0 > Self.mostWords }) ?? true
    else {
      if let changeReach {
        reaches.words.include(anchorOf: length, changeReach, words: words)
      } else {
        reaches.words.include(
          anchorOf: length, Rule.Reach(before: 0, after: 0), words: anchor.words)
      }
      return isNested ? .nested : .open
    }
    if !isFar, let ahead = anchor.ahead, let behind = anchor.behind,
      reaches.values.include(anchorOf: length, ahead: ahead, behind: behind, reach: changeReach)
    {
      return .near
    }
    reaches.include(farAnchorOf: length, changeReach)
    return .far
  }

  /// With more a rule is not sought by words: all regions would be as wide.
  private static let mostWords = 2

  /// Whether every match holds an anchor inside of a run of `length` bytes or more that may be base64.
  private func isInEncodedRun(_ anchor: Anchor, of length: Int) -> Bool {
    guard case .literal(let literal) = anchor.kind, let (least, rest) = encodedBeginning else {
      return false
    }
    return least >= length && rest < literal.bytes.count
  }
}

extension RuleSearch.Anchor {
  static func literal(_ keyword: String) -> Rules.Anchor { .literal(keyword, ignoringCase: true) }

  var length: Int {
    switch kind {
    case .literal(let literal): literal.bytes.count
    case .run(_, let length): length
    }
  }

  var words: Int {
    guard case .literal(let literal) = kind else { return 1 }
    return literal.bytes.split(omittingEmptySubsequences: true) { !$0.isOfWord }.count
  }
}

extension PatternOutline.Anchor {
  /// What is sought for it: a short one with what stands around it.
  fileprivate var literal: LiteralSet.Literal {
    let missing = Self.longEnough - bytes.count
    guard missing > 0 else { return LiteralSet.Literal(bytes: bytes, ignoringCase: ignoresCase) }
    let isAtBoundary = isAtBoundary && bytes[0].isOfName
    return LiteralSet.Literal(
      bytes: bytes, ignoringCase: ignoresCase,
      before: isAtBoundary ? ByteMembers((UInt8.min...UInt8.max).filter { !$0.isOfName }) : nil,
      after: following.firstBytes(missing))
  }

  /// Of so many bytes every second trigram tells, with the next.
  private static let longEnough = 4
}

extension UInt8 {
  /// As `\b` has it.
  fileprivate var isOfName: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}

extension PatternOutline {
  /// Whether every match holds one of some keywords.
  fileprivate func imply(oneOf keywords: [LiteralSet.Literal]) -> Bool {
    keywords.isEmpty
      || anchors.allSatisfy { anchor in
        let text = String(decoding: anchor.bytes, as: UTF8.self).lowercased()
        return keywords.contains { text.contains(String(decoding: $0.bytes, as: UTF8.self)) }
      }
  }
}
