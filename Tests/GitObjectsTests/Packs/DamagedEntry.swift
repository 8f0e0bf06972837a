import Foundation
import GitObjects
import PackSupport
import TestSupport

/// One way for an entry of a pack to be wrong, amid sound ones.
enum DamagedEntry: String, CaseIterable {
  case copyBehindBase, copyOverEnd, otherBaseSize, resultTooShort, resultTooLong, resultAbsurd
  case instructionZero, copyCutOff, insertCutOff, sizesCutOff, deltaEmpty, sizeWithoutEnd
  case onItself, loopOfTwo, loopOfThree, belowALoop
  case missingBase, baseAmidEntry, baseBeforePack, baseIsItself, baseIsDamaged
  case notCompressed, wrongChecksum, cutCompression
  case sizeTooLarge, sizeTooSmall, sizeAbsurd, sizeOverflow, unknownKind, kindZero
  case threeGigabytes

  /// The sound objects, and those that are lost.
  struct Pack {
    var builder = PackBuilder()
    var sound: [ObjectID: [UInt8]] = [:]
    var lost: [ObjectID] = []
  }

  /// A pack with this damage in the middle.
  var pack: Pack {
    var pack = Pack()
    let text = Array("A text that is long enough to copy from.\nAnd one more line.\n".utf8)
    let base = pack.builder.add(text)
    let made = pack.builder.add([.copy(0..<30), .insert(Array("more".utf8))], onto: base)
    add(to: &pack, base: base, size: text.count)
    let last = pack.builder.add(Array("The last object.\n".utf8))
    let name = pack.builder.add([.copy(5..<40)], onto: base, by: .reference)
    for id in [base, made, last, name] { pack.sound[id] = pack.builder.contents[id]?.bytes }
    return pack
  }

  private func add(to pack: inout Pack, base: ObjectID, size: Int) {
    let ids = (1...3).map { objectID(.blob, Array("lost \($0)".utf8)) }
    func lose(_ count: Int) { pack.lost = Array(ids[..<count]) }
    func delta(_ bytes: [UInt8]) {
      pack.builder.add(ids[0], delta: bytes, onto: base)
      lose(1)
    }
    func sizes(_ result: Int) -> [UInt8] { variable(size) + variable(result) }
    func whole(_ size: Int, _ data: [UInt8], type: UInt8 = 3, base: [UInt8] = []) {
      pack.builder.add(ids[0], type: type, size: size, base: base, data: data)
      lose(1)
    }
    func loop(_ count: Int) {
      for number in 0..<count {
        let next = ids[(number + 1) % count]
        pack.builder.add(ids[number], delta: sizes(9) + [0x91, 0, 9], onto: next, by: .reference)
      }
      lose(count)
    }
    let text = Array("Some bytes of an object.\n".utf8)
    switch self {
    case .copyBehindBase: delta(sizes(4) + copyInstruction(offset: size + 1, size: 4))
    case .copyOverEnd: delta(sizes(4) + copyInstruction(offset: size - 3, size: 4))
    case .otherBaseSize: delta(variable(size + 1) + variable(4) + [0x90, 4])
    case .resultTooShort: delta(sizes(3) + [0x90, 4])
    case .resultTooLong: delta(sizes(5) + [0x90, 4])
    case .resultAbsurd: delta(sizes(1 << 50) + [0x90, 4])
    case .instructionZero: delta(sizes(4) + [0x90, 4, 0])
    case .copyCutOff: delta(sizes(4) + [0xFF, 0, 0])
    case .insertCutOff: delta(sizes(9) + [9, 65, 66])
    case .sizesCutOff: delta([0xFF, 0xFF])
    case .deltaEmpty: delta([])
    case .sizeWithoutEnd: delta(Array(repeating: 0xFF, count: 40) + [0])
    case .onItself: loop(1)
    case .loopOfTwo: loop(2)
    case .loopOfThree: loop(3)
    case .belowALoop:
      loop(2)
      pack.builder.add(ids[2], delta: sizes(4) + [0x90, 4], onto: ids[0], by: .reference)
      lose(3)
    case .missingBase:
      let nowhere = objectID(.blob, Array("nowhere".utf8))
      pack.builder.add(ids[0], delta: sizes(4) + [0x90, 4], onto: nowhere, by: .reference)
      lose(1)
    case .baseAmidEntry:
      let place = pack.builder.end - (pack.builder.offset(of: base) ?? 0) - 1
      whole(9, zlibStream(sizes(4) + [0x90, 4]), type: 6, base: distance(place))
    case .baseBeforePack:
      whole(9, zlibStream(sizes(4) + [0x90, 4]), type: 6, base: distance(1 << 40))
    case .baseIsItself: whole(9, zlibStream(sizes(4) + [0x90, 4]), type: 6, base: distance(0))
    case .baseIsDamaged:
      whole(text.count, [1, 2, 3, 4])
      pack.builder.add(ids[1], delta: variable(text.count) + [4, 0x90, 4], onto: ids[0])
      pack.builder.add(ids[2], delta: [4, 2, 0x90, 2], onto: ids[1], by: .reference)
      lose(3)
    case .notCompressed: whole(text.count, text)
    case .wrongChecksum:
      var stream = zlibStream(text)
      stream[stream.count - 1] ^= 1
      whole(text.count, stream)
    case .cutCompression: whole(text.count, zlibStream(text).dropLast(9))
    case .sizeTooLarge: whole(text.count + 1, zlibStream(text))
    case .sizeTooSmall: whole(text.count - 1, zlibStream(text))
    case .sizeAbsurd: whole(1 << 60, zlibStream(text))
    case .sizeOverflow:
      // Type and size are one number of seven bits a byte; this one never ends.
      whole(0, Array(repeating: 0xFF, count: 30), type: 0xB)
    case .unknownKind: whole(text.count, zlibStream(text), type: 5)
    case .kindZero: whole(text.count, zlibStream(text), type: 0)
    case .threeGigabytes: whole(3 << 30, Self.zeros)
    }
  }

  /// 3 GB of zero bytes in 3 MB: after a full flush, equal bytes are compressed to equal bytes.
  private static let zeros: [UInt8] = {
    let script = """
      import sys, zlib
      stream = zlib.compressobj(9)
      first = stream.compress(bytes(1 << 20)) + stream.flush(zlib.Z_FULL_FLUSH)
      checksum = ((3 << 30) % 65521) << 16 | 1
      sys.stdout.buffer.write(first[:2] + first[2:] * (3 << 10) + b"\\x03\\x00" + checksum.to_bytes(4, "big"))
      """
    let made = try? Command("python3", ["-c", script])
    return made.map { [UInt8]($0.output) } ?? []
  }()
}
