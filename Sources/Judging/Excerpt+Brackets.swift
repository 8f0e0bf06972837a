extension Excerpt {
  /// What stands between the brackets around a place.
  ///
  /// - Parameters:
  ///   - place: in `bytes`.
  ///   - longest: bytes on either side within which the brackets have to be.
  /// - Returns: nil when there are none so near.
  func brackets(around place: Range<Int>, within longest: Int) -> Range<Int>? {
    var start = place.lowerBound
    var depth = 0
    while true {
      guard start > 0, place.lowerBound - start < longest else { return nil }
      let byte = bytes[start - 1]
      if ByteSet.closingBrackets.contains(byte) { depth += 1 }
      if ByteSet.openingBrackets.contains(byte) {
        if depth == 0 { break }
        depth -= 1
      }
      start -= 1
    }
    var end = place.upperBound
    while true {
      guard end < bytes.count, end - place.upperBound < longest else { return nil }
      let byte = bytes[end]
      if ByteSet.openingBrackets.contains(byte) { depth += 1 }
      if ByteSet.closingBrackets.contains(byte) {
        if depth == 0 { break }
        depth -= 1
      }
      end += 1
    }
    return start..<end
  }
}
