internal import ScanModel

/// Finds short literals by a byte that all of them have and that hardly any text shows, sixteen bytes at a time.
///
/// Among longer literals they would make every step of the search as short as they are.
struct RareByteSearch: Sendable {
  private struct Literal: Sendable {
    let index: Int
    let bytes: [UInt8]
    /// Where in it the byte stands.
    let offset: Int
  }

  private let byte: UInt8
  private let literals: [Literal]

  /// nil when the literals have no such byte in common.
  ///
  /// - Parameters:
  ///   - literals: case matters in all of them.
  ///   - isRare: tells the bytes that are worth it.
  init?(_ literals: [(index: Int, bytes: [UInt8])], where isRare: (UInt8) -> Bool) {
    guard let first = literals.first,
      let byte = first.bytes.first(where: { byte in
        isRare(byte) && literals.allSatisfy { $0.bytes.contains(byte) }
      })
    else { return nil }
    self.byte = byte
    self.literals = literals.map {
      Literal(index: $0.index, bytes: $0.bytes, offset: $0.bytes.firstIndex(of: byte) ?? 0)
    }
  }

  /// Appends every occurrence, in the order of the text.
  func findAll(in text: Span<UInt8>, into hits: inout [LiteralSet.Hit]) {
    typealias Bytes = SIMD16<UInt8>
    let wanted = Bytes(repeating: byte)
    var index = 0
    while index + 64 <= text.count {
      // In bounds: four times sixteen bytes from `index` on.
      let found = unsafe text.withUnsafeBytes { text in
        unsafe (text.loadUnaligned(fromByteOffset: index, as: Bytes.self) .== wanted)
          .| (text.loadUnaligned(fromByteOffset: index + 16, as: Bytes.self) .== wanted)
          .| (text.loadUnaligned(fromByteOffset: index + 32, as: Bytes.self) .== wanted)
          .| (text.loadUnaligned(fromByteOffset: index + 48, as: Bytes.self) .== wanted)
      }
      if unsafe unsafeBitCast(found, to: SIMD2<UInt64>.self) != .zero {
        look(at: index..<index + 64, in: text, into: &hits)
      }
      index += 64
    }
    look(at: index..<text.count, in: text, into: &hits)
  }

  private func look(
    at range: Range<Int>, in text: Span<UInt8>, into hits: inout [LiteralSet.Hit]
  ) {
    for place in range where text[place] == byte {
      for literal in literals {
        let start = place - literal.offset
        guard start >= 0, start + literal.bytes.count <= text.count,
          literal.bytes.indices.allSatisfy({ text[start + $0] == literal.bytes[$0] })
        else { continue }
        hits.append(LiteralSet.Hit(literal: literal.index, start: start))
      }
    }
  }
}
