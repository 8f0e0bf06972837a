/// What a comment calls a value: behind it on its line, or alone on the line above.
///
///     x = "…"  # Azure Speech key
struct CommentBeside {
  private let bytes: [UInt8]
  private let value: Range<Int>

  /// A longer comment tells a story.
  private static let longest = 80
  private static let marks = ["///", "//", "/*", "<!--", "#", "--", ";", "'"].map { Array($0.utf8) }
  private static let ends: ByteSet = " \t\r*/->.:!"
  /// What closes a literal and a statement.
  private static let closers: ByteSet = "\"'`;,)]} \t"

  init(_ excerpt: Excerpt) {
    bytes = excerpt.bytes
    value = excerpt.value
  }

  /// The texts of the comments, the one behind the value first.
  var phrases: [ArraySlice<UInt8>] {
    let behind = bytes[value.upperBound...].drop(while: Self.closers.contains)
    return [comment(in: behind), lineAbove.flatMap(comment)].compactMap(\.self)
  }

  private var lineAbove: ArraySlice<UInt8>? {
    guard let end = bytes[..<value.lowerBound].lastIndex(of: 0x0A) else { return nil }
    let start = bytes[..<end].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    return bytes[start..<end].drop(while: \.isBlank)
  }

  /// The text of a comment that begins with its mark, without tags and what ends it.
  private func comment(in text: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard let mark = Self.marks.first(where: { text.starts(with: $0) }) else { return nil }
    var inside = text.dropFirst(mark.count).prefix { $0 != 0x0A }
      .drop { $0.isBlank || $0 == UInt8(ascii: "*") }
    if inside.first == UInt8(ascii: "<"), let tag = inside.firstIndex(of: UInt8(ascii: ">")) {
      let close = inside.lastIndex(of: UInt8(ascii: "<")) ?? inside.endIndex
      inside = tag < close ? inside[(tag + 1)..<close] : inside[(tag + 1)...]
    }
    while let last = inside.last, Self.ends.contains(last) { inside.removeLast() }
    return inside.isEmpty || inside.count > Self.longest ? nil : inside
  }
}
