import TestSupport
import Testing

@testable import Judging

@Suite struct ValueShapeTests {
  /// The market leaders cut at 3.5 bits of entropy and lose one random key in five.
  ///
  /// From a fixed seed: one key in three million is of digits only, and is dropped for it.
  @Test func noRandomKeyIsLost() {
    var random = Random(seed: 32)
    let digits = Array("0123456789abcdef".utf8)
    for _ in 0..<100_000 {
      let (first, second) = (random.next(), random.next())
      let key = (0..<32).map { digits[Int(($0 < 16 ? first : second) >> UInt64($0 % 16 * 4) & 15)] }
      let reason = ValueShape.disqualification(of: key)
      #expect(reason == nil)
      guard reason == nil else { return }
    }
  }

  @Test(arguments: [
    ("00000000000000000000000000000000", "few distinct characters"),
    ("deadbeefdeadbeefdeadbeefdeadbeef", "few distinct characters"),
    ("84736251908473625190847362519084", "digits only"),
    ("abcdefbcdefacdefabdefabcefabcdef", "few distinct characters"),
    ("abcdefghijklmnopqrstuvwxyzabcdef", "letters only"),
    ("0a1b2c3d4e5f67890a1b2c3d4e5f6789", "repeats itself"),
    ("0a1b2c3d4e50a1b2c3d4e50a1b2c3d4e", "repeats itself"),
    ("0123456789abcdeffedcba9876543210", "a sequence"),
    ("1a2b3c4d5e6f7a8b9c0d1e2f3a4b5c6d", "a sequence"),
    ("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", "a sequence"),
  ])
  func examplesGiveThemselvesAway(value: String, reason: String) {
    #expect(ValueShape.disqualification(of: Array(value.utf8)) == reason)
  }

  @Test(arguments: ["", "a", "ab", "a1b2c3d4"])
  func shortValuesAreSafe(value: String) {
    #expect(ValueShape.disqualification(of: Array(value.utf8)) != nil || value == "a1b2c3d4")
  }

  @Test(arguments: [
    ("0123456789ab4def8123456789abcdef", true), ("0123456789ab4defb123456789abcdef", true),
    ("0123456789AB4DEFA123456789ABCDEF", true), ("0123456789ab5def8123456789abcdef", false),
    ("0123456789ab4defc123456789abcdef", false), ("0123456789ab4def8123456789abcde", false),
  ])
  func knowsTheShapeOfAVersion4GUID(value: String, isVersion4: Bool) {
    #expect(ValueShape.isVersion4GUID(Array(value.utf8)) == isVersion4)
  }
}
