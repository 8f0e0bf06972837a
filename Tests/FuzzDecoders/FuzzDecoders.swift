import Judging
import Matching
import Rules
import ScanModel

/// The fuzzer's way in (libFuzzer): `make fuzz`.
///
/// Whatever the bytes are, what is decoded of them is placed within them, and nothing is judged twice.
@c(LLVMFuzzerTestOneInput)
public func testOneInput(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = UnsafeBufferPointer(start: data, count: count).span
  matcher.match(bytes, path: path) { text, found in
    let texts = found.decoded
    for held in texts {
      precondition(!held.matches.isEmpty && held.bytes.count <= 20 * (text.count + 4096))
      for match in held.matches {
        precondition(match.secret.upperBound <= held.bytes.count)
        let origin = held.map.origin(of: match.secret)
        precondition(origin.lowerBound >= 0 && origin.upperBound <= text.count)
        precondition(!origin.isEmpty)
      }
    }
    let source = Judge.Source(
      blob: Blob(path: path, origin: .file), segment: .whole(byteCount: count),
      encoding: found.encoding)
    let verdicts = judge.judge(
      found.matches, marks: found.marks, decoded: texts, in: text, from: source)
    var last = 0
    for verdict in verdicts where verdict.finding != nil {
      precondition(verdict.match.secret.lowerBound >= last)
      last = verdict.match.secret.upperBound
      guard let region = verdict.finding?.occurrences.first?.region else { continue }
      precondition(region.byteOffset >= 0 && region.byteOffset + region.byteCount <= count + 4)
    }
  }
  return 0
}

private let path = BytePath("settings.json")
/// The fuzzer has one thread.
nonisolated(unsafe) private let matcher = Matcher(MatchPlan(ruleSet))
nonisolated(unsafe) private let judge = Judge(ruleSet)

/// Of the kinds that there are: a run without names, a run that needs them, and a literal.
private let ruleSet: RuleSet = {
  var run = Rule(id: "run")
  run.regex = "(?<![0-9A-Za-z_])[0-9a-f]{32}(?![0-9A-Za-z_])"
  run.anchors = [.run(.hex, length: 32)]
  run.reach = Rule.Reach(before: 8, after: 8)
  var named = run
  named.id = "named"
  named.context = .required
  var literal = Rule(id: "literal")
  literal.regex = "[A-Za-z0-9+/]{20}MARK[A-Za-z0-9+/]{20}"
  literal.anchors = [.literal("MARK", ignoringCase: false)]
  literal.reach = Rule.Reach(before: 24, after: 28)
  var vocabulary = Vocabulary()
  vocabulary.names.secret = ["key", "token"]
  vocabulary.names.empty = ["value"]
  vocabulary.names.company = ["azure"]
  vocabulary.hosts = [
    HostPattern(pattern: "*.example.com", service: "", cloud: "public", namesAccount: true)
  ]
  return RuleSet(
    rules: [literal, named, run], vocabulary: vocabulary, allowlists: [], digest: "")
}()
