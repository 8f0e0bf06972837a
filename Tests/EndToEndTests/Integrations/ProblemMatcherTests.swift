import Foundation
import TestSupport
import Testing

/// The task for Visual Studio Code reads what the program writes.
@Suite struct ProblemMatcherTests {
  @Test func theMatcherReadsEveryFinding() throws {
    let text = try String(
      contentsOfFile: Keystrel.root + "/integrations/vscode/tasks.json", encoding: .utf8)
    let json = text.split(separator: "\n").filter { !$0.contains("// ") }.joined(separator: "\n")
    let file = try JSONDecoder().decode(Tasks.self, from: Data(json.utf8))
    let task = try #require(file.tasks.first)
    let pattern = task.problemMatcher.pattern
    let matcher = try Regex(pattern.regexp)

    let scratch = try Scratch()
    let key = try Keystrel.expanded("{{azure84 openai 2025-03 #976}}")
    let other = try Keystrel.expanded("{{hex32 #976}}")
    try scratch.write("src/a b:1.env", "\nAZURE_OPENAI_API_KEY=\(key)\n")
    try scratch.write("app.json", #"{"AzureOpenAI": {"Key": "\#(other)"}}"#)
    let result = try Keystrel.run(task.args, in: scratch)
    let report = try Report(Keystrel.run("scan", "--format", "json", in: scratch))
    let found = result.text.split(separator: "\n").compactMap { line -> String? in
      guard let match = try? matcher.wholeMatch(in: line) else { return nil }
      let fields = [pattern.file, pattern.line, pattern.column, pattern.message].map {
        String(match.output[$0].substring ?? "")
      }
      #expect(fields[3].hasPrefix("Azure"))
      return fields[..<3].joined(separator: " ")
    }
    let expected = report.findings.flatMap(\.occurrences).map {
      "\($0.path) \($0.region.startLine) \($0.region.startColumn)"
    }
    #expect(expected.count == 2)
    #expect(found.sorted() == expected.sorted(), "\(result.text)")
  }

  private struct Tasks: Decodable {
    let tasks: [Task]
  }

  private struct Task: Decodable {
    let args: [String]
    let problemMatcher: Matcher
  }

  private struct Matcher: Decodable {
    let pattern: Pattern
  }

  private struct Pattern: Decodable {
    let regexp: String
    let file: Int
    let line: Int
    let column: Int
    let message: Int
  }
}
