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

  /// Appends every occurrence whose rare byte is in `region`, in the order of the text.
  func findAll(
    in text: Span<UInt8>, within region: Range<Int>, into hits: inout [LiteralSet.Hit]
  ) {
    precondition(region.upperBound <= text.count, "in the text")
    typealias Bytes = SIMD16<UInt8>
    let wanted = Bytes(repeating: byte)
    var index = region.lowerBound
    while index + 64 <= region.upperBound {
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
    while index < region.upperBound {
      let end = min(index + 16, region.upperBound)
      let holdsNone = unsafe index + 16 <= text.count && !Self.holds(wanted, text, at: index)
      if !holdsNone { look(at: index..<end, in: text, into: &hits) }
      index = end
    }
  }

  /// Whether any of sixteen bytes, which have to be in the text, is the wanted one.
  @unsafe @inline(__always)
  private static func holds(_ wanted: SIMD16<UInt8>, _ text: Span<UInt8>, at index: Int) -> Bool {
    let found = unsafe text.withUnsafeBytes { text in
      unsafe text.loadUnaligned(fromByteOffset: index, as: SIMD16<UInt8>.self) .== wanted
    }
    return unsafe unsafeBitCast(found, to: SIMD2<UInt64>.self) != .zero
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
