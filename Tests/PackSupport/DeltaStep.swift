package import TestSupport

/// One instruction of a delta.
package enum DeltaStep {
  case copy(Range<Int>)
  case insert([UInt8])
}

extension [DeltaStep] {
  /// What the delta makes.
  package func applied(to base: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    for step in self {
      switch step {
      case .copy(let range): result += base[range]
      case .insert(let bytes): result += bytes
      }
    }
    return result
  }

  /// The delta's bytes, in the shortest form: a byte of an offset or size that is zero is left out.
  package func encoded(baseSize: Int, resultSize: Int? = nil) -> [UInt8] {
    variable(baseSize) + variable(resultSize ?? size) + flatMap(\.encoded)
  }

  /// How many bytes the delta makes.
  package var size: Int {
    reduce(0) { sum, step in
      switch step {
      case .copy(let range): sum + range.count
      case .insert(let bytes): sum + bytes.count
      }
    }
  }

  /// Steps of all shapes, from a base of `count` bytes.
  package static func random(from count: Int, _ random: inout Random) -> [DeltaStep] {
    var steps: [DeltaStep] = []
    for _ in 0...random.below(6) {
      switch random.below(count == 0 ? 2 : 7) {
      case 0, 1:
        steps.append(.insert(random.text(1 + random.below(200), of: [UInt8]("abcdefgh\n".utf8))))
      case 2:
        // From the beginning: no byte of an offset.
        steps.append(.copy(0..<1 + random.below(count)))
      case 3 where count > 0x10000:
        // A size that is written as nothing at all.
        let start = random.below(count - 0x10000)
        steps.append(.copy(start..<start + 0x10000))
      case 4 where count > 0x300:
        // Zero bytes amid offset and size.
        let start = random.below(count / 0x100) << 8
        let size = Swift.min(count - start, (1 + random.below(2)) << 8)
        steps.append(.copy(start..<start + size))
      default:
        let start = random.below(count)
        steps.append(.copy(start..<start + 1 + random.below(count - start)))
      }
    }
    return steps
  }
}

extension DeltaStep {
  fileprivate var encoded: [UInt8] {
    switch self {
    case .insert(let bytes):
      stride(from: 0, to: bytes.count, by: 127).flatMap { start -> [UInt8] in
        let part = bytes[start..<min(start + 127, bytes.count)]
        return [UInt8(part.count)] + part
      }
    case .copy(let range):
      stride(from: range.lowerBound, to: range.upperBound, by: 0xFF_FFFF).flatMap { start in
        copyInstruction(offset: start, size: min(0xFF_FFFF, range.upperBound - start))
      }
    }
  }
}

/// The copy instruction; both numbers are cut off as the format does, so that a wrong one can be written.
package func copyInstruction(offset: Int, size: Int) -> [UInt8] {
  var operation: UInt8 = 0x80
  var arguments: [UInt8] = []
  func add(_ value: Int, bytes: Int, firstBit: UInt8) {
    for index in 0..<bytes {
      let byte = UInt8(truncatingIfNeeded: value >> (8 * index))
      guard byte != 0 else { continue }
      operation |= firstBit << UInt8(index)
      arguments.append(byte)
    }
  }
  add(offset, bytes: 4, firstBit: 0x01)
  add(size == 0x10000 ? 0 : size, bytes: 3, firstBit: 0x10)
  return [operation] + arguments
}

/// A size at the beginning of a delta: seven bits a byte, the lowest first.
package func variable(_ value: Int) -> [UInt8] {
  var rest = value
  var bytes: [UInt8] = []
  repeat {
    bytes.append(UInt8(rest & 0x7F) | (rest > 0x7F ? 0x80 : 0))
    rest >>= 7
  } while rest > 0
  return bytes
}
