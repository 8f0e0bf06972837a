/// What a value's own characters say against it.
enum ValueShape {
  /// Why the value cannot be a random key, or nil.
  ///
  /// No entropy threshold: 19 % of uniformly random 32-hex strings are below 3.5 bits a character. What is tested here
  /// is so rare among random values (under one in ten million) that no key is lost.
  ///
  /// - Parameter value: the decoded bytes of the secret.
  /// - Returns: a few words for a person.
  static func disqualification(of value: [UInt8]) -> String? {
    let placeholder = placeholder(in: value)
    if placeholder == fewDistinct { return placeholder }
    if value.allSatisfy(\.isDigit) { return "digits only" }
    if value.count <= 40, !value.contains(where: \.isDigit) { return "letters only" }
    return placeholder
  }

  private static let fewDistinct = "few distinct characters"

  /// Why a value is one that somebody typed in place of a key, or nil: all alike, in sequence, over and over.
  ///
  /// - Parameter value: 32 characters or more.
  /// - Returns: a few words for a person.
  static func placeholder(in value: [UInt8]) -> String? {
    let digits = value.map(Self.rank)
    // 11,440 ways to choose 7 of 16 digits × (7/16)^32 = 4 in 100 million.
    if !hasDistinct(8, in: digits) { return fewDistinct }
    if hasPeriod(digits) { return "repeats itself" }
    if isSequence(digits) { return "a sequence" }
    // 206 million ways to choose 13 of 31 pairs × (1/16)^13 = 5 in 100 million, for the shortest keys.
    if pairs(in: digits) * 31 >= 13 * (digits.count - 1) { return "runs of equal characters" }
    return nil
  }

  /// 32 hexadecimal digits shaped as a version-4 GUID without dashes (RFC 9562, section 5.4), as issued keys are.
  static func isVersion4GUID(_ value: [UInt8]) -> Bool {
    value.count == 32 && value[12] == UInt8(ascii: "4") && "89abAB".utf8.contains(value[16])
  }

  /// 32 hexadecimal digits, all letters of them capitals.
  static func isCapitalHex(_ value: [UInt8]) -> Bool {
    value.count == 32
      && value.allSatisfy { $0.isDigit || ($0 >= UInt8(ascii: "A") && $0 <= UInt8(ascii: "F")) }
  }

  private static func hasDistinct(_ count: Int, in digits: [Int]) -> Bool {
    var distinct: [Int] = []
    for digit in digits where !distinct.contains(digit) {
      distinct.append(digit)
      if distinct.count == count { return true }
    }
    return false
  }

  private static func rank(_ byte: UInt8) -> Int {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte) - 48
    case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(byte) - 87
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): Int(byte) - 55
    default: 36 + Int(byte)
    }
  }

  /// Characters that are equal to the one before.
  private static func pairs(in digits: [Int]) -> Int {
    zip(digits, digits.dropFirst()).count { $0 == $1 }
  }

  /// Whether the value is one piece said over and over.
  private static func hasPeriod(_ digits: [Int]) -> Bool {
    (1...max(1, digits.count / 2)).contains { period in
      zip(digits, digits.dropFirst(period)).allSatisfy { $0 == $1 }
    }
  }

  /// Whether most characters follow from the one before (`0123…`, `fedc…`) or the one before that (`1a2b3c…`).
  private static func isSequence(_ digits: [Int]) -> Bool {
    [1, 2].contains { lag in
      let steps = zip(digits, digits.dropFirst(lag)).map { $1 - $0 }
      let following = steps.count { $0 == 1 || $0 == -1 || $0 == -9 || $0 == -15 }
      return following * 4 >= steps.count * 3
    }
  }
}
