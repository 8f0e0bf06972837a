import Foundation
import ScanModel
import Testing

@testable import Judging

/// Every form in which keys are written into files, each as one snippet.
@Suite struct FormTests {
  @Test(arguments: Snippet.code + Snippet.configuration)
  func findsTheKeyAndNothingElse(snippet: Snippet) throws {
    let judged = try Judged(snippet.text, path: snippet.path)
    #expect(judged.kept.map(\.match.secret) == judged.marked, "\(judged.reasons)")
    for finding in judged.findings {
      #expect(finding.confidence == snippet.confidence)
      #expect(finding.service?.id == snippet.service)
      #expect(!finding.evidence.isEmpty)
    }
  }

  @Test(arguments: Decoy.all)
  func dropsWhatIsNoKey(decoy: Decoy) throws {
    let judged = try Judged(decoy.text, path: decoy.path)
    #expect(judged.findings.isEmpty)
    if let reason = decoy.reason {
      #expect(judged.reasons.first?.hasPrefix(reason) == true, "\(judged.reasons)")
    } else {
      #expect(judged.verdicts.isEmpty, "\(judged.reasons)")
    }
  }

  private static let keyFiles = [
    "peers.txt", "notations.txt", "literals.txt", "uses.txt", "results.txt",
  ]
  static let written = (keyFiles + ["decoys.txt"]).flatMap(WrittenForm.all)

  @Test(arguments: written)
  func saysOfAWrittenFormWhatItShould(form: WrittenForm) throws {
    let plain = try Judged(form.text, path: form.path)
    let judged = try Judged(
      bytes: form.bytes(of: plain.bytes), marked: plain.marked, path: form.path)
    switch form.expected {
    case .none(let reason):
      #expect(judged.findings.allSatisfy { reason == "low" && $0.confidence == .low })
      #expect(judged.verdicts.isEmpty == reason.isEmpty)
      for given in judged.reasons { #expect(given.hasPrefix(reason)) }
    case .keys(let service, let confidence, let facts):
      // Offsets in UTF-16 are those of the text that it stands for.
      #expect(judged.kept.map(\.match.secret) == plain.marked, "\(judged.reasons)")
      for finding in judged.findings {
        #expect(finding.service?.id == service)
        #expect(finding.confidence.name == confidence)
        #expect(finding.resource?.host == facts["host"])
        for (name, value) in [
          ("region", finding.usage.region), ("deployment", finding.usage.deployment),
          ("index", finding.usage.index),
        ] where facts[name] != nil {
          #expect(value == facts[name], "\(name)")
        }
      }
    }
  }

  /// What tells of a key from afar is told with how it leads there.
  @Test(arguments: [
    (
      "app.py", "k = '«{{hex32 #1}}»'\nc = SearchClient(e, 'p', AzureKeyCredential(k))",
      ", through k"
    ),
    (
      "run.sh", "echo «{{hex32 #2}}» | gh secret set AZURE_OPENAI_KEY",
      ", in the command that it is piped to"
    ),
    ("app.py", "x = '«{{hex32 #3}}»'  # Azure Speech key", ", in the comment beside it"),
    (
      "app.py", "headers = {'Ocp-Apim-Subscription-Key': '«{{hex32 #4}}»'}",
      "header Ocp-Apim-Subscription-Key"
    ),
  ])
  func saysHowItKnows(path: String, text: String, end: String) throws {
    let finding = try #require(try Judged(text, path: path).findings.first)
    #expect(finding.evidence.first?.text.hasSuffix(end) == true)
  }

  @Test(arguments: [
    (#"' \"apimSubscriptionKey\": "#, "apimSubscriptionKey"), ("--api-key", "--api-key"),
    ("api key", "api key"), (":", ":"),
  ])
  func showsANameWithoutWhatStandsAroundIt(text: String, shown: String) {
    #expect(Surroundings.Name(Array(text.utf8), .assigned).printable == shown)
  }

  /// In the place of a key, what is none.
  @Test(arguments: keyFiles.flatMap(WrittenForm.all))
  func findsNothingInTheFormWithoutItsKey(form: WrittenForm) throws {
    for instead in Self.noKeys {
      let text = form.text.replacing(/«.*?»/, with: instead)
      #expect(try Judged(text, path: form.path).findings.isEmpty, "\(instead)")
    }
  }

  private static let noKeys = [
    "", "${AZURE_OPENAI_KEY}", "<your key>", "{{guid #1}}", "{{hex 31 #1}}", "{{hex 64 #1}}",
    "00000000000000000000000000000000", "0123456789abcdef0123456789abcdef", "/{{hex32 #1}}",
    "{{hex32 #1}}.js", "md5:{{hex32 #1}}", "req_{{hex32 #1}}",
  ]

  /// The names that are read from the bytes around a key are those that a parser gives, so that no parser is needed.
  @Test func readsTheNamesOfJSONAsAParserDoes() throws {
    var parsed = 0
    for form in Self.written where form.path.hasSuffix(".json") {
      let judged = try Judged(form.text, path: form.path)
      guard judged.marked.count == 1, let range = judged.marked.first,
        let object = try? JSONSerialization.jsonObject(with: Data(judged.bytes))
      else { continue }
      let key = String(decoding: judged.bytes[range], as: UTF8.self)
      guard let name = Self.name(of: key, in: object) else { continue }
      parsed += 1
      let finding = try #require(judged.findings.first, "\(form.name)")
      let evidence = finding.evidence.map(\.text).joined(separator: " ").lowercased()
      let said = evidence.filter { $0.isLetter || $0.isNumber }
      #expect(
        said.contains(name.lowercased().filter { $0.isLetter || $0.isNumber }), "\(form.name)")
    }
    #expect(parsed >= 10)
  }

  /// The name of the member that holds a string, or the label beside it when it is called "value".
  private static func name(of value: String, in object: Any) -> String? {
    if let list = object as? [Any] {
      return list.lazy.compactMap { name(of: value, in: $0) }.first
    }
    guard let members = object as? [String: Any] else { return nil }
    if let own = members.first(where: { $0.value as? String == value })?.key {
      guard ["value", "ParameterValue"].contains(own) else { return own }
      return (members["name"] ?? members["key"] ?? members["ParameterKey"]) as? String
    }
    return members.values.lazy.compactMap { name(of: value, in: $0) }.first
  }
}
