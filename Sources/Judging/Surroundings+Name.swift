internal import ScanModel

/// What a name tells by its text: what it labels, calls or assigns to, and how it is shown.
extension Surroundings.Name {
  /// The first name in a line: `"AzureKey": {` → AzureKey, `variable "key" {` → the quoted name.
  var label: ArraySlice<UInt8> {
    let quoted = text.drop { !$0.isQuote }.dropFirst().prefix { !$0.isQuote }
    if !quoted.isEmpty { return quoted }
    return text.drop { !$0.isNameCharacter }.prefix { $0.isNameCharacter && $0 != 0x3A }
  }

  /// What a line assigns to: of `var speechKey = region switch` all before the operator, of any other all.
  var target: ArraySlice<UInt8> {
    text.prefix { $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: ":") }
  }

  /// Whether it is called with digits that stand for bytes or a GUID: `bytes.fromhex`, `Convert.FromHexString`, `Guid.Parse`.
  var readsBytes: Bool {
    Self.readers.contains { words.flat.suffix($0.count).elementsEqual($0) }
  }

  private static let readers = [
    "fromhex", "unhexlify", "hex2bin", "fromhexstring", "decodehex", "hexdecode", "hexdecodestring",
    "hextobytes", "guidparse", "newguid", "uuiduuid", "uuidparse", "uuidparsestr", "uuidfromstring",
    "guid", "uuid",
  ].map { Array($0.utf8) }

  /// Whether a line begins a choice among values.
  var isChoice: Bool {
    text.split { !$0.isIdentifier }.contains { word in
      Self.choices.contains { word.elementsEqual($0) }
    }
  }

  private static let choices = ["switch", "match", "when"].map { Array($0.utf8) }

  /// What a line calls that ends with an open bracket: `tool = ContentTool(` → ContentTool.
  var callee: ArraySlice<UInt8>? {
    guard let end = text.lastIndex(where: { !$0.isBlank && !$0.isLineEnd }),
      text[end] == UInt8(ascii: "(")
    else { return nil }
    let start = text[..<end].lastIndex { !$0.isNameCharacter }.map { $0 + 1 } ?? text.startIndex
    return text[start..<end]
  }

  /// Whether it is called like a type or factory, in any notation: `SpeechConfig::FromEndpoint`, `new LuisApplication`.
  var isCapitalized: Bool {
    let last = text.lastIndex { !$0.isAlphanumeric && $0 != UInt8(ascii: "_") }
    let first = text[(last.map { $0 + 1 } ?? text.startIndex)...].first ?? 0
    return first >= UInt8(ascii: "A") && first <= UInt8(ascii: "Z")
      || text.first.map { $0 >= UInt8(ascii: "A") && $0 <= UInt8(ascii: "Z") } ?? false
  }

  /// The name as it may be shown: cut, and without anything that may be a secret of its own.
  var printable: String { shown ?? "like a key" }

  /// The name, unless it is long or may hold a secret of its own.
  var shown: String? {
    let longest = text.split { !$0.isAlphanumeric }.map(\.count).max() ?? 0
    return longest < 28 && text.count <= 80 ? escapedForDisplay(core) : nil
  }

  /// Without the quotes and signs around it, of which a name in a text of its own has many: `' \"apiKey\": `.
  private var core: [UInt8] {
    func isAround(_ byte: UInt8) -> Bool {
      byte.isBlank || byte.isQuote || "\\:=,".utf8.contains(byte)
    }
    guard let last = text.lastIndex(where: { !isAround($0) }) else { return text }
    return Array(text[...last].drop(while: isAround))
  }
}
