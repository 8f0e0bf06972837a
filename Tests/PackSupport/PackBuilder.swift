import Digests
import Foundation
package import GitObjects
package import TestSupport

/// Writes a pack and its index byte by byte, sound or damaged (gitformat-pack(5)).
package struct PackBuilder {
  /// How a delta names its base.
  package enum Base {
    case offset
    case reference
  }

  package struct Content {
    package let kind: ObjectKind
    package let bytes: [UInt8]

    package init(kind: ObjectKind, bytes: [UInt8]) {
      self.kind = kind
      self.bytes = bytes
    }
  }

  private struct Entry {
    let id: ObjectID
    let offset: Int
    let bytes: [UInt8]
  }

  private var entries: [Entry] = []
  /// Where the next entry begins.
  package private(set) var end = 12
  /// What deltas can be made from, whether it is in this pack or not.
  package private(set) var contents: [ObjectID: Content] = [:]
  private var sizes: [ObjectID: Int] = [:]
  /// Of each delta in this pack, what it is made from.
  package private(set) var bases: [ObjectID: ObjectID] = [:]

  package init() {}

  /// The ids of the entries, in the order of the pack.
  package var ids: [ObjectID] { entries.map(\.id) }

  /// An object that is not in this pack, or not yet.
  @discardableResult
  package mutating func know(_ bytes: [UInt8], _ kind: ObjectKind = .blob) -> ObjectID {
    let id = objectID(kind, bytes)
    contents[id] = Content(kind: kind, bytes: bytes)
    sizes[id] = bytes.count
    return id
  }

  /// Adds an object as a whole.
  @discardableResult
  package mutating func add(_ bytes: [UInt8], _ kind: ObjectKind = .blob) -> ObjectID {
    let id = know(bytes, kind)
    add(id, type: kind.number, size: bytes.count, data: zlibStream(bytes))
    return id
  }

  /// Adds an object as a delta of one that is known.
  @discardableResult
  package mutating func add(
    _ steps: [DeltaStep], onto base: ObjectID, by form: Base = .offset
  ) -> ObjectID {
    let from = contents[base] ?? Content(kind: .blob, bytes: [])
    let id = know(steps.applied(to: from.bytes), from.kind)
    bases[id] = base
    add(id, delta: steps.encoded(baseSize: from.bytes.count), onto: base, by: form)
    return id
  }

  /// Adds a delta under an id that is made up, for results too large to be made here.
  package mutating func addUnnamed(_ steps: [DeltaStep], onto base: ObjectID) -> ObjectID {
    let made = ObjectID(Digest.sha1((base.bytes + steps.encoded(baseSize: 0)).span)) ?? .zero
    add(made, delta: steps.encoded(baseSize: sizes[base] ?? 0), onto: base)
    sizes[made] = steps.size
    return made
  }

  /// Adds a delta of any bytes.
  package mutating func add(
    _ id: ObjectID, delta: [UInt8], onto base: ObjectID, by form: Base = .offset
  ) {
    let type: UInt8
    let name: [UInt8]
    switch form {
    case .offset:
      type = 6
      name = distance(end - (offset(of: base) ?? 0))
    case .reference:
      type = 7
      name = base.bytes
    }
    add(id, type: type, size: delta.count, base: name, data: zlibStream(delta))
  }

  /// Adds an entry of any bytes.
  ///
  /// - Parameters:
  ///   - id: what the index calls it.
  ///   - type: 1 to 4 for objects; 6 and 7 for deltas.
  ///   - size: what the header announces.
  ///   - base: what stands between header and data.
  ///   - data: a zlib stream, or not.
  package mutating func add(
    _ id: ObjectID, type: UInt8, size: Int, base: [UInt8] = [], data: [UInt8]
  ) {
    let bytes = entryHeader(type: type, size: size) + base + data
    entries.append(Entry(id: id, offset: end, bytes: bytes))
    end += bytes.count
  }

  /// Where the last entry of an object begins.
  package func offset(of id: ObjectID) -> Int? { entries.last { $0.id == id }?.offset }

  /// The two files.
  ///
  /// - Parameter inLargeTable: keeps offsets in the table that is meant for packs above 2 GiB; not that of the first
  ///   entry, for which git leaves no room there.
  /// - Returns: a pack and an index that are sound, as far as the entries are.
  package func files(inLargeTable: Bool = false) -> PackFiles {
    var pack: [UInt8] = Array("PACK".utf8) + word(2) + word(entries.count)
    pack += entries.flatMap(\.bytes)
    let sorted = entries.sorted { ($0.id, $0.offset) < ($1.id, $1.offset) }
    var index: [UInt8] = [0xFF, 0x74, 0x4F, 0x63] + word(2)
    var counts = Array(repeating: 0, count: 256)
    for entry in sorted { counts[Int(entry.id.bytes[0])] += 1 }
    var total = 0
    for count in counts {
      total += count
      index += word(total)
    }
    index += sorted.flatMap(\.id.bytes)
    index += sorted.flatMap { word(Int(crc32($0.bytes))) }
    if inLargeTable {
      let large = sorted.filter { $0.offset > 12 }
      var next = 0
      for entry in sorted {
        index += word(entry.offset > 12 ? 0x8000_0000 | next : entry.offset)
        if entry.offset > 12 { next += 1 }
      }
      index += large.flatMap { word(0) + word($0.offset) }
    } else {
      index += sorted.flatMap { word($0.offset) }
    }
    var files = PackFiles(pack: pack + zeros(20), index: index + zeros(40))
    files.seal()
    return files
  }
}

/// A pack and its index, to be damaged and written.
package struct PackFiles {
  package var pack: [UInt8]
  package var index: [UInt8]

  package init(pack: [UInt8], index: [UInt8]) {
    self.pack = pack
    self.index = index
  }

  /// Where the parts of the index begin.
  package static let fanOut = 8
  package static let names = fanOut + 4 * 256

  /// Makes both checksums right, and the index one of this pack.
  package mutating func seal() {
    pack.replaceLast(20, with: Digest.sha1(pack.dropLast(20).asArray.span))
    index.replaceSubrange(index.count - 40..<index.count - 20, with: pack.suffix(20))
    sealIndex()
  }

  /// Makes the index's own checksum right.
  package mutating func sealIndex() {
    index.replaceLast(20, with: Digest.sha1(index.dropLast(20).asArray.span))
  }

  /// Writes both below the objects of a repository.
  ///
  /// - Parameters:
  ///   - repository: a bare one.
  ///   - name: without an ending.
  /// - Throws: when they cannot be written.
  /// - Returns: the path of the pack.
  @discardableResult
  package func write(to repository: Scratch, as name: String? = nil) throws -> String {
    // Git's own form: `git repack` removes no other.
    let base = name ?? "pack-" + hexadecimal(pack.suffix(20))
    let path = repository.path + "/objects/pack/" + base
    try Data(pack).write(to: URL(fileURLWithPath: path + ".pack"))
    try Data(index).write(to: URL(fileURLWithPath: path + ".idx"))
    return path + ".pack"
  }
}

/// The id that git gives to bytes of a kind.
package func objectID(_ kind: ObjectKind, _ bytes: [UInt8]) -> ObjectID {
  let digest = Digest.sha1((Array("\(kind) \(bytes.count)\0".utf8) + bytes).span)
  return ObjectID(digest) ?? .zero
}

/// Type and size at the beginning of an entry.
private func entryHeader(type: UInt8, size: Int) -> [UInt8] {
  var rest = size >> 4
  var header = [type << 4 | UInt8(size & 15)]
  while rest > 0 {
    header[header.count - 1] |= 0x80
    header.append(UInt8(rest & 0x7F))
    rest >>= 7
  }
  return header
}

/// How far before an entry its base begins.
package func distance(_ distance: Int) -> [UInt8] {
  var rest = distance
  var bytes = [UInt8(rest & 0x7F)]
  while rest >> 7 > 0 {
    rest = (rest >> 7) - 1
    bytes.insert(0x80 | UInt8(rest & 0x7F), at: 0)
  }
  return bytes
}

/// A zlib stream without compression (RFC 1950; RFC 1951, 3.2.4).
package func zlibStream(_ bytes: [UInt8]) -> [UInt8] {
  var stream: [UInt8] = [0x78, 0x01]
  var start = 0
  repeat {
    let end = min(start + 0xFFFF, bytes.count)
    let count = end - start
    stream.append(end == bytes.count ? 1 : 0)
    for half in [count, ~count] {
      stream += [UInt8(truncatingIfNeeded: half), UInt8(truncatingIfNeeded: half >> 8)]
    }
    stream += bytes[start..<end]
    start = end
  } while start < bytes.count
  return stream + word(Int(adler32(bytes)))
}

private func adler32(_ bytes: [UInt8]) -> UInt32 {
  var (low, high): (UInt32, UInt32) = (1, 0)
  for byte in bytes {
    low = (low + UInt32(byte)) % 65521
    high = (high + low) % 65521
  }
  return high << 16 | low
}

private let crcTable: [UInt32] = (0..<256).map { index in
  (0..<8).reduce(UInt32(index)) { value, _ in value >> 1 ^ (value & 1 == 1 ? 0xEDB8_8320 : 0) }
}

private func crc32(_ bytes: [UInt8]) -> UInt32 {
  ~bytes.reduce(~0) { crcTable[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] ^ $0 >> 8 }
}

private func word(_ value: Int) -> [UInt8] {
  withUnsafeBytes(of: UInt32(truncatingIfNeeded: value).bigEndian) { Array($0) }
}

private func zeros(_ count: Int) -> [UInt8] { Array(repeating: 0, count: count) }

extension [UInt8] {
  fileprivate mutating func replaceLast(_ count: Int, with bytes: [UInt8]) {
    replaceSubrange(self.count - count..<self.count, with: bytes)
  }
}

extension ArraySlice<UInt8> {
  fileprivate var asArray: [UInt8] { Array(self) }
}

extension ObjectKind {
  /// As packs number the kinds.
  package var number: UInt8 {
    switch self {
    case .commit: 1
    case .tree: 2
    case .blob: 3
    case .tag: 4
    }
  }
}
