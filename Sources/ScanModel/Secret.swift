/// A secret value that cannot print itself.
///
/// The value is redacted where it is found. What was in the file is kept only when the user asked to see it
/// (`--reveal`), and even then no `description` shows it: a printer has to ask for `revealed`.
package struct Secret: Sendable {
  package let fingerprint: Fingerprint
  /// Number of bytes of the value.
  package let byteCount: Int
  /// The first four characters, then `…`, then the length: `JQab…(84)`.
  package let redacted: String
  /// The value as text, only when the scan was told to reveal.
  package let revealed: String?

  /// Redacts a value.
  ///
  /// - Parameters:
  ///   - value: the decoded bytes of the secret.
  ///   - fingerprint: the digest of the same bytes.
  ///   - reveal: whether the user asked for values in the open.
  package init(value: [UInt8], fingerprint: Fingerprint, reveal: Bool) {
    self.fingerprint = fingerprint
    byteCount = value.count
    // Four of thirty-two digits help to recognise a key; of a short secret they would give half away.
    let shown = value.count >= 20 ? value.prefix(4) : []
    redacted = escapedForDisplay(shown) + "…(\(value.count))"
    revealed = reveal ? String(decoding: value, as: UTF8.self) : nil
  }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { redacted }
  package var debugDescription: String { redacted }
  package var customMirror: Mirror { Mirror(self, children: ["redacted": redacted]) }
}

/// The identity of a secret: a digest of its value, the same wherever the value stands.
package struct Fingerprint: Hashable, Sendable {
  /// 64 lower-case hexadecimal digits: SHA-256, or HMAC-SHA-256 under an organisation's key.
  package let hex: String

  package init(hex: String) {
    self.hex = hex
  }

  /// The first 12 digits, enough to talk about.
  package var short: String { String(hex.prefix(12)) }
}

extension Fingerprint: Comparable {
  package static func < (left: Fingerprint, right: Fingerprint) -> Bool {
    left.hex < right.hex
  }
}
