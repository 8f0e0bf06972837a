internal import Rules
internal import ScanModel

/// Finds runs of at least so many bytes of one class.
///
/// Eight bytes a little apart are probed together, without a branch between them. From one group of probes to the next it
/// is as far as the shortest run allows: every run covers a whole group. Text in words nearly never does.
struct RunFinder: Sendable {
  let byteClass: ByteClass
  let length: Int
  private let members: [UInt8]
  /// From one probe of a group to the next.
  private let gap: Int
  /// From the first probe of a group to the last.
  private let reach: Int

  init(_ byteClass: ByteClass, length: Int) {
    self.byteClass = byteClass
    self.length = max(1, length)
    members = (0...255).map { byteClass.contains(UInt8($0)) ? 1 : 0 }
    // Wide enough to leave a word, narrow enough to leave long steps; short runs are probed at one byte.
    gap = self.length / 20
    reach = 7 * gap
  }

  /// Whether all runs of another finder are parts of this one's.
  func covers(_ other: RunFinder) -> Bool {
    length <= other.length
      && (0...255).allSatisfy { byteClass.contains($0) || !other.byteClass.contains($0) }
  }

  /// Appends every maximal run of at least `length` bytes, in order.
  func findAll(in bytes: Span<UInt8>, into runs: inout [Range<Int>]) {
    members.lend { members in
      let step = length - reach
      // No byte before `searched` is in a run that is still to be found.
      var searched = 0
      var probe = firstHit(from: 0, step: step, in: bytes, members)
      while probe < bytes.count {
        var start = probe
        while start > searched, members[Int(bytes[start - 1])] == 1 { start -= 1 }
        var end = probe + 1
        while end < bytes.count, members[Int(bytes[end])] == 1 { end += 1 }
        if end - start >= length { runs.append(start..<end) }
        searched = end
        // `end` is in no run: the next one covers the group that begins `step` further on, or a later one.
        probe = firstHit(from: end + step, step: step, in: bytes, members)
      }
    }
  }

  /// Follows a run that was found in a region of a text beyond the region.
  ///
  /// - Parameters:
  ///   - run: counted from the beginning of the region.
  ///   - region: in which it was found.
  ///   - text: around the region.
  /// - Returns: the run, counted from the beginning of the text.
  func maximal(_ run: Range<Int>, of region: Range<Int>, in text: Span<UInt8>) -> Range<Int> {
    var start = region.lowerBound + run.lowerBound
    var end = region.lowerBound + run.upperBound
    // No further than matters: in a text that is one long run every region would measure all of it.
    let limits = max(0, start - Self.farthest)..<min(text.count, end + Self.farthest)
    if start == region.lowerBound {
      while start > limits.lowerBound, byteClass.contains(text[start - 1]) { start -= 1 }
    }
    if end == region.upperBound {
      while end < limits.upperBound, byteClass.contains(text[end]) { end += 1 }
    }
    return start..<end
  }

  /// How far beyond a region a run is followed, in bytes.
  private static let farthest = 4096

  /// The first group of probes from `start` on that are all members; with none, the end of the text.
  private func firstHit(
    from start: Int, step: Int, in bytes: Span<UInt8>, _ members: Span<UInt8>
  ) -> Int {
    precondition(start >= 0 && members.count == 256, "one entry for each byte value")
    var index = start
    while index + reach < bytes.count {
      // In bounds: the last probe is at `index + reach`.
      let isHit =
        unsafe Self.isMember(bytes, index, members)
        & Self.isMember(bytes, index + gap, members)
        & Self.isMember(bytes, index + 2 * gap, members)
        & Self.isMember(bytes, index + 3 * gap, members)
        & Self.isMember(bytes, index + 4 * gap, members)
        & Self.isMember(bytes, index + 5 * gap, members)
        & Self.isMember(bytes, index + 6 * gap, members)
        & Self.isMember(bytes, index + reach, members)
      if isHit != 0 { return index }
      index += step
    }
    return bytes.count
  }

  /// 1 for a member, so that eight answers are joined without branches; `index` has to be in `bytes`.
  @unsafe @inline(__always)
  private static func isMember(_ bytes: Span<UInt8>, _ index: Int, _ members: Span<UInt8>) -> UInt8
  {
    unsafe members[unchecked: Int(bytes[unchecked: index])]
  }
}
