extension Excerpt {
  /// The name that a command for `sed` puts the value in place of: `s/${openai.api_key}/VALUE/g`; nil when the value is no
  /// replacement.
  var substitutedName: ArraySlice<UInt8>? {
    guard let delimiter = byte(before: value.lowerBound), delimiter == byte(at: value.upperBound),
      Self.delimiters.contains(delimiter)
    else { return nil }
    let end = value.lowerBound - 1
    var start = end
    while let byte = byte(before: start), byte != delimiter, !byte.isLineEnd,
      end - start < SurroundingsReader.longestName
    {
      start -= 1
    }
    guard byte(before: start) == delimiter, byte(before: start - 1) == UInt8(ascii: "s"),
      byte(before: start - 2)?.isAlphanumeric != true
    else { return nil }
    let pattern = bytes[start..<end]
    guard let first = pattern.firstIndex(where: \.isAlphanumeric),
      let last = pattern.lastIndex(where: \.isAlphanumeric)
    else { return nil }
    return pattern[first...last]
  }

  private static let delimiters: ByteSet = "/|#@!"
}
