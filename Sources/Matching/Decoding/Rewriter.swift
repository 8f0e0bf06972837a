internal import ScanModel

/// Writes stretches of a text out: what is spelled out becomes what it says, and what is in pieces becomes one.
enum Rewriter {
  /// How much of a text is rewritten before a seam and after it: as much as judging looks at.
  private static let reach = (before: 8192, after: 4096)

  /// The stretches to rewrite, apart from each other, with the joints in each.
  static func stretches(
    around seams: [Seam], in count: Int
  ) -> [(range: Range<Int>, joints: [Range<Int>])] {
    var result: [(range: Range<Int>, joints: [Range<Int>])] = []
    for seam in seams {
      let start = max(0, seam.range.lowerBound - reach.before)
      let end = min(count, seam.range.upperBound + reach.after)
      if let last = result.last, start <= last.range.upperBound {
        result[result.count - 1].range = last.range.lowerBound..<max(last.range.upperBound, end)
        result[result.count - 1].joints += seam.joints
      } else {
        result.append((start..<end, seam.joints))
      }
    }
    return result
  }

  /// Rewrites one stretch.
  static func rewrite(
    _ range: Range<Int>, of text: Span<UInt8>, without joints: [Range<Int>]
  ) -> DecodedText {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(range.count)
    var map = SourceMap()
    var index = range.lowerBound
    var joint = joints.startIndex
    while index < range.upperBound {
      while joint < joints.endIndex, joints[joint].lowerBound < index { joint += 1 }
      if joint < joints.endIndex, joints[joint].lowerBound == index {
        index = joints[joint].upperBound
        continue
      }
      guard "\\%&".utf8.contains(text[index]), let escape = EscapeSequence(in: text, at: index)
      else {
        bytes.append(text[index])
        map.append(1, from: index..<index + 1)
        index += 1
        continue
      }
      var end = index + escape.count
      if escape.scalar == "\n" {
        end = LiteralJoint.endOfHeldLine(text, end, min(text.count, end + 256)) ?? end
      }
      let written = Array(UTF8.encode(escape.scalar) ?? UTF8.encodedReplacementCharacter)
      bytes += written
      map.append(written.count, from: index..<end)
      index = end
    }
    return DecodedText(bytes: bytes, map: map)
  }
}
