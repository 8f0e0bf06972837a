import ScanModel

/// Text for XML 1.0, in an element or an attribute: safe to print, without markup.
func xmlText(_ text: String) -> String {
  escaped(escapedForDisplay(text.utf8)) { byte in
    switch byte {
    case UInt8(ascii: "&"): "&amp;"
    case UInt8(ascii: "<"): "&lt;"
    case UInt8(ascii: ">"): "&gt;"
    case UInt8(ascii: "\""): "&quot;"
    case UInt8(ascii: "'"): "&apos;"
    default: nil
    }
  }
}

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
