/// The lines of a program, as far as it takes to find a place for an import or a declaration.
struct SourceLines {
  private let text: [UInt8]
  private let form: LexicalForm
  /// Offsets of the first byte of each line.
  private let starts: [Int]
  /// The lines that import something, for the whole file or not.
  private var imports: [(start: Int, words: [String])] = []
  /// Whether something else than the module has the name `os`.
  private(set) var hasOwnOS = false
  /// Whether Go's package `os` is named before anything is declared.
  private(set) var namesOSPackage = false

  /// More imports are no program.
  private static let mostImports = 500

  init(_ text: [UInt8], _ form: LexicalForm) {
    self.text = text
    self.form = form
    starts = [0] + text.indices.filter { text[$0] == 0x0A }.map { $0 + 1 }
    var isBeforeCode = true
    for start in starts {
      let line = line(at: start)
      if line.contains("os") {
        hasOwnOS = hasOwnOS || makesOS(line)
        namesOSPackage = namesOSPackage || isBeforeCode && line.contains("\"os\"")
      }
      if ["func ", "var ", "type ", "const "].contains(where: line.hasPrefix) {
        isBeforeCode = false
      }
      let words = words(of: line)
      if ["import", "from"].contains(words.first), imports.count < Self.mostImports, isCode(start) {
        imports.append((start, words))
      }
    }
  }

  /// Whether a line before the place imports a module for the whole file.
  func imports(_ module: String, before offset: Int) -> Bool {
    imports.contains { start, words in
      guard start < offset, words.first == "import", !text[start].isBlank else { return false }
      let modules = words.dropFirst()
      let index = modules.firstIndex { $0 == module || $0.hasPrefix(module + ".") }
      // With another name it is not known by its own.
      return index.map { $0 + 1 >= modules.endIndex || modules[$0 + 1] != "as" } ?? false
    }
  }

  /// In front of the first import; else in front of all code that is no comment.
  ///
  /// - Returns: nil where the beginning of the file is anything else, or the place would be behind `offset`.
  func placeForImport(before offset: Int) -> LiteralReader.LinePlace? {
    let first = imports.first { start, words in
      start < offset && !text[start].isBlank && !words.starts(with: ["from", "__future__"])
    }
    return (first?.start ?? firstCode(before: offset)).map { LiteralReader.LinePlace(offset: $0) }
  }

  /// Behind Go's clause `package`, on a line of its own.
  func placeAfterPackage() -> LiteralReader.LinePlace? {
    for (number, start) in starts.enumerated() {
      let words = words(of: line(at: start))
      guard words.first == "package", words.count == 2, number + 1 < starts.count, isCode(start)
      else { continue }
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
      let words = words(of: line(at: start))
      guard words.first == keyword, words.count > 1 else { return nil }
      return words[1].filter { $0 != "\"" }
    }
  }

  /// `os = …`, `import x as os`, `def os(`.
  private func makesOS(_ line: String) -> Bool {
    let words = words(of: line)
    if words.first == "from" || words.dropLast().last == "as" { return words.last == "os" }
    let line = line.filter { $0 != " " && $0 != "\t" }
    return line.hasPrefix("os=") || line.hasPrefix("os:=") || line.hasPrefix("varos=")
      || line.hasPrefix("defos(")
  }

  /// The first line that is code and can have an import in front.
  ///
  /// That is no string, which may document the file, and nothing that has to be first.
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

  private func words(of line: String) -> [String] {
    line.split { " \t\r,;({".contains($0) }.map(String.init)
  }

  private func line(at start: Int) -> String {
    let end = text[start...].firstIndex(of: 0x0A) ?? text.endIndex
    return String(decoding: text[start..<end], as: UTF8.self)
  }
}
