internal import ScanModel

/// A client secret of Microsoft Entra: three characters, a signature, and the rest.
///
/// `7Q~` and 31 characters have no checksum. `8Q~` and 34 end in the first three of six characters of one, written in
/// base 66 (microsoft/security-utilities, `IdentifiableMetadata.cs`, IsAzureAadClientAppIdentifiableSecret).
struct EntraSecret {
  private let hasChecksum: Bool
  private let isValid: Bool

  init?(_ text: [UInt8]) {
    guard text.count == 37 || text.count == 40, text.allSatisfy(Self.alphabet.contains) else {
      return nil
    }
    switch (text.count, text[3..<6]) {
    case (37, Self.unchecked[...]): (hasChecksum, isValid) = (false, true)
    case (40, Self.checked[...]):
      (hasChecksum, isValid) = (true, text.suffix(3) == Self.sum(of: text.dropLast(3))[...])
    default: return nil
    }
  }

  var statement: KeyStatement {
    var statement = KeyStatement(
      family: "Entra client secret",
      checksum: !hasChecksum ? .none : isValid ? .valid : .notConfirmed, randomCount: 37)
    statement.role = "client secret"
    return statement
  }

  /// Makes a secret with a checksum.
  ///
  /// - Parameter random: 34 characters of the alphabet.
  /// - Returns: the text.
  static func completed(_ random: [UInt8]) -> [UInt8] {
    let text = random.prefix(3) + checked + random.dropFirst(3)
    return Array(text + sum(of: text))
  }

  /// Makes a secret of the form that has none, of as many characters.
  static func completedWithout(_ random: [UInt8]) -> [UInt8] {
    Array(random.prefix(3) + unchecked + random.dropFirst(3))
  }

  private static let unchecked = Array("7Q~".utf8)
  private static let checked = Array("8Q~".utf8)

  private static func sum(of text: some Collection<UInt8>) -> ArraySlice<UInt8> {
    var rest = Int(marvin32(text, seed: checksumSeed("AadPwd00")))
    var digits: [UInt8] = []
    for _ in 0..<6 {
      digits.insert(alphabet[rest % alphabet.count], at: 0)
      rest /= alphabet.count
    }
    return digits.prefix(3)
  }

  /// Also the digits of the checksum, in this order.
  static let alphabet = Array(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ1234567890.-_~".utf8)
}
