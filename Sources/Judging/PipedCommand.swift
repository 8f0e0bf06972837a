/// The command that a value is handed to by a pipe: `echo … | gh secret set AZURE_OPENAI_KEY`.
struct PipedCommand {
  private let excerpt: Excerpt

  private static let printers = ["echo", "printf"].map { Array($0.utf8) }

  init(_ excerpt: Excerpt) {
    self.excerpt = excerpt
  }

  /// The words of the command that could be names.
  var words: [ArraySlice<UInt8>] {
    let (bytes, value) = (excerpt.bytes, excerpt.value)
    let behind = bytes[value.upperBound...].drop { $0.isQuote || $0.isBlank }
    guard behind.first == UInt8(ascii: "|") else { return [] }
    let line = excerpt.startOfLine(before: value.lowerBound)
    let printing = bytes[line..<value.lowerBound].split { $0.isBlank || "$(;&|".utf8.contains($0) }
    guard printing.contains(where: { word in Self.printers.contains { word.elementsEqual($0) } })
    else { return [] }
    let command = behind.dropFirst().prefix { !$0.isLineEnd }
    return command.split { $0.isBlank || $0.isQuote || "|;&)".utf8.contains($0) }
  }
}
