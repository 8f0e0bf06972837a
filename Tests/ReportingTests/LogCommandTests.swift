import Foundation
import ScanModel
import Testing

@testable import Reporting

/// No text of a repository commands the CI system that reads the log; each format, and each kind of place.
struct LogCommandTests {
  private static let hostile = [
    "::error file=a,line=1::forged", "::set-output name=a::b", "::add-mask::a",
    "::stop-commands::token", "  ::warning::x", "a ::error::b", "\u{A0}::error::x",
    "##vso[task.setvariable variable=a]b", "a##vso[task.complete result=Succeeded;]",
    "##[add-mask]a", "x ##[error]forged", "a\n::error::b", "a\r\n##vso[task.complete]b",
    "%0A::error::b", "%0A##vso[task.complete]b", "a\u{2028}::error::b",
    "##vs\u{AD}o[task.complete]b", "]##vso[task.complete]b", "a,line=9::b::", "a;type=x]b",
    "##teamcity[buildProblem description='a']",
  ]

  @Test(arguments: ReportFormat.allCases, hostile)
  func obeysNoStranger(format: ReportFormat, text: String) throws {
    for width in [20, 80] {
      var options = ReportOptions()
      options.width = width
      let benign = try written(Sample.hostile("benign"), format, options)
      let report = try written(Sample.hostile(text), format, options)
      #expect(commands(in: report) == commands(in: benign), "\(report)")
      #expect(format == .github || format == .azure || commands(in: report).isEmpty)
    }
  }

  /// What the runners of GitHub and Azure would take for commands, without properties and message.
  private func commands(in report: String) -> [String] {
    report.split(whereSeparator: \.isNewline).compactMap { line in
      let text = line.drop { $0.isWhitespace }
      if text.hasPrefix("::"), let end = text.dropFirst(2).range(of: "::") {
        return "::" + text.dropFirst(2)[..<end.lowerBound].prefix { $0 != " " }
      }
      if let start = line.range(of: "##"), line[start.lowerBound...].contains("]") {
        let mark = line[start.upperBound...].prefix { $0.isLetter }
        let rest = line[start.upperBound...].dropFirst(mark.count)
        if rest.hasPrefix("[") { return "##\(mark)" + rest.prefix { $0 != " " && $0 != "]" } }
      }
      return nil
    }
  }

  @Test func workflowCommandsAreEscapedAsTheToolkitDoes() {
    let command = WorkflowCommand(
      name: "error", properties: [("file", "a:b,c%d\r\n"), ("line", "1")], message: "a:b,c%d\r\ne")
    #expect(
      command.description == "::error file=a%3Ab%2Cc%25d%0D%0A,line=1::a:b,c%25d%0D%0Ae")
    #expect(WorkflowCommand(name: "debug", message: "x").description == "::debug::x")
  }

  @Test func loggingCommandsAreEscapedAsTheTaskLibraryDoes() {
    let command = LoggingCommand(
      name: "task.logissue", properties: [("code", "a;b]c%d\r\n")], message: "a;b]c%d\r\ne")
    #expect(
      command.description
        == "##vso[task.logissue code=a%3Bb%5Dc%AZP25d%0D%0A;]a;b]c%AZP25d%0D%0Ae")
  }
}
