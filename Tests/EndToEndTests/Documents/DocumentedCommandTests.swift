import Foundation
import TestSupport
import Testing

/// Every command that a page shows runs, exits as it says and prints what it shows.
@Suite struct DocumentedCommandTests {
  @Test(arguments: try DocumentBlock.pages())
  func everyCommandRuns(page: String) throws {
    for block in try DocumentBlock.blocks(of: page) where block.reason == nil {
      let commands = block.commands
      let calls = #/(?:^|[|;(\n]|\n *)\s*keystrel /#
      guard commands.contains(where: { $0.text.contains(calls) }) else { continue }
      let scratch = try DocumentFixture.make(block.fixture)
      for command in commands { try run(command, of: block, in: scratch) }
    }
  }

  private func run(
    _ command: DocumentBlock.ShownCommand, of block: DocumentBlock, in scratch: Scratch
  ) throws {
    let folder = URL(fileURLWithPath: Keystrel.binary).deletingLastPathComponent().path
    let result = try Command(
      "sh", ["-c", command.text], in: scratch.path,
      environment: Scratch.gitEnvironment.merging(Self.atADesk) { $1 }.merging([
        "PATH": folder + ":" + (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")
      ]) { $1 })
    let expected: [Int32] = (command.status ?? block.status).map { [$0] } ?? [0, 1]
    #expect(
      expected.contains(result.status),
      "\(block): \(command.text): \(result.status), \(result.text)\(result.errorText)")
    guard let output = command.output else { return }
    #expect(
      Self.matches(result.text + result.errorText, output),
      "\(block): \(command.text) prints\n\(result.text)\(result.errorText)")
  }

  private static let atADesk = [
    "CI": "", "TF_BUILD": "", "GITHUB_ACTIONS": "", "GITLAB_CI": "", "NO_COLOR": "1",
    "COLUMNS": "100",
  ]

  /// Whether a text has the lines that a page shows: `…` is any text of a line, and alone on it any lines.
  static func matches(_ text: String, _ shown: [String]) -> Bool {
    var pattern = ""
    for line in shown {
      if line.trimmingCharacters(in: .whitespaces) == "…" {
        pattern += "(?:.*\n)*"
      } else {
        let parts = line.split(separator: "…", omittingEmptySubsequences: false)
        pattern += parts.map { NSRegularExpression.escapedPattern(for: String($0)) }
          .joined(separator: ".*")
        pattern += "\n"
      }
    }
    let actual = text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.replacing(#/ +$/#, with: "") }.joined(separator: "\n")
    return actual.range(of: "^(?:" + pattern + ")$", options: .regularExpression) != nil
  }

  @Test func whatIsNotRunSaysWhy() throws {
    for page in try DocumentBlock.pages() {
      for block in try DocumentBlock.blocks(of: page) {
        #expect(block.reason?.isEmpty != true, "\(block)")
        #expect(
          !["console", "sh", "bash"].contains(block.language) || block.reason != nil
            || !block.lines.contains { $0.contains("docker ") || $0.contains("apt-get ") },
          "\(block) needs a comment: <!-- not run: REASON -->")
      }
    }
  }

  /// Also of commands in text, in YAML and in scripts, which are not run.
  @Test(arguments: try DocumentBlock.pages())
  func everyOptionExists(page: String) throws {
    let text = try String(contentsOfFile: Keystrel.root + "/" + page, encoding: .utf8)
    let scratch = try Scratch()
    var helps: [String: String] = [:]
    for line in text.split(separator: "\n") {
      for match in line.matches(of: /(?:^|[ `$])keystrel ([a-z][a-z-]+)((?: [^`|;&]*)?)/) {
        let command = String(match.output.1)
        let options = match.output.2.matches(of: /(?:^| )(--[a-z][a-z-]*)/).map(\.output.1)
        guard !options.isEmpty else { continue }
        if helps[command] == nil {
          helps[command] = try help(of: command, in: scratch)
        }
        for option in options {
          let isThere = try helps[command]?.contains(Regex(option + "(?![a-z-])")) == true
          #expect(isThere, "\(page): keystrel \(command) has no \(option)")
        }
      }
    }
  }

  /// The help of a command and of those below it.
  private func help(of command: String, in scratch: Scratch) throws -> String {
    let text = try Keystrel.run("help", command, in: scratch).text
    guard let list = text.split(separator: "SUBCOMMANDS:").dropFirst().first else { return text }
    let below = list.matches(of: /\n  ([a-z][a-z-]+)/).map { String($0.output.1) }
    return try text
      + below.map { try Keystrel.run("help", command, $0, in: scratch).text }.joined()
  }

  // How the mechanism itself sees a page.

  private let page = """
    Text.

    <!-- run: folder, exits 2 -->
    ```sh
    keystrel scan \\
      --show low
    for a in b; do
      echo
    done
    keystrel staged    # exit code 64
    ```

    <!-- not run: needs a server -->

    ```console
    $ keystrel scan
    one … three
    …
    ```

    ```sh
    true
    ```
    """

  @Test func blocksAndTheirCommentsAreRead() throws {
    let blocks = DocumentBlock.blocks(in: page, page: "page.md")
    #expect(blocks.map(\.line) == [4, 15, 21])
    #expect(blocks.map(\.fixture) == ["folder", "repository", "repository"])
    #expect(blocks.map(\.status) == [2, nil, nil])
    #expect(blocks.map(\.reason) == [nil, "needs a server", nil])
    #expect(blocks[0].commands.map(\.status) == [nil, nil, 64])
    #expect(blocks[0].commands.map { $0.text.split(separator: "\n").count } == [2, 3, 1])
    #expect(blocks[1].commands.first?.output == ["one … three", "…"])
  }

  @Test func outputIsComparedWithGaps() {
    let shown = ["one … three", "…"]
    #expect(Self.matches("one two three\n", shown))
    #expect(Self.matches("one two three\nfour\nfive\n", shown))
    #expect(!Self.matches("zero\none two three\n", shown))
    #expect(!Self.matches("one two\n", shown))
  }

  /// A page with a misspelt option, an unknown fixture or a wrong code does not pass.
  @Test func whatIsWrongFails() throws {
    let block = DocumentBlock.blocks(in: "```sh\nkeystrel scan --shwo low\n```", page: "x")[0]
    let scratch = try DocumentFixture.make("folder")
    withKnownIssue { try run(block.commands[0], of: block, in: scratch) }
    let wrong = DocumentBlock.blocks(in: "```sh\nkeystrel scan    # exit code 0\n```", page: "x")[0]
    withKnownIssue { try run(wrong.commands[0], of: wrong, in: scratch) }
    #expect(throws: DocumentFixture.Unknown.self) { try DocumentFixture.make("none") }
  }
}
