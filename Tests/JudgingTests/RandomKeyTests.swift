import Rules
import ScanModel
import TestSupport
import Testing

/// Random keys in plain lines; `Benchmarks/random-keys` does the same with thousands, and computes the checksum itself.
@Suite struct RandomKeyTests {
  private static let count = 150

  private func lines(_ text: (Int) -> String) -> String {
    (1...Self.count).map { "AZURE_OPENAI_API_KEY_\($0)=\(text($0))\n" }.joined()
  }

  @Test(arguments: ["hex32", "hex32v4", "azure84 openai 2025-06"])
  func allAreFound(call: String) throws {
    let judged = try Judged(lines { "{{\(call) #\($0)}}" }, path: ".env")
    #expect(judged.findings.count == Self.count)
    #expect(judged.findings.allSatisfy { $0.confidence >= .medium })
    if call.hasPrefix("azure84") {
      #expect(judged.findings.allSatisfy { $0.confidence == .certain })
    }
  }

  @Test func withAnotherCharacterTheyAreFoundAndNotCertain() throws {
    var random = Random(seed: 84)
    var bytes: [UInt8] = []
    for number in 1...Self.count {
      var key = Array(try expandGenerators("{{azure84 speech 2025-01 #\(number)}}").utf8)
      let place = random.below(52)
      key[place] = key[place] == UInt8(ascii: "x") ? UInt8(ascii: "y") : UInt8(ascii: "x")
      bytes += Array("VALUE_\(number)=".utf8) + key + [0x0A]
    }
    let judged = try Judged(bytes: bytes, path: ".env")
    #expect(judged.findings.count == Self.count)
    #expect(judged.findings.allSatisfy { $0.facts.checksum == .notConfirmed })
    #expect(judged.findings.allSatisfy { $0.confidence == .high })
  }

  @Test(arguments: [32, 52, 84, 88])
  func randomTextIsNeverCertain(length: Int) throws {
    var random = Random(seed: UInt64(length))
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)
    var bytes: [UInt8] = []
    for number in 1...2000 {
      bytes += Array("VALUE_\(number)=".utf8) + random.text(length, of: alphabet) + [0x0A]
    }
    let judged = try Judged(bytes: bytes, path: ".env")
    #expect(judged.findings.allSatisfy { $0.confidence < .certain })
  }
}
