/// A text that another one holds in an encoded form, or in pieces, and what was found in it.
package struct DecodedText: Sendable {
  package let bytes: [UInt8]
  /// To the text that holds it, as it was lent to be judged.
  package let map: SourceMap
  /// Their offsets count in `bytes`.
  package var matches: [Match] = []
  package var marks: [Mark] = []

  package init(bytes: [UInt8], map: SourceMap) {
    self.bytes = bytes
    self.map = map
  }

  /// The same text, for the outermost of the texts around it.
  package func within(_ outer: SourceMap) -> DecodedText {
    var text = DecodedText(bytes: bytes, map: map.within(outer))
    text.matches = matches
    text.marks = marks
    return text
  }
}
