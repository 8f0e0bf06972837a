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
  // A table ends its cells before it looks for code.
  let cell = escaped(safe) { $0 == UInt8(ascii: "|") ? "\\|" : nil }
  return fence + padding + cell + padding + fence
}

/// Text as a part of a sentence: all punctuation is escaped, so that nothing is markup, HTML or a bare address; and
/// what would mention a person or refer to an issue is broken up by a space of no width.
func markdownProse(_ text: String) -> String {
  escaped(escapedForDisplay(text.utf8)) { byte in
    switch byte {
    case UInt8(ascii: "@"), UInt8(ascii: "#"), UInt8(ascii: "!"), UInt8(ascii: "~"),
      UInt8(ascii: "$"), UInt8(ascii: "%"), UInt8(ascii: "^"), UInt8(ascii: "&"):
      (byte == UInt8(ascii: "&") ? "&amp;" : "\\" + String(decoding: [byte], as: UTF8.self))
        + "&#8203;"
    case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "'"), UInt8(ascii: "\""),
      UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "-"), UInt8(ascii: "?"):
      nil
    case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E:
      "\\" + String(decoding: [byte], as: UTF8.self)
    default: nil
    }
  }
}
