import ScanModel

/// Text for XML 1.0, in an element or an attribute: safe to print, without markup.
func xmlText(_ text: String) -> String {
  xmlEscapes(escapedForDisplay(text.utf8))
}

private let xmlEscapes: ByteEscapes = [
  "&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;", "'": "&apos;",
]

/// An element of a document, with its children or with text.
struct XMLElement {
  let name: String
  var attributes: [(name: String, value: String)] = []
  var children: [XMLElement] = []
  /// Lines; what is between them is a line feed.
  var text: [String] = []

  func write(to output: inout some TextOutputStream, indent: String = "") {
    var tag = indent + "<" + name
    for (name, value) in attributes { tag += " \(name)=\"\(xmlText(value))\"" }
    guard !children.isEmpty || !text.isEmpty else {
      output.write(tag + "/>\n")
      return
    }
    output.write(tag + ">")
    if !text.isEmpty {
      output.write(text.map(xmlText).joined(separator: "\n"))
    } else {
      output.write("\n")
      for child in children { child.write(to: &output, indent: indent + "  ") }
      output.write(indent)
    }
    output.write("</\(name)>\n")
  }
}
