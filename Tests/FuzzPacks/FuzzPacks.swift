import GitObjects

/// The fuzzer's way in (libFuzzer): `make fuzz`.
///
/// The first byte chooses what the others are: a delta and its base, a pack described entry by entry, or the bytes of an
/// index and a pack.
@c(LLVMFuzzerTestOneInput)
public func testOneInput(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  var input = FuzzInput(Array(UnsafeBufferPointer(start: data, count: count)))
  switch input.byte() % 3 {
  case 0: applyDelta(&input)
  case 1: walkDescribedPack(&input)
  default: walkRawPack(&input)
  }
  return 0
}

/// Bytes that decide; zeros once they are used up.
struct FuzzInput {
  private let bytes: [UInt8]
  private var next = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  var isAtEnd: Bool { next >= bytes.count }

  mutating func byte() -> UInt8 {
    guard next < bytes.count else { return 0 }
    defer { next += 1 }
    return bytes[next]
  }

  mutating func number() -> Int { Int(byte()) << 8 | Int(byte()) }

  mutating func take(_ count: Int) -> [UInt8] {
    let end = min(bytes.count, next + count)
    defer { next = end }
    return Array(bytes[next..<end])
  }

  mutating func rest() -> [UInt8] { take(bytes.count) }
}
