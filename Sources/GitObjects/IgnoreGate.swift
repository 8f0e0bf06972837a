/// What a text has to begin and end with before an ignore pattern can match it.
///
/// Ignore files hold hundreds of patterns and nearly none matches: the gate tells without touching the pattern.
struct IgnoreGate {
  let isForFolders: Bool
  let isForNames: Bool
  /// A bit for each byte that the first may be.
  private var first: (UInt64, UInt64, UInt64, UInt64)
  /// The last byte, or nil for any.
  private let last: UInt8?

  /// Prepares the gate of a pattern.
  ///
  /// - Parameters:
  ///   - glob: not empty, without the marks that are no part of it.
  ///   - isForFolders: whether it matches folders only.
  ///   - isForNames: whether it matches a name at any depth, not a path.
  ///   - ignoresCase: whether letters match in either case; everything passes then.
  init(_ glob: ArraySlice<UInt8>, isForFolders: Bool, isForNames: Bool, ignoresCase: Bool) {
    self.isForFolders = isForFolders
    self.isForNames = isForNames
    let every = UInt64.max
    first = (every, every, every, every)
    last = ignoresCase ? nil : Self.last(of: glob)
    guard !ignoresCase, let beginnings = Self.beginnings(of: glob) else { return }
    first = (0, 0, 0, 0)
    for byte in beginnings {
      let bit: UInt64 = 1 << UInt64(byte & 63)
      switch byte >> 6 {
      case 0: first.0 |= bit
      case 1: first.1 |= bit
      case 2: first.2 |= bit
      default: first.3 |= bit
      }
    }
  }

  /// Whether a text with these ends may match.
  func admits(first byte: UInt8, last end: UInt8) -> Bool {
    guard last == nil || last == end else { return false }
    let word =
      switch byte >> 6 {
      case 0: first.0
      case 1: first.1
      case 2: first.2
      default: first.3
      }
    return word & (1 << UInt64(byte & 63)) != 0
  }

  /// The bytes that a match may begin with; nil for any.
  private static func beginnings(of glob: ArraySlice<UInt8>) -> [UInt8]? {
    guard let first = glob.first else { return nil }
    switch first {
    case UInt8(ascii: "*"), UInt8(ascii: "?"), UInt8(ascii: "\\"):
      return nil
    case UInt8(ascii: "["):
      // Plain alternatives, as in `[Dd]ebug`; ranges and classes are left to the matcher.
      let inside = glob.dropFirst().prefix { $0 != UInt8(ascii: "]") }
      let isPlain = inside.endIndex < glob.endIndex && inside.allSatisfy(isLetterOrDigit)
      return isPlain && !inside.isEmpty ? Array(inside) : nil
    default:
      return [first]
    }
  }

  /// The byte that a match ends with; nil for any.
  private static func last(of glob: ArraySlice<UInt8>) -> UInt8? {
    guard let last = glob.last, isLetterOrDigit(last),
      !glob.contains(UInt8(ascii: "\\"))
    else { return nil }
    // Inside a bracket it would be one of several.
    guard let bracket = glob.lastIndex(of: UInt8(ascii: "[")) else { return last }
    return glob[bracket...].contains(UInt8(ascii: "]")) ? last : nil
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"):
      true
    default: false
    }
  }
}
