/// A path as git and the file system hold it: bytes with `/` between the parts, not text.
package struct BytePath: Hashable, Sendable {
  package let bytes: [UInt8]

  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  package init(_ text: String) {
    bytes = Array(text.utf8)
  }

  /// The path of what is matched before it is known where it lives; nothing real has it.
  package static let unknown = BytePath([])

  /// The last component; the whole path when it has no `/`.
  package var name: ArraySlice<UInt8> {
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return bytes[...] }
    return bytes[(slash + 1)...]
  }

  /// The text of the path, invalid UTF-8 repaired; never for a terminal, see `display`.
  package var text: String {
    String(decoding: bytes, as: UTF8.self)
  }

  /// The path as it may be printed: control, bidirectional and zero-width characters and bytes that are no
  /// UTF-8 are escaped or replaced, so that a file name can neither move the cursor nor hide what it is.
  package var display: String {
    escapedForDisplay(bytes)
  }
}

extension BytePath: Comparable {
  package static func < (left: BytePath, right: BytePath) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }
}
