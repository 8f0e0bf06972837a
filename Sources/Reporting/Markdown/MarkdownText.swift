import ScanModel

/// Text from a repository as a code span: nothing in it is markup, a link, a mention or HTML, also in a table.
func markdownCode(_ text: String) -> String {
  let safe = escapedForDisplay(text.utf8)
  guard !safe.isEmpty else { return "" }
  var longest = 0
  var run = 0
  for byte in safe.utf8 {
    run = byte == UInt8(ascii: "`") ? run + 1 : 0
    longest = max(longest, run)
  }
  let fence = String(repeating: "`", count: longest + 1)
  let ends = [safe.utf8.first, safe.utf8.last].compactMap(\.self)
  let needsSpace = ends.contains { "` ".utf8.contains($0) }
  let padding = needsSpace ? " " : ""
  return fence + padding + cellEscapes(safe) + padding + fence
}

/// A table ends its cells before it looks for code.
private let cellEscapes: ByteEscapes = ["|": "\\|"]

/// Text as a part of a sentence: punctuation is escaped, so that nothing is markup, HTML or a bare address; and what
/// would mention a person or refer to an issue is broken up by a space of no width.
func markdownProse(_ text: String) -> String {
  proseEscapes(escapedForDisplay(text.utf8))
}

private let proseEscapes: ByteEscapes = [
  "@": "\\@&#8203;", "#": "\\#&#8203;", "!": "\\!&#8203;", "~": "\\~&#8203;",
  "$": "\\$&#8203;", "%": "\\%&#8203;", "^": "\\^&#8203;", "&": "&amp;&#8203;", "*": "\\*",
  "+": "\\+",
  ".": "\\.", "/": "\\/", ":": "\\:", "<": "\\<", "=": "\\=", ">": "\\>", "[": "\\[", "\\": "\\\\",
  "]": "\\]", "_": "\\_", "`": "\\`", "{": "\\{", "|": "\\|", "}": "\\}",
]
