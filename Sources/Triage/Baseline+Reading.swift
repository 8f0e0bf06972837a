internal import ScanModel

/// A baseline that cannot be used: one line with file, line, what is wrong and what to do.
package struct BaselineError: Error, Hashable, CustomStringConvertible {
  package let description: String

  init(_ file: String, line: Int? = nil, _ message: String) {
    description = file + (line.map { ":\($0)" } ?? "") + ": " + message
  }
}

extension Baseline {
  /// Bytes; some 900,000 entries.
  package static let largestFile = 64 << 20

  /// Reads a file.
  ///
  /// Entries may come twice and in any order, as merges leave them; what is no entry and no comment is a mistake.
  ///
  /// - Parameters:
  ///   - bytes: of the file.
  ///   - file: as messages name it.
  /// - Throws: the first mistake.
  package init(reading bytes: [UInt8], named file: String) throws(BaselineError) {
    guard bytes.count <= Self.largestFile else {
      throw BaselineError(file, "more than \(Self.largestFile >> 20) MiB: not a baseline")
    }
    var kinds: Set<FingerprintKind> = []
    self.init(kind: .digest, scope: .workTree)
    var number = 0
    for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      number += 1
      let line = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
      if line.isEmpty { continue }
      if line.first == UInt8(ascii: "#") {
        // Comments of 200 bytes: only the labels are looked for.
        let text = String(decoding: line.prefix(200), as: UTF8.self)
        if text.hasPrefix(Self.kindLabel) {
          guard let kind = FingerprintKind(String(text.dropFirst(Self.kindLabel.count))) else {
            throw BaselineError(
              file, line: number,
              "fingerprints of a kind that this version does not know: update keystrel")
          }
          kinds.insert(kind)
        } else if text == Self.scopeLabel + Scope.history.rawValue {
          scope = .history
        }
        continue
      }
      guard line.count == 64, line.allSatisfy(\.isHexDigit) else {
        throw BaselineError(file, line: number, Self.fault(of: line))
      }
      fingerprints.insert(Fingerprint(hex: String(decoding: line, as: UTF8.self)))
    }
    guard kinds.count < 2 else {
      throw BaselineError(
        file,
        "fingerprints of two kinds (\(kinds.map(\.description).sorted().joined(separator: ", ")))"
          + ": delete the file and run keystrel baseline create")
    }
    kind = kinds.first ?? .digest
  }

  private static func fault(of line: ArraySlice<UInt8>) -> String {
    let marks = ["<<<<<<<", "=======", ">>>>>>>", "|||||||"]
    if marks.contains(where: { line.starts(with: $0.utf8) }) {
      return
        "a merge conflict: delete the lines with \(marks[0]), \(marks[1]) and \(marks[2]), keep the others"
    }
    return "not a fingerprint of 64 hexadecimal digits in lower case"
  }

  /// Refuses a baseline whose fingerprints are made in another way than those of this run: none of them could match.
  ///
  /// - Parameters:
  ///   - kind: of this run.
  ///   - variable: the environment variable that holds the organisation's key.
  ///   - file: as messages name it.
  /// - Throws: what to do about it.
  package func check(
    for kind: FingerprintKind, variable: String, named file: String
  ) throws(BaselineError) {
    switch (self.kind, kind) {
    case (let one, let other) where one == other: return
    case (.keyed(let id), .digest):
      throw BaselineError(
        file,
        "its fingerprints are made with the key \(id): set \(variable) to it, "
          + "or run with --no-baseline")
    case (.keyed(let id), .keyed(let other)):
      throw BaselineError(
        file, "its fingerprints are made with the key \(id), and \(variable) holds the key \(other)"
      )
    case (.digest, _):
      throw BaselineError(
        file,
        "its fingerprints are made without a key, and \(variable) is set: unset it, or delete "
          + "the file and run keystrel baseline create")
    }
  }
}
