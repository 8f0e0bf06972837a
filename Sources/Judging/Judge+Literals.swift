internal import ScanModel

extension Judge {
  /// Secrets of a text whose literal is sought: for each the text is read from its beginning.
  static let mostLiterals = 200

  /// What finds the literals of a file that can be edited: one that was read whole and as it is stored, at a path that is known.
  func literals(in text: Span<UInt8>, from source: Source) -> LiteralReader? {
    guard source.segment.isWhole, source.encoding == .bytes, source.blob.isPlaced else {
      return nil
    }
    return LiteralReader(path: source.blob.path, text: text)
  }

  /// The literal that a match is, with what its text calls it.
  ///
  /// - Returns: nil as well for what was decoded: its text is not what stands in the file.
  func literal(
    of match: Match, _ reader: LiteralReader, _ lines: LineTable, in text: Span<UInt8>
  ) -> Literal? {
    guard match.decoded == nil, let found = reader.literal(around: match.secret) else { return nil }
    let excerpt = Excerpt(
      text, around: match.secret, before: Self.ownReach.before, after: Self.ownReach.after)
    let name = Surroundings.read(excerpt, of: text, lexicon: lexicon).names
      .first { $0.role == .assigned || $0.role == .argument }
    return Literal(
      region: lines.region(of: found.range, in: text), form: found.form,
      name: name.map { escapedForDisplay($0.text) },
      preamble: found.preamble.map {
        Preamble(
          region: lines.region(of: $0.offset..<$0.offset, in: text), needsLineEnd: $0.needsLineEnd,
          declared: $0.declared)
      })
  }
}
