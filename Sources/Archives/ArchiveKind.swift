/// What kind of archive bytes are, told by the bytes alone: names lie, and most of what is an archive is not named so.
package enum ArchiveKind: Hashable, Sendable, CaseIterable {
  case zip
  case sevenZip
  case tar
  // A compressed file, or a compressed tar.
  case gzip
  case bzip2
  case xz
  case zstandard

  /// Looks at a few bytes; asked for every content that is scanned.
  ///
  /// - Parameter bytes: a content; its beginning is enough for all but a zip behind a program.
  package init?(_ bytes: Span<UInt8>) {
    guard bytes.count >= Self.shortest else { return nil }
    switch bytes[0] {
    case 0x50 where Self.beginsZip(bytes): self = .zip
    // Deflate, without the flags that RFC 1952 reserves.
    case 0x1F where bytes[1] == 0x8B && bytes[2] == 8 && bytes[3] & 0xE0 == 0: self = .gzip
    case 0x42 where Self.beginsBzip2(bytes): self = .bzip2
    case 0xFD where bytes.holds(0xFD37_7A58_5A00, 6): self = .xz
    case 0x28 where bytes.holds(0x28B5_2FFD, 4): self = .zstandard
    case 0x37 where bytes.holds(0x377A_BCAF_271C, 6): self = .sevenZip
    default:
      if TarHeader.begins(bytes) {
        self = .tar
      } else if Self.endsZip(bytes) {
        self = .zip
      } else {
        return nil
      }
    }
  }

  /// A zstd file of nothing; the others are longer.
  private static let shortest = 9

  /// A local header; behind one of two markers, where the zip was made in parts.
  private static func beginsZip(_ bytes: Span<UInt8>) -> Bool {
    if bytes.holds(0x504B_0304, 4) { return true }
    let isMarked =
      bytes.holds(0x504B_0708, 4) || bytes.holds(0x504B_3030, 4)
    return isMarked && bytes.holds(0x504B_0304, 4, at: 4)
  }

  /// The end of a central directory without a comment: a zip behind a program, such as an executable jar.
  private static func endsZip(_ bytes: Span<UInt8>) -> Bool {
    let end = bytes.count - 22
    return end > 0 && bytes[end] == 0x50 && bytes.holds(0x504B_0506, 4, at: end)
      && bytes[bytes.count - 1] == 0 && bytes[bytes.count - 2] == 0
  }

  /// `BZh`, a digit, and the mark of a block or of the end: "BZh1" alone may begin a text.
  private static func beginsBzip2(_ bytes: Span<UInt8>) -> Bool {
    guard bytes.holds(0x425A68, 3), (0x31...0x39).contains(bytes[3]) else {
      return false
    }
    return bytes.holds(0x3141_5926_5359, 6, at: 4)
      || bytes.holds(0x1772_4538_5090, 6, at: 4)
  }

  /// Whether it has members with names, and is more than one compressed file.
  var isContainer: Bool { suffixes.isEmpty }

  /// What names of compressed files end in.
  var suffixes: [String] {
    switch self {
    case .zip, .sevenZip, .tar: []
    case .gzip: [".gz", ".gzip", ".z"]
    case .bzip2: [".bz2", ".bzip2"]
    case .xz: [".xz"]
    case .zstandard: [".zst", ".zstd"]
    }
  }
}

/// The 512 bytes before a member of a tar.
private enum TarHeader {
  private static let byteCount = 512
  private static let checksum = 148..<156

  /// Whether bytes begin with one: "ustar" is not asked for, since old tars have no magic and all have a checksum.
  static func begins(_ bytes: Span<UInt8>) -> Bool {
    guard bytes.count >= byteCount else { return false }
    var stated = 0
    var digits = 0
    for index in checksum {
      switch bytes[index] {
      case let digit where digit & 0xF8 == 0x30:
        stated = stated << 3 | Int(digit & 7)
        digits += 1
      case 0x20, 0: continue
      default: return false
      }
    }
    guard digits > 0 else { return false }
    var unsigned = 0
    var signed = 0
    for index in 0..<byteCount {
      let byte = checksum.contains(index) ? 0x20 : bytes[index]
      unsigned += Int(byte)
      signed += Int(Int8(bitPattern: byte))
    }
    return stated == unsigned || stated == signed
  }
}

extension Span<UInt8> {
  /// Whether certain bytes, up to eight of them written as one number, stand at an offset.
  fileprivate func holds(_ wanted: UInt64, _ length: Int, at offset: Int = 0) -> Bool {
    guard offset + length <= count else { return false }
    var found: UInt64 = 0
    for index in 0..<length { found = found << 8 | UInt64(self[offset + index]) }
    return found == wanted
  }
}
