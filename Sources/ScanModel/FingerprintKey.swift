/// An organisation's key for fingerprints: who does not have it cannot try values against them.
///
/// It cannot print itself.
package struct FingerprintKey: Sendable {
  package let bytes: [UInt8]

  /// In bytes; a shorter key could be guessed from one fingerprint of a known value.
  package static let leastLength = 16

  /// nil when the text is too short.
  ///
  /// - Parameter text: as the environment holds it; white space around it does not count.
  package init?(_ text: String) {
    let isSpace = { (byte: UInt8) in byte <= 0x20 }
    let start = text.utf8.drop(while: isSpace)
    bytes = Array(start.reversed().drop(while: isSpace).reversed())
    guard bytes.count >= Self.leastLength else { return nil }
  }
}

extension FingerprintKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "a key of \(bytes.count) bytes" }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
