import ScanModel
import Testing
import Triage

@Suite struct SettingsComparisonTests {
  private func changes(
    _ role: SettingsComparison.Role = .settings, from before: String?, to after: String?
  ) -> [String] {
    func state(_ text: String?) -> SettingsComparison.State {
      text.map { .bytes(Array($0.utf8)) } ?? .missing
    }
    return SettingsComparison.changes(
      of: ".keystrel.toml", role, before: state(before), after: state(after)
    ).map { ($0.line.map { "\($0): " } ?? "") + $0.text }
  }

  static let cases: [(before: String?, after: String?, told: [String])] = [
    (nil, "fail-on = 'certain'", ["1: raises fail-on from medium to certain"]),
    ("fail-on = 'high'", "\nfail-on = 'never'", ["2: raises fail-on from high to never"]),
    ("fail-on = 'high'", "fail-on = 'low'", ["1: lowers fail-on from high to low"]),
    ("fail-on = 'high'", "", ["no longer sets fail-on, which was high"]),
    ("posture = true", "posture = false", ["1: sets posture to false, which was true"]),
    (nil, "[rules]\noff = ['a', 'b']", ["2: turns rule a off", "2: turns rule b off"]),
    ("[rules]\noff = ['a', 'b']", "[rules]\noff = ['b']", ["no longer turns rule a off"]),
    (nil, "[rules]\nfiles = ['r.toml']", ["2: names the rule file r.toml"]),
    (
      nil, "[[exclude]]\npaths = ['vendor/**']\nreason = 'not ours'",
      ["1: excludes vendor/** (not ours)"]
    ),
    (
      nil, "[[suppress]]\nrule = 'x'\npaths = ['tests/**']\nreason = 'made up'\nuntil = 2027-01-31",
      ["1: adds a suppression for rule x in tests/** (reason: made up; until 2027-01-31)"]
    ),
    (
      "[[suppress]]\nrule = 'x'\nreason = 'a'", "[[suppress]]\nrule = 'x'\nreason = 'b'",
      [
        "1: adds a suppression for rule x (reason: b)",
        "removes the suppression for rule x (reason: a)",
      ]
    ),
    (
      "[levels.x]\nseverity = 'low'", "[levels.x]\nseverity = 'high'",
      ["1: sets levels.x.severity to high, which was low"]
    ),
    (nil, "baseline = 'b'", ["1: sets baseline to b"]),
    ("posture = true", "# A comment.\nposture = true # and one more", []),
    ("posture = true", nil, ["removes .keystrel.toml"]),
    (
      "", "fial-on = 1",
      ["1: makes .keystrel.toml unreadable: unknown key 'fial-on', did you mean 'fail-on'"]
    ),
    ("broken", "fail-on = 'low'", ["1: lowers fail-on from medium to low"]),
  ]

  @Test(arguments: cases)
  func tellsEachEntry(before: String?, after: String?, told: [String]) {
    #expect(changes(from: before, to: after) == told)
  }

  @Test func countsLinesOfLists() {
    #expect(
      changes(.baseline, from: "# A baseline.\na\nb\n", to: "b\r\nc\nd\n") == [
        "adds 2 entries to the baseline", "takes 1 entry out of the baseline",
      ])
    #expect(changes(.ignoreFile, from: nil, to: "a\n") == ["adds 1 line to .keystrel.toml"])
    #expect(changes(.rules, from: "a", to: "b") == ["changes the rule file .keystrel.toml"])
    #expect(changes(.rules, from: "a", to: nil) == ["removes the rule file .keystrel.toml"])
  }

  @Test func aHostileFileTellsNoMoreThanAPage() {
    let entry = "[[exclude]]\npaths = ['%']\nreason = '\(String(repeating: "x", count: 1000))'\n"
    let text = (0..<500).map { entry.replacing("%", with: "\($0)") }.joined()
    let told = changes(from: nil, to: text)
    #expect(told.count == 51)
    #expect(told.last == "makes 450 more changes to .keystrel.toml")
    #expect(told.allSatisfy { $0.count < 220 })
  }

  @Test func whatCannotBeReadIsTold() {
    let changes = SettingsComparison.changes(
      of: ".keystrel.toml", .settings, before: .missing, after: .unreadable("a symbolic link"))
    #expect(changes.map(\.text) == ["makes .keystrel.toml unreadable: a symbolic link"])
  }
}
