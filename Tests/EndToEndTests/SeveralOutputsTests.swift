import Foundation
import TestSupport
import Testing

/// Several reports of one run, and how each knows its format.
@Suite struct SeveralOutputsTests {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try scratch.write("a.py", try Keystrel.expanded("KEY = '{{azure84 face 2025-02 #1150}}'\n"))
  }

  private func scan(_ arguments: String...) throws -> Command {
    try Keystrel.run(["scan", "a.py"] + arguments, in: scratch)
  }

  /// How a report of the format begins.
  private func isReport(_ format: String, _ text: String) -> Bool {
    switch format {
    case "text": text.hasPrefix("a.py:1:")
    case "sarif": text.contains("\"$schema\"") && text.contains("2.1.0")
    case "json": text.contains("\"schemaVersion\"")
    case "jsonl": text.hasPrefix("{\"")
    case "gitlab": text.contains("\"secret_detection\"")
    case "junit": text.hasPrefix("<?xml")
    case "csv": text.hasPrefix("\"state\"")
    case "markdown": text.hasPrefix("### Keystrel")
    case "github": text.hasPrefix("::error file=a.py")
    case "azure": text.hasPrefix("##vso[task.logissue")
    default: false
    }
  }

  private func file(_ name: String) throws -> String {
    try String(contentsOfFile: scratch.path + "/" + name, encoding: .utf8)
  }

  @Test func eachGoesToItsPlace() throws {
    let result = try scan(
      "--output", "report.sarif", "--output", "out/../summary.md", "-o", "csv:table", "-o",
      "gl-secret-detection-report.json", "-o", "tests.xml", "--format", "text")
    #expect(result.status == 1)
    #expect(result.errorText.contains("out/../summary.md"), "there is no folder 'out'")
    #expect(isReport("text", result.text))
    for (name, format) in [
      ("report.sarif", "sarif"), ("table", "csv"), ("gl-secret-detection-report.json", "gitlab"),
      ("tests.xml", "junit"),
    ] {
      #expect(isReport(format, try file(name)), "\(name)")
    }
  }

  @Test(arguments: [
    (["-o", "r.sarif"], "sarif", nil), (["-o", "r.json"], "json", nil),
    (["-o", "r.jsonl"], "jsonl", nil), (["-o", "r.xml"], "junit", nil),
    (["-o", "r.csv"], "csv", nil), (["-o", "r.md"], "markdown", nil),
    (["-o", "r"], "text", nil), (["-o", "r.log"], "text", nil),
    (["-o", "r", "-f", "sarif"], "sarif", nil), (["-f", "sarif", "-o", "r.json"], "sarif", nil),
    (["-f", "gitlab", "-o", "r.json"], "gitlab", nil), (["-f", "azure", "-o", "r"], "azure", nil),
    (["-o", "github:r.txt"], "github", nil), (["-o", "text:r.json"], "text", nil),
    (["-o", "r.sarif", "-f", "text"], "sarif", "text"),
    (["-o", "r.md", "-f", "github"], "markdown", "github"),
    (["-o", "r.md", "-o", "-"], "markdown", "text"),
    (["-o", "r.json", "-o", "junit:-"], "json", "junit"),
  ])
  func theFormatIsToldByPrefixNameOrOption(
    arguments: [String], format: String, printed: String?
  ) throws {
    let result = try Keystrel.run(["scan", "a.py"] + arguments, in: scratch)
    #expect(result.status == 1)
    let name = try #require(
      arguments.first { $0.hasPrefix("r") || $0.contains(":r") }?.split(separator: ":").last)
    #expect(isReport(format, try file(String(name))))
    #expect(printed.map { isReport($0, result.text) } ?? result.output.isEmpty)
  }

  @Test(arguments: [
    ["-o", "r.json", "-o", "r.json"], ["-o", "-", "-o", "sarif:-"], ["-o", "sarfi:r"],
    ["-o", "sarif:"], ["-o", ""],
  ])
  func whatCannotBeMeantIsRefused(arguments: [String]) throws {
    let result = try Keystrel.run(["scan", "a.py"] + arguments, in: scratch)
    #expect(result.status == 64)
    #expect(result.output.isEmpty)
  }

  @Test func oneThatFailsTakesNoOtherAndHidesNoFinding() throws {
    let result = try scan("-o", "no/such.sarif", "-o", "r.json")
    #expect(result.status == 1)
    #expect(
      result.errorText == "keystrel: cannot create no/such.sarif: no such file or directory\n")
    #expect(isReport("json", try file("r.json")))
    try scratch.write("a.py", "print()\n")
    #expect(try scan("-o", "no/such.sarif", "-o", "r.json").status == 2)
    #expect(try file("r.json").contains("\"failures\" : 0"))
  }

  @Test func aFailedReportLeavesTheOldOne() throws {
    try scratch.write("r.json", "old")
    try FileManager.default.createDirectory(
      atPath: scratch.path + "/folder", withIntermediateDirectories: false)
    let result = try scan("-o", "sarif:folder", "-o", "r.md")
    #expect(result.status == 1)
    #expect(result.errorText.contains("folder"))
    #expect(try file("r.json") == "old")
    #expect(isReport("markdown", try file("r.md")))
  }

  @Test func revealNeedsFilesOnly() throws {
    let environment = ["CI": "true"]
    for arguments in [["-o", "r.json", "-f", "text"], ["-o", "r.json", "-o", "-"]] {
      let result = try Keystrel.run(
        ["scan", "a.py", "--reveal"] + arguments, in: scratch, environment: environment)
      #expect(result.status == 64, "\(arguments)")
    }
    let result = try Keystrel.run(
      "scan", "a.py", "--reveal", "-o", "r.json", "-o", "r.csv", "-o", "r.md", "-o", "r.xml",
      in: scratch, environment: environment)
    #expect(result.status == 1)
    let key = try file("a.py").split(separator: "'")[1]
    #expect(try file("r.json").contains(key) && file("r.csv").contains(key))
    #expect(try !file("r.md").contains(key) && !file("r.xml").contains(key))
  }
}
