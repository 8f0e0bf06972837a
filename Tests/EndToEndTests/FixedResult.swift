import Foundation
import TestSupport
import Testing

/// What the tests read of a report in SARIF.
struct FixedLog: Decodable {
  let runs: [Run]

  struct Run: Decodable {
    let results: [FixedResult]
  }
}

struct FixedResult: Decodable {
  let locations: [Location]
  let fixes: [Fix]?

  var line: Int { locations[0].physicalLocation.region.startLine }

  struct Location: Decodable {
    let physicalLocation: PhysicalLocation
  }

  struct PhysicalLocation: Decodable {
    let region: Region
  }

  struct Region: Decodable {
    let startLine: Int
    let startColumn: Int
    let endLine: Int
    let endColumn: Int
  }

  struct Fix: Decodable {
    let artifactChanges: [Change]
  }

  struct Change: Decodable {
    let replacements: [Replacement]
  }

  struct Replacement: Decodable {
    let deletedRegion: Region
    let insertedContent: Content
  }

  struct Content: Decodable {
    let text: String
  }
}

extension FixedResult.Fix {
  /// The text after the fix; columns count UTF-16 code units.
  func applied(to text: String) -> String {
    var units = Array(text.utf16)
    let starts = [0] + units.indices.filter { units[$0] == 0x0A }.map { $0 + 1 }
    let replacements = artifactChanges.flatMap(\.replacements).sorted {
      ($0.deletedRegion.startLine, $0.deletedRegion.startColumn)
        > ($1.deletedRegion.startLine, $1.deletedRegion.startColumn)
    }
    for replacement in replacements {
      let region = replacement.deletedRegion
      let start = starts[region.startLine - 1] + region.startColumn - 1
      let end = starts[region.endLine - 1] + region.endColumn - 1
      units.replaceSubrange(start..<end, with: replacement.insertedContent.text.utf16)
    }
    return String(decoding: units, as: UTF16.self)
  }
}

/// The files of fixtures/fixes.
enum Fixture {
  static func files(in folder: String) throws -> [String] {
    let root = Keystrel.root + "/fixtures/fixes/" + folder
    return try #require(FileManager.default.enumerator(atPath: root)).compactMap { $0 as? String }
      .filter { !$0.hasSuffix("workflows") && $0 != ".github" }.sorted()
  }

  static func text(of file: String, in folder: String) throws -> String {
    let path = Keystrel.root + "/fixtures/fixes/" + folder + "/" + file
    return try Keystrel.expanded(try String(contentsOfFile: path, encoding: .utf8))
  }
}
