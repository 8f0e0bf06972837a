@testable import GitObjects

/// Applies a delta, and holds the result to a slow reading of the format.
func applyDelta(_ input: inout FuzzInput) {
  let base = input.take(input.number() % 2_000)
  let delta = input.rest()
  let expected = SlowDelta(delta, base)
  do throws(PackDamage) {
    let (bytes, changes) = try apply(delta, to: base)
    guard let expected else { preconditionFailure("a wrong delta was applied") }
    precondition(bytes == expected.origins.map { $0.value(in: base) }, "wrong bytes")
    precondition(expected.isCopied(outside: changes, from: base.count), "a change was not told")
  } catch {
    precondition(expected == nil, "a sound delta was refused: \(error)")
  }
}

/// Results of this size are refused here, so that one input does not take the time of thousands.
private let largestResult = 1 << 20

private func apply(
  _ delta: [UInt8], to base: [UInt8]
) throws(PackDamage) -> ([UInt8], [Range<Int>]) {
  var changes = DeltaChanges()
  let sizes = try sizes(of: delta)
  guard sizes.result <= largestResult else { throw .tooLarge(sizes.result) }
  var result = [UInt8](repeating: 0, count: Int(sizes.result))
  var damage: PackDamage?
  changes.begin()
  delta.withUnsafeBytes { instructions in
    base.withUnsafeBytes { base in
      result.withUnsafeMutableBytes { bytes in
        do throws(PackDamage) {
          try Delta(instructions).apply(to: base, into: bytes, noting: &changes)
        } catch {
          damage = error
        }
      }
    }
  }
  if let damage { throw damage }
  return (result, changes.ranges)
}

private func sizes(of delta: [UInt8]) throws(PackDamage) -> (base: UInt64, result: UInt64) {
  var read: Result<Delta, PackDamage>?
  delta.withUnsafeBytes { bytes in
    read = Result { () throws(PackDamage) in try Delta(bytes) }
  }
  guard let delta = try read?.get() else { throw .deltaEnds }
  return (delta.baseSize, delta.resultSize)
}

/// A delta, read byte by byte; nil when something is wrong with it.
private struct SlowDelta {
  enum Origin {
    case base(Int)
    case delta(UInt8)

    func value(in base: [UInt8]) -> UInt8 {
      switch self {
      case .base(let index): base[index]
      case .delta(let byte): byte
      }
    }
  }

  private(set) var origins: [Origin] = []

  init?(_ delta: [UInt8], _ base: [UInt8]) {
    var bytes = delta[...]
    guard let baseSize = Self.size(&bytes), let resultSize = Self.size(&bytes),
      baseSize == base.count, resultSize <= largestResult
    else { return nil }
    while let operation = bytes.popFirst() {
      guard operation & 0x80 != 0 else {
        guard operation > 0, bytes.count >= operation else { return nil }
        origins += bytes.prefix(Int(operation)).map { .delta($0) }
        bytes = bytes.dropFirst(Int(operation))
        continue
      }
      var arguments = [0, 0, 0, 0, 0, 0, 0]
      for bit in 0..<7 where operation >> bit & 1 == 1 {
        guard let byte = bytes.popFirst() else { return nil }
        arguments[bit] = Int(byte)
      }
      let offset = arguments[0] | arguments[1] << 8 | arguments[2] << 16 | arguments[3] << 24
      let size = arguments[4] | arguments[5] << 8 | arguments[6] << 16
      let count = size == 0 ? 0x10000 : size
      guard offset + count <= base.count, origins.count + count <= resultSize else { return nil }
      origins += (offset..<offset + count).map { .base($0) }
    }
    guard origins.count == resultSize else { return nil }
  }

  private static func size(_ bytes: inout ArraySlice<UInt8>) -> Int? {
    var size = 0
    for shift in stride(from: 0, to: 60, by: 7) {
      guard let byte = bytes.popFirst() else { return nil }
      size |= Int(byte & 0x7F) << shift
      if byte & 0x80 == 0 { return size }
    }
    return nil
  }

  /// Whether everything outside of the ranges is copied, and has the neighbours that it had in the base.
  func isCopied(outside ranges: [Range<Int>], from baseCount: Int) -> Bool {
    var start = 0
    var isSeam = false
    for range in ranges + [origins.count..<origins.count] {
      guard range.lowerBound >= start, range.upperBound <= origins.count else { return false }
      var expected = start == 0 && !isSeam ? 0 : nil as Int?
      for origin in origins[start..<range.lowerBound] {
        guard case .base(let index) = origin, expected ?? index == index else { return false }
        expected = index + 1
      }
      let isEnd = range.lowerBound == origins.count && ranges.last?.upperBound != origins.count
      if isEnd, let expected, expected != baseCount { return false }
      start = range.upperBound
      isSeam = true
    }
    return true
  }
}
