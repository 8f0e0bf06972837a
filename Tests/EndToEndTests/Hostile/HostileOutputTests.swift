import Foundation
import TestSupport
import Testing

/// A change whose names are commands to whoever reads the log, and one that puts a link where the report goes.
@Suite struct HostileOutputTests {
  /// Commands of GitHub Actions begin a line, those of Azure Pipelines stand anywhere in it.
  private static let names = [
    "::error file=a::forged.env", "a ::stop-commands::x.env", "a\n::error::forged.env",
    "a\r::error::forged.env", "##vso[task.complete result=Succeeded;]x.env",
    "a##vso[task.setvariable variable=x]y.env", "##[error]forged.env", "a%0A::error::x.env",
    "\u{1B}[2J\u{1B}]0;x\u{7}\u{9B}31m.env", "\u{202E}vne.\u{2066}a.env", "::add-mask::key/x.env",
    "a\u{85}::error::x.env", "a\u{2028}::error::x.env",
  ]

  private func expectNoCommand(_ text: String, _ comment: Comment) {
    for line in text.split(whereSeparator: \.isNewline) {
      #expect(!line.drop { $0.isWhitespace }.hasPrefix("::"), comment)
      #expect(!line.contains("##vso["), comment)
      #expect(!line.contains("##["), comment)
    }
    #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" && $0 != "\t" }, comment)
    #expect(!text.contains("\u{202E}"), comment)
  }

  @Test(arguments: names)
  func namesAreNoCommands(name: String) throws {
    let change = try HostileChange()
    try change.scratch.write(name, change.keyLine)
    try FileManager.default.removeItem(atPath: change.scratch.path + "/.env")
    try change.commit("::error::forged\n\n##vso[task.complete]")
    for format in ["text", "json", "jsonl", "sarif"] {
      let diff = try change.diff("--format", format, "--color", "never")
      #expect(diff.status == 1)
      expectNoCommand(diff.text, "\(format)")
      expectNoCommand(diff.errorText, "\(format)")
    }
    expectNoCommand(try change.push().errorText, "push")
    expectNoCommand(
      try Keystrel.run("scan", "--explain", "--color", "never", in: change.scratch).text, "scan")
  }

  /// Names of files that cannot be read get into messages.
  @Test func namesInIssuesAreNoCommands() throws {
    let change = try HostileChange()
    let result = try Keystrel.run(
      ["scan"] + Self.names.map { "gone/" + $0 } + Self.names, in: change.scratch)
    expectNoCommand(result.text, "text")
    expectNoCommand(result.errorText, "errors")
  }

  @Test func aLinkInPlaceOfTheReportIsNotFollowed() throws {
    let change = try HostileChange()
    let outside = try Scratch()
    let victim = try outside.write("victim", "as it was")
    for (name, target) in [
      ("keys.sarif", victim), ("new.sarif", outside.path + "/new"), ("out", outside.path),
      ("up.sarif", "../" + URL(fileURLWithPath: outside.path).lastPathComponent + "/victim"),
    ] {
      try FileManager.default.createSymbolicLink(
        atPath: change.scratch.path + "/" + name, withDestinationPath: target)
    }
    try change.commit()
    let absolute = change.scratch.path + "/keys.sarif"
    for output in ["keys.sarif", "new.sarif", "out/victim", "out/new", "up.sarif", absolute] {
      let result = try change.diff("--format", "sarif", "--output", output)
      #expect(result.status == 1, "the key is found all the same: \(output)")
      #expect(result.errorText.contains("symbolic link"), "\(output)")
      #expect(result.isOneLine)
    }
    #expect(try String(contentsOfFile: victim, encoding: .utf8) == "as it was")
    #expect(try FileManager.default.contentsOfDirectory(atPath: outside.path) == ["victim"])
    // A link that stays inside is the owner's affair.
    try FileManager.default.createSymbolicLink(
      atPath: change.scratch.path + "/inner.sarif", withDestinationPath: "real.sarif")
    try change.scratch.write("real.sarif", "old")
    #expect(try change.diff("--format", "sarif", "-o", "inner.sarif").status == 1)
    let real = try String(contentsOfFile: change.scratch.path + "/real.sarif", encoding: .utf8)
    #expect(real.contains("2.1.0"))
  }
}
