/// The lines of a program, as far as it takes to find a place for an import or a declaration.
struct SourceLines {
  private let text: [UInt8]
  private let form: LexicalForm
  /// Offsets of the first byte of each line.
  private let starts: [Int]

  init(_ text: [UInt8], _ form: LexicalForm) {
    self.text = text
    self.form = form
    starts = [0] + text.indices.filter { text[$0] == 0x0A }.map { $0 + 1 }
  }

  /// Whether a line before the place imports a module for the whole file.
  func imports(_ module: String, before offset: Int) -> Bool {
    starts.contains { start in
      guard start < offset, isCode(start) else { return false }
      let words = words(ofLineAt: start)
      guard words.first == "import" else { return false }
      let modules = words.dropFirst()
      let index = modules.firstIndex { $0 == module || $0.hasPrefix(module + ".") }
      // With another name it is not known by its own.
      return index.map { $0 + 1 >= modules.endIndex || modules[$0 + 1] != "as" } ?? false
    }
  }

  /// Whether something of the file has the name of a module: what looks like the module is something else then.
  func assigns(_ name: String) -> Bool {
    starts.contains { start in
      let line = line(at: start).filter { $0 != " " && $0 != "\t" }
      return line.hasPrefix(name + "=") || line.hasPrefix(name + ":=")
        || line.contains("as" + name) && !line.contains("alias" + name)
        || line.hasPrefix("var" + name + "=") || line.hasPrefix("def" + name + "(")
    }
  }

  func contains(_ part: String, before offset: Int) -> Bool {
    line(from: 0, to: offset).contains(part)
  }

  /// In front of the first import; else in front of all code that is no comment.
  ///
  /// - Returns: nil where the beginning of the file is anything else, or the place would be behind `offset`.
  func placeForImport(before offset: Int) -> LiteralReader.LinePlace? {
    for start in starts where start < offset && isCode(start) {
      let words = words(ofLineAt: start)
      let isFuture = words.starts(with: ["from", "__future__"])
      guard !isFuture, let first = words.first, ["import", "from"].contains(first),
        !text[start].isBlank
      else { continue }
      return LiteralReader.LinePlace(offset: start)
    }
    return firstCode(before: offset).map { LiteralReader.LinePlace(offset: $0) }
  }

  /// Behind Go's clause `package`, on a line of its own.
  func placeAfterPackage() -> LiteralReader.LinePlace? {
    for (number, start) in starts.enumerated() where isCode(start) {
      let words = words(ofLineAt: start)
      guard words.first == "package", words.count == 2, number + 1 < starts.count else { continue }
      return LiteralReader.LinePlace(offset: starts[number + 1])
    }
    return nil
  }

  func placeAtEnd(declared: [String]) -> LiteralReader.LinePlace {
    LiteralReader.LinePlace(
      offset: text.count, needsLineEnd: text.last.map { $0 != 0x0A } ?? false, declared: declared)
  }

  /// What the lines that begin with a keyword declare.
  func names(after keyword: String) -> [String] {
    starts.compactMap { start in
      let words = words(ofLineAt: start)
      guard words.first == keyword, words.count > 1 else { return nil }
      return words[1].filter { $0 != "\"" }
    }
  }

  /// The first line that is code and can have an import in front: no string, which may document the file, and nothing that has to
  /// be first.
  private func firstCode(before offset: Int) -> Int? {
    for start in starts where start < text.count {
      let line = line(at: start)
      guard let first = line.first(where: { $0 != " " && $0 != "\t" && $0 != "\r" }) else {
        continue
      }
      if first == "#" || line.hasPrefix("//") { continue }
      let isPlain = line.first == first && (first.isLetter || first == "_" || first == "@")
      guard isPlain, start <= offset, first.isASCII, isCode(start),
        !line.hasPrefix("from __future__")
      else { return nil }
      let second = line.dropFirst().first
      return second == "\"" || second == "'" ? nil : start
    }
    return nil
  }

  private func isCode(_ start: Int) -> Bool {
    form.place(of: start..<start, in: text) == .code
  }

  private func words(ofLineAt start: Int) -> [String] {
    line(at: start).split { " \t\r,;({".contains($0) }.map(String.init)
  }

  private func line(at start: Int) -> String {
    let end = text[start...].firstIndex(of: 0x0A) ?? text.endIndex
    return line(from: start, to: end)
  }

  private func line(from start: Int, to end: Int) -> String {
    String(decoding: text[start..<end], as: UTF8.self)
  }
}
