/// What a generator's name stands for: text of the shape of a key, made of the call's label alone.
package enum KeyGenerator: String, Sendable, CaseIterable {
  case azure84
  case azureSearch52
  case azureApim88
  case azureStorage88
  case azureCosmos88
  case azureBatch88
  case azureMLClassic88
  case azureFunctions56
  case azureRedis44
  case azureServiceBus44
  case azureEventHubs44
  case azureRelay44
  case azureIoT44
  case azureEventGrid44
  case azureRegistry52
  case entraSecret
  case devOpsToken52
  case hex
  case hex32
  case hex32v4
  case upperHex32 = "HEX32"
  case guid
  case alnum
  case base64url
  /// Base64 of so many random bytes.
  case bytes
  /// Base64 of what another generator makes.
  case base64

  /// The proof of what it makes.
  var proof: Proof? { Proof(rawValue: rawValue) }

  /// The words that change a key's form but not its random part.
  var flags: [String] {
    switch self {
    case .azure84: ["bad", "derived", "hashed", "base64", "long"]
    default: proof == nil ? [] : ["bad"]
    }
  }

  /// How it is called, for error messages.
  var usage: String {
    switch self {
    case .azure84: "{{azure84 SERVICE YYYY-MM #1}}, then bad, derived, hashed, base64 or long"
    case .entraSecret: "{{entraSecret 8 #1}} or 7, then bad"
    case .devOpsToken52: "{{devOpsToken52 #1}}, then bad"
    case .hex, .alnum, .base64url, .bytes: "{{\(rawValue) LENGTH #1}}"
    case .hex32, .hex32v4, .upperHex32, .guid: "{{\(rawValue) #1}}"
    case .base64: "{{base64 hex32 #1}}, or any other generator"
    default:
      "{{\(rawValue) KIND #1}}, then bad; a kind is one of "
        + (proof?.tailKey?.seeds ?? []).map(\.name).joined(separator: ", ")
    }
  }
}

/// One call, taken apart: `azure84 openai 2025-06 #1 bad`.
struct GeneratorCall {
  let generator: KeyGenerator
  let arguments: [String]
  let flags: Set<String>
  let number: Int

  /// What the random part is made of: all but the flags, so that `bad` gives the same key with
  /// another checksum.
  private var label: String {
    ([generator.rawValue] + arguments + ["#\(number)"]).joined(separator: " ")
  }

  init(_ words: [String]) throws(GeneratorError) {
    let call = words.joined(separator: " ")
    guard let name = words.first, let generator = KeyGenerator(rawValue: name) else {
      let name = words.first ?? ""
      throw GeneratorError(
        call: call,
        message: "unknown generator '\(name)'"
          + suggestion(for: name, among: KeyGenerator.allCases.map(\.rawValue)))
    }
    let numbers = words.compactMap(callNumber)
    guard numbers.count == 1 else {
      throw GeneratorError(call: call, message: "has more than one number")
    }
    self.generator = generator
    number = numbers[0]
    let others = words.dropFirst().filter { callNumber($0) == nil }
    if generator == .base64 {
      arguments = Array(others)
      flags = []
    } else {
      arguments = others.filter { !generator.flags.contains($0) }
      flags = Set(others).subtracting(arguments)
    }
  }

  /// The text that the call stands for.
  func generate() throws(GeneratorError) -> [UInt8] {
    var random = FixtureBytes(label: label)
    if let family = generator.proof?.tailKey { return try tailKey(family, &random) }
    switch generator {
    case .azure84:
      return try annotatedKey(&random)
    case .entraSecret:
      return try entraSecret(&random)
    case .devOpsToken52:
      return try devOpsToken(&random)
    case .hex:
      return random.characters(try length(), of: hexDigits)
    case .alnum:
      return random.characters(try length(), of: alphanumerics)
    case .base64url:
      return random.characters(try length(), of: alphanumerics + Array("-_".utf8))
    case .bytes:
      return base64(random.bytes(try length()))
    case .hex32, .hex32v4, .upperHex32, .guid:
      guard arguments.isEmpty else { throw wrong("takes no argument") }
      return hex32(&random)
    case .base64:
      guard let first = arguments.first, first != KeyGenerator.base64.rawValue else {
        throw wrong("needs another generator")
      }
      return base64(try GeneratorCall(arguments + ["#\(number)"]).generate())
    default:
      throw wrong("makes nothing")
    }
  }

  func wrong(_ message: String) -> GeneratorError {
    GeneratorError(
      call: ([label] + flags.sorted()).joined(separator: " "),
      message: "\(message); write \(generator.usage)")
  }

  private func length() throws(GeneratorError) -> Int {
    guard arguments.count == 1, let length = Int(arguments[0]), (1...4096).contains(length) else {
      throw wrong("needs a length from 1 to 4096")
    }
    return length
  }

  private func hex32(_ random: inout FixtureBytes) -> [UInt8] {
    var digits = random.characters(32, of: hexDigits)
    if generator == .hex32v4 || generator == .guid {
      // RFC 9562: version 4, variant 10.
      digits[12] = UInt8(ascii: "4")
      digits[16] = random.characters(1, of: Array("89ab".utf8))[0]
    }
    switch generator {
    case .upperHex32:
      return digits.map { $0 >= UInt8(ascii: "a") ? $0 - 32 : $0 }
    case .guid:
      let dash = [UInt8(ascii: "-")]
      let parts = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { Array(digits[$0]) }
      return Array(parts.joined(separator: dash))
    default:
      return digits
    }
  }
}

/// The number of a call's word `#1`; nil for any other word.
func callNumber(_ word: some StringProtocol) -> Int? {
  let digits = word.utf8.dropFirst()
  guard word.utf8.first == UInt8(ascii: "#"), (1...9).contains(digits.count),
    digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
  else { return nil }
  return Int(word.dropFirst())
}

let alphanumerics = Array(base64Alphabet.prefix(62))
private let hexDigits = Array("0123456789abcdef".utf8)
