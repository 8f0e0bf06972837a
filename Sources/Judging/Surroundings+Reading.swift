extension Surroundings {
  /// Reads the names of a value: what the syntax around it says, and where that says nothing, what stands beside it in
  /// its object, above it in its table, or what command printed it.
  ///
  /// - Parameters:
  ///   - excerpt: around the value.
  ///   - text: of which it is an excerpt.
  ///   - lexicon: knows which names say nothing.
  /// - Returns: with the names that were found, the nearest first.
  static func read(_ excerpt: Excerpt, of text: Span<UInt8>, lexicon: Lexicon) -> Surroundings {
    var surroundings = SurroundingsReader.read(excerpt)
    guard surroundings.glue == nil else { return surroundings }
    // What stands before a cell of a table reads like prose.
    let own = surroundings.own
    var sibling: Name?
    if let first = own.first, own.contains(where: { $0.role != .prose }),
      lexicon.isEmpty(first.words)
    {
      sibling = EnclosingNames(excerpt).sibling()
    }
    if let sibling, lexicon.isSecret(sibling.words) {
      surroundings.names.insert(sibling, at: 0)
      return surroundings
    }
    if !own.contains(where: { lexicon.isSecret($0.words) }) {
      if let others = elsewhere(excerpt, surroundings, of: text, lexicon: lexicon) {
        surroundings.names += others.names
        surroundings.link = others.link
        return surroundings
      }
    }
    if own.contains(where: { $0.role != .prose }) {
      if let sibling { surroundings.names.insert(sibling, at: 0) }
      return surroundings
    }
    let cell = TableCell(excerpt)
    if let heading = cell.heading(firstLine: { firstLine(of: text) }) {
      surroundings.names.append(heading)
      if lexicon.isEmpty(heading.words), let before = cell.before() {
        surroundings.names.append(before)
      }
    }
    let command = CommandAbove(excerpt)
    if command.isWholeLine, let name = command.name() {
      surroundings.names.append(Name(name, .assigned))
    }
    return surroundings
  }

  private static func firstLine(of text: Span<UInt8>) -> [UInt8] {
    var line: [UInt8] = []
    for index in 0..<min(text.count, longestHeading) {
      if text[index] == 0x0A { return line }
      line.append(text[index])
    }
    return []
  }

  private static let longestHeading = 500
}
