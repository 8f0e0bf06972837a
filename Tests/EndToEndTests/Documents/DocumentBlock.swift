import Foundation
import TestSupport

/// A fenced block of a page, with what a comment above it says of running it.
///
/// CONTRIBUTING.md explains the comments: `<!-- run: NAME, exits 1 -->`, `<!-- not run: REASON -->`.
struct DocumentBlock: CustomStringConvertible, Sendable {
  let page: String
  /// Of the opening fence, from 1.
  let line: Int
  let language: String
  let lines: [String]
  var fixture = DocumentFixture.usualName
  /// What all commands exit with that do not say it themselves; nil for 0 or 1.
  var status: Int32?
  /// Why it is not run.
  var reason: String?

  var description: String { "\(page):\(line)" }

  /// The pages that people read.
  static func pages() throws -> [String] {
    let docs = try FileManager.default.contentsOfDirectory(atPath: Keystrel.root + "/docs")
      .filter { $0.hasSuffix(".md") }.map { "docs/" + $0 }
    return (["README.md", "CONTRIBUTING.md"] + docs).sorted()
  }

  static func blocks(of page: String) throws -> [DocumentBlock] {
    let text = try String(contentsOfFile: Keystrel.root + "/" + page, encoding: .utf8)
    return blocks(in: text, page: page)
  }

  static func blocks(in text: String, page: String) -> [DocumentBlock] {
    var blocks: [DocumentBlock] = []
    var comment: Substring?
    var open: (line: Int, fence: Substring, language: String, lines: [String])?
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      let content = line.drop { $0 == " " }
      if var block = open {
        if content.hasPrefix(block.fence), content.allSatisfy({ $0 == "`" }) {
          var made = DocumentBlock(
            page: page, line: block.line, language: block.language, lines: block.lines)
          if let comment { made.read(comment) }
          blocks.append(made)
          (open, comment) = (nil, nil)
        } else {
          block.lines.append(String(line))
          open = block
        }
      } else if content.hasPrefix("```") {
        let fence = content.prefix { $0 == "`" }
        open = (index + 1, fence, String(content.dropFirst(fence.count)), [])
      } else if content.hasPrefix("<!--"), let end = content.range(of: "-->") {
        comment = content[..<end.lowerBound].dropFirst("<!--".count)
      } else if !content.isEmpty {
        comment = nil
      }
    }
    return blocks
  }

  private mutating func read(_ comment: Substring) {
    let text = comment.trimmingCharacters(in: .whitespaces)
    if text.hasPrefix("not run:") {
      reason = text.dropFirst("not run:".count).trimmingCharacters(in: .whitespaces)
    } else if text.hasPrefix("run:") {
      for part in text.dropFirst("run:".count).split(separator: ",") {
        let part = part.trimmingCharacters(in: .whitespaces)
        if part.hasPrefix("exits ") {
          status = Int32(part.dropFirst("exits ".count))
        } else {
          fixture = part
        }
      }
    }
  }

  struct ShownCommand {
    var text: String
    /// What the page says that it prints; nil when it does not say.
    var output: [String]?

    /// What the page says that it exits with: `# exit code 1` behind the command.
    var status: Int32? {
      text.firstMatch(of: /#.*\bexit code (\d+)/).flatMap { Int32($0.output.1) }
    }
  }

  /// The commands, those of several lines in one; empty where the block is none of a shell.
  var commands: [ShownCommand] {
    switch language {
    case "console": consoleCommands
    case "sh", "bash": shellCommands
    default: []
    }
  }

  private var consoleCommands: [ShownCommand] {
    var commands: [ShownCommand] = []
    for line in lines {
      if line.hasPrefix("$ ") {
        commands.append(ShownCommand(text: String(line.dropFirst(2)), output: nil))
      } else if !commands.isEmpty {
        commands[commands.count - 1].output = (commands.last?.output ?? []) + [line]
      }
    }
    return commands
  }

  private var shellCommands: [ShownCommand] {
    // A script is one command.
    if lines.first?.hasPrefix("#!") == true {
      return [ShownCommand(text: lines.joined(separator: "\n"))]
    }
    var commands: [ShownCommand] = []
    for line in lines where !line.isEmpty && !line.hasPrefix("#") {
      let goesOn =
        line.first == " " || commands.last?.text.hasSuffix("\\") == true
        || ["done", "fi", "}"].contains { line.hasPrefix($0) }
      if goesOn, !commands.isEmpty {
        commands[commands.count - 1].text += "\n" + line
      } else {
        commands.append(ShownCommand(text: line))
      }
    }
    return commands
  }
}
