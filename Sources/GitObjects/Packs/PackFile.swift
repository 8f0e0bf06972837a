/// A pack with its index: compressed objects, many of them as deltas of others (gitformat-pack(5)).
struct PackFile: Sendable {
  let index: PackIndex
  private let file: MappedFile
  /// Where the entries end and the checksum begins.
  let end: Int

  var path: String { file.path }
  var bytes: UnsafeRawBufferPointer { unsafe file.bytes }

  /// Opens a pack and checks that it belongs to its index.
  ///
  /// - Parameter indexPath: the `.idx`; the pack stands beside it.
  /// - Throws: `GitError` when one of the files cannot be read, or they disagree.
  init(index indexPath: String) throws(GitError) {
    index = try PackIndex(indexPath)
    file = try MappedFile(indexPath.dropLast("idx".count) + "pack")
    let path = file.path
    func damaged(_ reason: String) -> GitError { GitError(.corrupt, "read \(path)", reason) }
    guard file.count >= 12 + 20, file.word(at: 0) == 0x5041_434B else {
      throw damaged("not a pack")
    }
    guard file.word(at: 4) == 2 || file.word(at: 4) == 3 else {
      throw GitError(.unsupported, "read \(path)", "pack version \(file.word(at: 4))")
    }
    guard Int(file.word(at: 8)) == index.count else {
      throw damaged("it holds \(file.word(at: 8)) objects and its index \(index.count)")
    }
    end = file.count - 20
    guard file.id(at: end) == index.packChecksum else {
      throw damaged("its checksum is not the one in its index: truncated or mixed up files")
    }
  }

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
      base = .id(file.id(at: cursor))
      cursor += ObjectID.byteCount
    default: throw .kind(kind)
    }
    return Header(kind: kind, size: size, base: base, dataOffset: cursor)
  }
}
