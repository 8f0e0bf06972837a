import ScanModel
import Testing
import Triage

struct SuppressionEntryTests {
  @Test func `an entry that names nothing is none`() {
    let suppression = Suppression(
      kind: .configuration, path: BytePath(".keystrel.toml"), line: 1, reason: "a sample")
    #expect(SuppressionEntry(suppression: suppression) == nil)
    #expect(SuppressionEntry(rule: "azure-openai-key", suppression: suppression) != nil)
  }
}
