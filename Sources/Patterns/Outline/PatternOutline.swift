/// What can be told of all matches of a pattern before it is run.
package struct PatternOutline: Sendable {
  /// A text that a match holds.
  package struct Anchor: Sendable, Hashable {
    /// In lower case where case is ignored; two bytes or more.
    package let bytes: [UInt8]
    package let ignoresCase: Bool
    /// How many bytes before it the match can begin.
    package let before: ClosedRange<Int>
    /// What has to follow it.
    package let following: Succession
    /// Whether it stands at the boundary of a word.
    package let isAtBoundary: Bool
    /// How far the match goes on behind it; nil when that is far.
    package let ahead: AnchorReach?
    /// How far before it the match can begin, told in the same way.
    package let behind: AnchorReach?
  }

  /// Every match holds one of these.
  package let anchors: [Anchor]
  /// The most bytes of a match; nil when there is no limit.
  package let longest: Int?
  /// How far from its anchor a match can be due to a change of the text; nil when that has no limit.
  ///
  /// What repeats without limit is taken for a value without blanks, of up to `usualValue` bytes.
  package let reach: Int?
  /// A pattern that matches where an anchor of a match begins; nil where that would be no other than the pattern.
  ///
  /// It starts at one place, and so is much cheaper than the pattern, which may start at any before the anchor.
  package let tail: String?

  private static let usualValue = 128

  /// Outlines a pattern; nil when there is no text that every match holds, or something in it is not understood.
  package init?(_ source: String) {
    guard let elements = PatternParser.elements(of: source),
      let best = RequiredTexts.best(ofSequence: elements.map(\.node))
    else { return nil }
    var anchors: [Anchor] = []
    for place in best.texts.places {
      let anchor = Anchor(
        bytes: place.text.bytes, ignoresCase: place.text.ignoresCase, before: place.offsets,
        following: Succession(of: place.following), isAtBoundary: place.isAtBoundary,
        ahead: AnchorReach(along: place.following),
        behind: AnchorReach(along: place.preceding, backwards: true))
      if !anchors.contains(anchor) { anchors.append(anchor) }
    }
    self.anchors = anchors
    let whole = PatternNode.sequence(elements.map(\.node))
    longest = whole.longest
    reach = whole.endless.contains(0x20) ? nil : whole.longest(endless: Self.usualValue)
    if let part = best.part, anchors.contains(where: { $0.before.upperBound > 0 }) {
      let element = elements[part]
      tail =
        element.flags.prefix
        + String(decoding: Array(source.utf8)[element.offset...], as: UTF8.self)
    } else {
      tail = nil
    }
  }
}
