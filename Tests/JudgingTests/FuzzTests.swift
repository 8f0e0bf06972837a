import Foundation
import Judging
import Matching
import Rules
import ScanModel
import Testing

/// Texts that nobody would write, in seconds here, or for `KEYSTREL_FUZZ_SECONDS`.
@Suite struct FuzzTests {
  private static let seconds =
    Double(ProcessInfo.processInfo.environment["KEYSTREL_FUZZ_SECONDS"] ?? "") ?? 5

  /// Nothing traps, every offset is in the text, and the second run says the same as the first.
  @Test func takesWhateverIsThere() throws {
    let written = ["notations.txt", "decoys.txt"].flatMap(WrittenForm.all)
    let texts =
      (Snippet.code + Snippet.configuration).map { ($0.path, $0.text) }
      + written.map { ($0.path, $0.text) }
    let snippets = try texts.map { path, text in
      (path: path, text: Array(try expandGenerators(text).utf8))
    }
    let ruleSet = try Judged.rules.get()
    let engine = Engine(ruleSet)
    var random = SystemRandomNumberGenerator()
    let end = Date(timeIntervalSinceNow: Self.seconds)
    while Date() < end {
      var text: [UInt8] = []
      for _ in 0..<Int.random(in: 1...6) {
        text += snippets[Int.random(in: snippets.indices)].text
      }
      for _ in 0..<Int.random(in: 0...30) { Self.mutate(&text, &random) }
      let path = snippets[Int.random(in: snippets.indices)].path
      let verdicts = engine.judge(text, path: path)
      for verdict in verdicts {
        #expect((verdict.finding == nil) != (verdict.reason == nil))
        #expect(verdict.match.secret.lowerBound >= 0)
        guard let region = verdict.finding?.occurrences.first?.region else { continue }
        #expect(region.byteOffset >= 0 && region.byteOffset + region.byteCount <= text.count)
        #expect(region.startLine >= 1 && region.startColumn >= 1)
      }
    }
  }

  private static let pieces: [[UInt8]] = [
    "\"", "'", "`", "\\", "\\\"", "(", ")", "{", "}", "[", "]", "<", ">", "</", "=", ":", ":=",
    "=>",
    "->", "|", "||", "??", "-", "--", "- ", ",", ";", "&", "?", "%3D", "%", "\n", "\r\n", "\r",
    "\t",
    "  ", "\n\n", "name", "value", "key", "Azure", ": |\n", "= >-\n", "AZURE_OPENAI_KEY",
    ".openai.azure.com", "new ", "await", "Bearer ", "JQQJ9", "AzSe", "APIM", "0a1b2c3d4e5f6789",
    "\" + \"", "' . '", "\\\n  ", "\\u0041", "%41", "&#65;", "\\x41", "', '", ".join(", "H4sI",
    "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
    "\u{0}", "é", "😀", "\u{FEFF}", "&quot;", "@\"", "${", "}}", "{{", "%s", "$(", "or", "#", "//",
  ].map { Array($0.utf8) }

  private static func mutate(_ text: inout [UInt8], _ random: inout SystemRandomNumberGenerator) {
    let place = Int.random(in: 0...text.count, using: &random)
    let piece = pieces[Int.random(in: pieces.indices, using: &random)]
    switch Int.random(in: 0...7, using: &random) {
    case 0:
      if place < text.count { text[place] = UInt8.random(in: .min ... .max, using: &random) }
    case 1: text.insert(contentsOf: piece, at: place)
    case 2:
      let count = Int.random(in: 1...2000, using: &random)
      text.insert(contentsOf: repeatElement(piece, count: count).joined(), at: place)
    case 3:
      let end = min(text.count, place + Int.random(in: 0...40, using: &random))
      text.removeSubrange(place..<end)
    case 4: text.removeSubrange(place...)
    case 5: text.removeSubrange(..<place)
    case 6:
      let digits = (0..<32).map { _ in
        Array("0123456789abcdef".utf8)[Int.random(in: 0..<16, using: &random)]
      }
      text.insert(contentsOf: digits, at: place)
    default:
      // As UTF-16, now and then with half a unit at the end.
      guard Int.random(in: 0..<10, using: &random) == 0, text.count < 20_000 else { return }
      text = text.flatMap { [$0, 0] } + (Bool.random(using: &random) ? [0x41] : [])
    }
  }

  // MARK: - Time

  struct Load: CustomTestStringConvertible, Sendable {
    let name: String
    let head: String
    /// Repeated with another key for each `#`.
    let line: String
    var byteCount = 4 << 20

    var testDescription: String { name }
  }

  static let loads: [Load] = [
    Load(name: "keys", head: "", line: "key=#\n"),
    Load(name: "keys in one line", head: "", line: "key=#,"),
    Load(name: "keys with endpoints", head: "", line: "key=# https://contoso.openai.azure.com\n"),
    Load(name: "keys in one line with endpoints", head: "", line: "key=# a.openai.azure.com "),
    Load(
      name: "ten megabytes in one line", head: "azure ", line: "{\"apiKey\":\"#\"},",
      byteCount: 10 << 20),
    Load(name: "digests in one line", head: "azure ", line: "\"#\",", byteCount: 10 << 20),
    Load(name: "open brackets", head: String(repeating: "f({[", count: 500_000), line: "key=#\n"),
    Load(name: "open quotes", head: String(repeating: "\"a", count: 500_000), line: "key=#\n"),
    Load(name: "blanks", head: "azure", line: "key=\(String(repeating: " ", count: 700))#\n"),
    Load(name: "blank lines", head: "azure", line: "key=\(String(repeating: "\n", count: 700))#\n"),
    Load(name: "elements", head: "azure", line: "<a name=\"k\"><b key=\"azureKey\">#</b></a>"),
    Load(name: "arguments", head: "azure", line: "f(\"a\", \"b\", g(1), \"#\", "),
    Load(name: "hexadecimal digits only", head: String(repeating: "0a", count: 4 << 20), line: ""),
    Load(name: "values in pieces", head: "", line: "key=\"0a1\" + \"#\" + \n  \"b2\"\n"),
    Load(name: "pieces without end", head: "", line: "\"0a1b2c3d\" + "),
    Load(name: "a list without end", head: "join(", line: "\"0a1b2c3d\", "),
    Load(name: "lines that go on", head: "", line: "0a1b2c3d\\\n"),
    Load(name: "code units", head: "", line: "\\u0061"),
    Load(name: "backslashes", head: "", line: "\\"),
    Load(name: "percent", head: "", line: "%41%22"),
    Load(name: "entities", head: "", line: "&#65;&quot;"),
    Load(name: "keys beside escapes", head: "", line: "\\\"key\\\": \\\"#\\\", "),
    Load(name: "quotes", head: "", line: "''\"\""),
    Load(
      name: "wrapped base64", head: "",
      line: "a2V5PTAxMjM0NTY3ODlhYmNkZWYwMTIzNDU2Nzg5YWJjZGVmIG1vcmUgdGV4dCAg\n"),
    Load(
      name: "base64 values", head: "", line: "k: MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=\n"),
  ]

  /// Twice as many keys take twice as long.
  ///
  /// Four megabytes of nothing but keys take two to three seconds in a release build; the rest of the limit is for slow
  /// machines. What is quadratic would take minutes.
  @Test(arguments: loads)
  func timeGrowsNoFasterThanTheText(load: Load) throws {
    let engine = Engine(try Judged.rules.get())
    let text = Self.text(of: load)
    let start = Self.processorTime()
    let count = engine.judge(text, path: "a.txt").count
    let time = Self.processorTime() - start
    #if DEBUG
      #expect(time < 30, "\(count) candidates")
    #else
      #expect(time < 8 * Double(text.count) / Double(4 << 20), "\(count) candidates")
    #endif
  }

  /// Seconds of this thread, which no other test of the machine slows down.
  private static func processorTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  private static func text(of load: Load) -> [UInt8] {
    #if DEBUG
      let byteCount = load.byteCount / 64
    #else
      let byteCount = load.byteCount
    #endif
    var text = Array(load.head.utf8.prefix(byteCount / 2))
    let line = Array(load.line.utf8)
    let digits = Array("0123456789abcdef".utf8)
    var random = SystemRandomNumberGenerator()
    while !line.isEmpty, text.count < byteCount {
      for byte in line {
        guard byte == UInt8(ascii: "#") else {
          text.append(byte)
          continue
        }
        for _ in 0..<2 {
          let bits = random.next()
          for shift in 0..<16 { text.append(digits[Int(bits >> UInt64(shift * 4) & 15)]) }
        }
      }
    }
    return text
  }
}

private struct Engine {
  let matcher: Matcher
  let judge: Judge

  init(_ ruleSet: RuleSet) {
    matcher = Matcher(MatchPlan(ruleSet))
    judge = Judge(ruleSet)
  }

  func judge(_ text: [UInt8], path: String) -> [Judge.Verdict] {
    var verdicts: [Judge.Verdict] = []
    let path = BytePath(path)
    text.withUnsafeBufferPointer { buffer in
      _ = matcher.match(buffer.span, path: path) { decoded, found in
        let source = Judge.Source(
          blob: Blob(path: path, origin: .file), segment: .whole(byteCount: text.count),
          encoding: found.encoding)
        verdicts = judge.judge(
          found.matches, marks: found.marks, decoded: found.decoded, in: decoded, from: source)
      }
    }
    return verdicts
  }
}
