import Rules
import Testing

@Suite struct ShannonEntropyTests {
  @Test(arguments: [("", 0.0), ("aaaa", 0), ("ab", 1), ("abcd", 2), ("0123456789abcdef", 4)])
  func isInBitsPerByte(value: String, bits: Double) {
    #expect(abs(shannonEntropy(of: Array(value.utf8)) - bits) < 1e-9)
  }
}
