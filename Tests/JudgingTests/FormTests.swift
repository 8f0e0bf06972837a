import Judging
import ScanModel
import Testing

/// Every form in which keys are written into files, each as one snippet.
@Suite struct FormTests {
  @Test(arguments: Snippet.peers + Snippet.code + Snippet.configuration)
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
}
