import Foundation
import ScanModel
import Testing

@Suite struct SecretTests {
  private static let value = "0123456789abcdef-a-secret-value"
  private static let fingerprint = Fingerprint(hex: String(repeating: "ab", count: 32))

  private static func secret(reveal: Bool) -> Secret {
    Secret(value: Array(value.utf8), fingerprint: fingerprint, reveal: reveal)
  }

  private struct Holder {
    let secret: Secret
    let list: [Secret]
  }

  /// However a program prints it, by purpose or in an error, only four characters show.
  @Test(arguments: [false, true])
  func cannotPrintItself(reveal: Bool) {
    let secret = Self.secret(reveal: reveal)
    let holder = Holder(secret: secret, list: [secret])
    var dumped = ""
    dump(holder, to: &dumped)
    let printed = [
      "\(secret)", String(describing: secret), String(reflecting: secret), "\(holder)",
      String(reflecting: holder), dumped, "\(Mirror(reflecting: secret).children.map(\.value))",
      String(describing: Optional(secret)),
    ]
    for text in printed {
      #expect(!text.contains("456789"))
    }
    #expect(secret.redacted == "0123…(31)")
    #expect(secret.revealed == (reveal ? Self.value : nil))
  }

  @Test func ofAShortSecretNothingShows() {
    let secret = Secret(
      value: Array("0123456789".utf8), fingerprint: Self.fingerprint, reveal: false)
    #expect(secret.redacted == "…(10)")
  }

  @Test func whatShowsCannotMoveTheCursor() {
    let value = [0x1B] + Array("[2J0123456789abcdef0123".utf8)
    let secret = Secret(value: value, fingerprint: Self.fingerprint, reveal: false)
    #expect(!secret.redacted.unicodeScalars.contains("\u{1B}"))
  }
}
