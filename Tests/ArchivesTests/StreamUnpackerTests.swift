import Archives
import Foundation
import TestSupport
import Testing

@Suite struct StreamUnpackerTests {
  /// What Python makes of a text.
  static func packed(_ bytes: [UInt8], _ expression: String) throws -> [UInt8] {
    let script = """
      import sys, zlib, gzip, bz2, lzma
      data = sys.stdin.buffer.read()
      sys.stdout.buffer.write(\(expression))
      """
    let result = try Command("python3", ["-c", script], input: Data(bytes))
    try #require(result.status == 0, "\(result.errorText)")
    return Array(result.output)
  }

  static func unpack(_ bytes: [UInt8], limit: Int = 1 << 20) -> Result<[UInt8], UnpackFailure> {
    bytes.withUnsafeBufferPointer { buffer in
      let span = buffer.span
      do throws(UnpackFailure) {
        return .success(try StreamUnpacker().unpack(span, limit: limit))
      } catch {
        return .failure(error)
      }
    }
  }

  @Test(arguments: ["gzip.compress(data)", "zlib.compress(data)", "zlib.compress(data, 0)"])
  func unpacksAStream(expression: String) throws {
    for text in ["", "a", String(repeating: "release: gateway\n", count: 5000)] {
      let stream = try Self.packed(Array(text.utf8), expression)
      #expect(Self.unpack(stream) == .success(Array(text.utf8)))
      #expect(Self.unpack(stream + [0, 1, 2]) == .success(Array(text.utf8)))
    }
  }

  @Test func saysWhyItDoesNot() throws {
    let text = Array(String(repeating: "release: gateway\n", count: 500).utf8)
    let stream = try Self.packed(text, "gzip.compress(data)")
    #expect(Self.unpack([]) == .failure(.notCompressed))
    #expect(Self.unpack(Array("plain text".utf8)) == .failure(.notCompressed))
    #expect(Self.unpack(Array(stream.dropLast(9))) == .failure(.damaged))
    #expect(Self.unpack([0x1F, 0x8B, 8]) == .failure(.damaged))
    #expect(Self.unpack(stream, limit: text.count) == .success(text))
    #expect(Self.unpack(stream, limit: text.count - 1) == .failure(.tooLarge))
    #expect(Self.unpack(stream, limit: 0) == .failure(.tooLarge))
  }

  @Test func aBombEndsAtItsRatio() throws {
    let bomb = try Self.packed([], "zlib.compress(bytes(50_000_000), 9)")
    #expect(bomb.count < 60_000)
    #expect(Self.unpack(bomb, limit: 1 << 40) == .failure(.tooLarge))
  }
}
