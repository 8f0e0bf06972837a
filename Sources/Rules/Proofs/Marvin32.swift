/// Marvin32, the keyed 32-bit checksum of Azure's identifiable keys.
///
/// As in microsoft/security-utilities, `Marvin.cs`: the 64-bit state after the last block, its two
/// halves xor-ed.
///
/// - Parameters:
///   - bytes: what is summed.
///   - seed: 64 bits; Azure's seeds are eight ASCII characters read as a big-endian number, see
///     `checksumSeed`.
/// - Returns: the checksum; keys store its bytes in little-endian order.
func marvin32(_ bytes: some Collection<UInt8>, seed: UInt64) -> UInt32 {
  var state = MarvinState(
    low: UInt32(truncatingIfNeeded: seed), high: UInt32(truncatingIfNeeded: seed >> 32))
  // Little-endian words; the last one holds what is left over and the byte 0x80.
  var word: UInt32 = 0
  var shift: UInt32 = 0
  for byte in bytes {
    word |= UInt32(byte) << shift
    shift += 8
    if shift == 32 {
      state.mix(in: word)
      (word, shift) = (0, 0)
    }
  }
  state.mix(in: word | 0x80 << shift)
  state.mix(in: 0)
  return state.low ^ state.high
}

/// The number that eight ASCII characters name: `Default0` is 0x44656661756c7430.
func checksumSeed(_ text: StaticString) -> UInt64 {
  text.description.utf8.reduce(0) { $0 << 8 | UInt64($1) }
}

private struct MarvinState {
  var low: UInt32
  var high: UInt32

  mutating func mix(in word: UInt32) {
    low &+= word
    high ^= low
    low = rotated(low, by: 20) &+ high
    high = rotated(high, by: 9) ^ low
    low = rotated(low, by: 27) &+ high
    high = rotated(high, by: 19)
  }
}

private func rotated(_ word: UInt32, by count: UInt32) -> UInt32 {
  word << count | word >> (32 - count)
}
