internal import Patterns

extension LiteralSet {
  /// A text that is sought.
  struct Literal: Sendable, Hashable {
    /// In lower case when case is ignored.
    let bytes: [UInt8]
    let ignoringCase: Bool
    /// What may stand right before it, unless the text begins there; nil for anything.
    let before: ByteMembers?
    /// What has to stand right behind it, byte by byte.
    let after: [ByteMembers]

    init(_ text: String, ignoringCase: Bool) {
      self.init(bytes: Array(text.utf8), ignoringCase: ignoringCase)
    }

    init(
      bytes: [UInt8], ignoringCase: Bool, before: ByteMembers? = nil, after: [ByteMembers] = []
    ) {
      // ASCII only, as patterns fold case: bytes beyond it have to be the same.
      self.bytes = ignoringCase ? bytes.map(lower) : bytes
      self.ignoringCase = ignoringCase
      self.before = before
      self.after = after
    }

    var hasNeighbours: Bool { before != nil || !after.isEmpty }
  }
}

extension LiteralSet.Literal {
  /// The bytes that may stand at a place, counted from its beginning.
  func members(at place: Int) -> [UInt8] {
    switch place {
    case bytes.indices: ignoringCase ? [bytes[place], upper(bytes[place])] : [bytes[place]]
    case -1: before?.members ?? Array(0...255)
    case bytes.count..<bytes.count + after.count: after[place - bytes.count].members
    default: Array(0...255)
    }
  }

  /// Its first four bytes, the lowest first, and a mask that leaves out what does not count.
  var beginning: (UInt32, mask: UInt32) {
    bytes.prefix(4).enumerated().reduce((0, 0)) { result, byte in
      let isLetter = lower(byte.element) != byte.element || upper(byte.element) != byte.element
      let mask: UInt32 = ignoringCase && isLetter ? 0xDF : 0xFF
      let shift = UInt32(8 * byte.offset)
      return (result.0 | UInt32(byte.element) << shift, result.1 | mask << shift)
    }
  }
}

func lower(_ byte: UInt8) -> UInt8 {
  byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
}

func upper(_ byte: UInt8) -> UInt8 {
  byte >= 0x61 && byte <= 0x7A ? byte & 0xDF : byte
}
