/// The bytes of a pack that somebody holds: to hand this on counts no reference.
@safe
struct PackBytes {
  let bytes: UnsafeRawBufferPointer
  /// Where the entries end; inside of the bytes.
  let end: Int

  /// What stands before the compressed data of an entry.
  struct Header {
    enum Base {
      case none
      case offset(UInt64)
      case id(ObjectID)
    }

    /// 1 to 4, or 6 and 7 for deltas.
    let kind: UInt8
    /// Bytes of the object, or of the delta.
    let size: UInt64
    let base: Base
    let dataOffset: Int
  }

  /// Reads the header of the entry at `offset`.
  func header(at offset: UInt64) throws(PackDamage) -> Header {
    guard offset >= 12, offset < UInt64(end) else { throw .offset }
    var cursor = Int(offset)
    func next() throws(PackDamage) -> UInt8 {
      guard cursor < end else { throw .header }
      defer { cursor += 1 }
      return unsafe bytes[cursor]
    }
    var byte = try next()
    let kind = byte >> 4 & 7
    var size = UInt64(byte & 15)
    var shift: UInt64 = 4
    while byte & 0x80 != 0 {
      byte = try next()
      // Ten bytes hold any size; what is cut off here is far beyond every limit.
      guard shift < 60 else { throw .tooLarge(.max) }
      size |= UInt64(byte & 0x7F) << shift
      shift += 7
    }
    var base = Header.Base.none
    switch kind {
    case 1...4: break
    case 6:
      byte = try next()
      var distance = UInt64(byte & 0x7F)
      while byte & 0x80 != 0 {
        byte = try next()
        guard distance < 1 << 55 else { throw .base }
        distance = (distance + 1) << 7 | UInt64(byte & 0x7F)
      }
      guard distance > 0, distance < offset else { throw .base }
      base = .offset(offset - distance)
    case 7:
      guard cursor + ObjectID.byteCount <= end else { throw .header }
      // In bounds: the entries end inside of the file.
      base = unsafe .id(ObjectID(bytes, at: cursor))
      cursor += ObjectID.byteCount
    default: throw .kind(kind)
    }
    return Header(kind: kind, size: size, base: base, dataOffset: cursor)
  }
}
