internal import Digests

/// Bytes that look random and are the same everywhere: SHA-256 of a label and a counter, block
/// after block.
struct FixtureBytes {
  private let label: [UInt8]
  private var counter = 0
  private var block: [UInt8] = []

  init(label: String) {
    self.label = Array("keystrel fixture/\(label)/".utf8)
  }

  mutating func next() -> UInt8 {
    if let byte = block.popLast() { return byte }
    block = Digest.sha256(label + Array(String(counter).utf8))
    counter += 1
    return block.removeLast()
  }

  mutating func bytes(_ count: Int) -> [UInt8] {
    (0..<count).map { _ in next() }
  }

  /// Characters of an alphabet, each as likely as the others.
  mutating func characters(_ count: Int, of alphabet: [UInt8]) -> [UInt8] {
    // Above the last whole multiple the first characters would come more often.
    let limit = 256 / alphabet.count * alphabet.count
    return (0..<count).map { _ in
      var byte = Int(next())
      while byte >= limit { byte = Int(next()) }
      return alphabet[byte % alphabet.count]
    }
  }
}
