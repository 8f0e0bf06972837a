internal import Archives
internal import Inputs
internal import ScanModel

/// One worker's way into contents: what is to be searched is their bytes or, of an archive, everything that lies in it.
final class ContentOpener {
  private let archives: ArchiveReader?
  private let progress: ScanProgress
  /// Bytes and archives that were read, and what of archives was not.
  var coverage = Coverage()

  /// - Parameters:
  ///   - archiveDepth: how many archives in each other are opened; 0 for none.
  ///   - progress: asked whether to go on.
  init(archiveDepth: Int, progress: ScanProgress) {
    self.progress = progress
    archives =
      archiveDepth == 0
      ? nil : ArchiveReader(ArchiveLimits(depth: archiveDepth)) { !progress.isStopped }
  }

  /// What is done with bytes that are to be searched: `member` is the path in the archive, nil for a content itself.
  typealias Search = (_ bytes: Span<UInt8>, _ segment: Segment, _ member: BytePath?) -> Bool

  /// Reads a blob and lends what there is to search in it.
  ///
  /// - Parameters:
  ///   - blob: what to read.
  ///   - reader: of the input that the blob is from.
  ///   - path: by which what an archive holds is named.
  ///   - body: called for each segment, or for each part of each member.
  /// - Throws: as `BlobReader.read` does.
  func read(
    _ blob: Blob, from reader: any BlobReader, at path: BytePath, _ body: Search
  ) throws(ReadFailure) {
    let takes = { (bytes: Span<UInt8>, rest: FurtherBytes?) in
      self.takes(bytes, rest, at: path, body)
    }
    try reader.read(blob, unless: takes) { open($0, $1, at: path, body) }
  }

  /// Lends what there is to search in a content, or in a segment of one.
  ///
  /// - Parameters:
  ///   - bytes: as they are stored.
  ///   - segment: which part of the content they are.
  ///   - path: as for `read`; asked for when the content is an archive.
  ///   - body: as for `read`.
  /// - Returns: what `body` returns for the bytes themselves; false for an archive.
  @discardableResult
  func open(
    _ bytes: Span<UInt8>, _ segment: Segment, at path: @autoclosure () -> BytePath, _ body: Search
  ) -> Bool {
    if segment.isWhole, let kind = archives == nil ? nil : ArchiveKind(bytes) {
      // What could not be read as an archive may still be text.
      if read(bytes, nil, kind, at: path(), body) { return false }
      coverage.bytes += bytes.count
      _ = body(bytes, segment, nil)
      return false
    }
    coverage.bytes += segment.isWhole ? bytes.count : segment.owned.count
    return body(bytes, segment, nil)
  }

  /// Lends what is in a content that is too large for one segment, if it is an archive.
  ///
  /// - Returns: whether nothing of it is left to search.
  private func takes(
    _ bytes: Span<UInt8>, _ rest: FurtherBytes?, at path: BytePath, _ body: Search
  ) -> Bool {
    guard archives != nil, let kind = ArchiveKind(bytes) else { return false }
    let isWhole = read(bytes, rest, kind, at: path, body)
    // What came through a pipe has passed.
    return isWhole || rest.map { $0.byteCount == nil } ?? false
  }

  private func read(
    _ bytes: Span<UInt8>, _ rest: FurtherBytes?, _ kind: ArchiveKind, at path: BytePath,
    _ body: Search
  ) -> Bool {
    guard let archives else { return false }
    var place = SegmentPlace()
    let outcome = archives.read(bytes, rest, as: kind, at: path) { part, bytes in
      if part.byteOffset == 0 { place = SegmentPlace() }
      let segment = place.segment(of: bytes.count, isLast: part.isLast, .standard)
      if !part.isLast { place.advance(past: bytes, .standard) }
      coverage.bytes += segment.isWhole ? bytes.count : segment.owned.count
      _ = body(bytes, segment, part.path)
    }
    coverage.add(outcome, of: path)
    if outcome.isStopped {
      coverage.issues.append(progress.stopIssue("\(path.display) was not read to its end"))
    }
    return outcome.isWhole
  }
}

extension BytePath {
  /// The path of a member of the archive at this path, or the path itself; what is not known stays so.
  func inside(_ member: BytePath?) -> BytePath {
    guard let member, self != .unknown else { return self }
    return self.member(member)
  }
}

extension Blob {
  /// A member of the archive that this is, or the blob itself.
  func inside(_ member: BytePath?) -> Blob {
    guard let member else { return self }
    return Blob(id: id, path: path.inside(member), origin: origin, isPlaced: isPlaced)
  }
}
