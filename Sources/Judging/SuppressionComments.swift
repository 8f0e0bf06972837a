internal import ScanModel

/// The comments beside a secret that let it stand, in the syntax of any language.
///
/// Read only for what is kept, so that texts without findings pay nothing for it.
struct SuppressionComments {
  struct Comment {
    var kind: Suppression.Kind
    /// Of the first byte in the text.
    var offset: Int
    var terms = SuppressionTerms()

    func suppression(path: BytePath, _ lines: LineTable) -> Suppression {
      Suppression(
        kind: kind, path: path, line: lines.line(of: offset), reason: terms.reason,
        owner: terms.owner, until: terms.until, status: terms.fault.map { .invalid($0) } ?? .inForce
      )
    }
  }

  /// Those of the secret's own lines first.
  private(set) var comments: [Comment] = []

  /// Bytes of a line on each side of the secret that are looked at, and of the lines that hold it.
  private static let longestLine = 4096
  private static let longestRegion = 1 << 16

  /// Reads the lines of a secret, and the line above when it holds nothing but a comment.
  ///
  /// - Parameters:
  ///   - secret: where it stands.
  ///   - text: that holds it.
  init(around secret: Range<Int>, in text: Span<UInt8>) {
    let start = Self.lineStart(before: secret.lowerBound, in: text)
    let end = Self.lineEnd(
      after: min(secret.upperBound, secret.lowerBound + Self.longestRegion), in: text)
    let own = Array((start..<end).map { text[$0] })
    comments = CommentLine(own, at: start, isAbove: false).comments
    guard start > 0, text[start - 1] == newline else { return }
    let above = Self.lineStart(before: start - 1, in: text)
    guard above == 0 || text[above - 1] == newline else { return }
    let line = Array((above..<start - 1).map { text[$0] })
    comments += CommentLine(line, at: above, isAbove: true).comments
  }

  /// The comment that counts: one that is written as it has to be, of these ours, of these the nearest.
  func best(of kinds: Set<Suppression.Kind>) -> Comment? {
    let wanted = comments.filter { kinds.contains($0.kind) }
    let valid = wanted.filter { $0.terms.fault == nil }
    return valid.first { $0.kind == .comment } ?? valid.first ?? wanted.first
  }

  private static func lineStart(before offset: Int, in text: Span<UInt8>) -> Int {
    let limit = max(0, offset - longestLine)
    var start = offset
    while start > limit, text[start - 1] != newline { start -= 1 }
    return start
  }

  private static func lineEnd(after offset: Int, in text: Span<UInt8>) -> Int {
    let limit = min(text.count, offset + longestLine)
    var end = offset
    while end < limit, text[end] != newline { end += 1 }
    return end
  }
}

private let newline = UInt8(ascii: "\n")

/// Where comments of the known kinds stand in the lines of a secret, or in the line above them.
private struct CommentLine {
  private let bytes: [UInt8]
  private let start: Int
  private let isAbove: Bool
  private(set) var comments: [SuppressionComments.Comment] = []

  init(_ bytes: [UInt8], at start: Int, isAbove: Bool) {
    self.bytes = bytes
    self.start = start
    self.isAbove = isAbove
    readOurs()
    readGitleaks()
    readDetectSecrets()
  }

  private mutating func readOurs() {
    let mark = Array("keystrel:allow".utf8)
    for found in bytes.offsets(of: mark) {
      let end = found + mark.count
      guard found == 0 || !bytes[found - 1].isNamePart,
        end == bytes.count || !bytes[end].isNamePart
      else { continue }
      let said = Self.text(of: bytes[end...], quotedBy: found > 0 ? bytes[found - 1] : nil)
      let (terms, rest) = SuppressionTerms.read(said)
      if isAbove {
        // A comment behind code, or before it, is about that code.
        let others = rest + bytes[said.endIndex...]
        guard Self.opensComment(bytes[..<found]), !others.contains(where: \.isAlphanumeric) else {
          continue
        }
      }
      comments.append(.init(kind: .comment, offset: start + found, terms: terms))
    }
  }

  /// What a comment says when it is a string, as in JSON: nothing behind its quote.
  private static func text(of rest: ArraySlice<UInt8>, quotedBy quote: UInt8?) -> ArraySlice<UInt8>
  {
    guard let quote, "\"'".utf8.contains(quote) else { return rest }
    var end = rest.startIndex
    while end < rest.endIndex, rest[end] != quote {
      end += rest[end] == UInt8(ascii: "\\") ? 2 : 1
    }
    return rest[..<min(end, rest.endIndex)]
  }

  /// Whether what stands before a comment's text is nothing but what begins a comment.
  private static func opensComment(_ prefix: ArraySlice<UInt8>) -> Bool {
    let words = prefix.split { !$0.isAlphanumeric }
    return words.isEmpty
      || words.count == 1
        && ["rem", "dnl"].contains(String(decoding: words[0], as: UTF8.self).lowercased())
  }

  /// gitleaks asks for nothing but the words, on a line of the secret.
  private mutating func readGitleaks() {
    guard !isAbove else { return }
    for found in bytes.offsets(of: Array("gitleaks:allow".utf8)) {
      comments.append(.init(kind: .gitleaksComment, offset: start + found))
    }
  }

  /// As detect-secrets documents them: behind the beginning of a comment, and for the next line alone on theirs.
  private mutating func readDetectSecrets() {
    for found in bytes.offsets(of: Array("pragma:".utf8)) {
      var rest = bytes[(found + 7)...]
      if rest.first == UInt8(ascii: " ") { rest = rest.dropFirst() }
      let words =
        isAbove
        ? [["allowlist"], ["nextline"], ["secret"]] : [["allowlist", "whitelist"], ["secret"]]
      guard Self.beginsComment(bytes[..<found], isAlone: isAbove), Self.says(words, rest) else {
        continue
      }
      comments.append(.init(kind: .detectSecretsComment, offset: start + found))
    }
  }

  private static let openings = ["#", "//", "/*", "'", "--", "<!--"].map { Array($0.utf8) }

  private static func beginsComment(_ prefix: ArraySlice<UInt8>, isAlone: Bool) -> Bool {
    let isSpace = { (byte: UInt8) in byte == 0x20 || byte == 0x09 }
    let trimmed = Array(prefix.reversed().drop(while: isSpace).reversed())
    guard let opening = openings.first(where: { trimmed.reversed().starts(with: $0.reversed()) })
    else { return false }
    return !isAlone || trimmed.dropLast(opening.count).allSatisfy(isSpace)
  }

  /// Whether a text begins with the words, each one of several, with a space or a hyphen between them.
  private static func says(_ words: [[String]], _ text: ArraySlice<UInt8>) -> Bool {
    var rest = text
    for (index, choices) in words.enumerated() {
      if index > 0 {
        guard let first = rest.first, " -".utf8.contains(first) else { return false }
        rest = rest.dropFirst()
      }
      guard let word = choices.first(where: { rest.starts(with: $0.utf8) }) else { return false }
      rest = rest.dropFirst(word.utf8.count)
    }
    return true
  }
}

extension [UInt8] {
  /// Where a text begins, again and again.
  fileprivate func offsets(of text: [UInt8]) -> [Int] {
    guard let first = text.first, count >= text.count else { return [] }
    return (0...(count - text.count)).filter { self[$0] == first && self[$0...].starts(with: text) }
  }
}

extension UInt8 {
  fileprivate var isNamePart: Bool { isAlphanumeric || "_-".utf8.contains(self) }
}
