internal import GitObjects
internal import ScanModel

/// Reads blobs of a repository, and messages, through a handle of its own.
final class ObjectReader: BlobReader {
  private let repository: Repository
  private let segmentSize: SegmentSize

  init(_ repository: Repository, segmentSize: SegmentSize) {
    self.repository = repository
    self.segmentSize = segmentSize
  }

  func read(
    _ blob: Blob, unless takes: (Span<UInt8>, FurtherBytes?) -> Bool,
    _ body: (Span<UInt8>, Segment) -> Void
  ) throws(ReadFailure) {
    guard let id = blob.id.flatMap(ObjectID.init) else { throw ReadFailure("not a git object") }
    var isText = true
    do throws(GitError) {
      try repository.withObject(id) { kind, bytes in
        switch kind {
        case .blob: lend(bytes, unless: takes, body)
        case .commit, .tag:
          lend(bytes.extracting((messageStart(in: bytes) ?? bytes.count)...), unless: takes, body)
        case .tree: isText = false
        }
      }
    } catch {
      throw ReadFailure(error.message)
    }
    if !isText { throw ReadFailure("a tree, not a file") }
  }

  func addedLines(of blob: Blob) throws(ReadFailure) -> LineSet? {
    guard let id = blob.id.flatMap(ObjectID.init), !blob.replaces.isEmpty else { return nil }
    var added: [ClosedRange<Int>] = []
    do throws(GitError) {
      for replaced in blob.replaces {
        guard let lines = try addedLines(of: id, replacing: replaced) else { return nil }
        added += lines
      }
    } catch {
      throw ReadFailure(error.description)
    }
    return LineSet(added)
  }

  /// The lines that none of the replaced contents has.
  private func addedLines(
    of id: ObjectID, replacing replaced: [BlobID]
  ) throws(GitError) -> [ClosedRange<Int>]? {
    var common: [ClosedRange<Int>]?
    for old in replaced.compactMap(ObjectID.init) {
      guard let lines = try repository.addedLines(of: id, since: old) else { continue }
      common = common.map { intersection($0, lines) } ?? lines
    }
    return common
  }

  private func lend(
    _ bytes: Span<UInt8>, unless takes: (Span<UInt8>, FurtherBytes?) -> Bool,
    _ body: (Span<UInt8>, Segment) -> Void
  ) {
    if bytes.count > segmentSize.byteCount, takes(bytes, nil) { return }
    var place = SegmentPlace()
    var rest = 0..<bytes.count
    while rest.count > segmentSize.byteCount {
      let part = bytes.extracting(rest.prefix(segmentSize.byteCount))
      body(part, place.segment(of: part.count, isLast: false, segmentSize))
      place.advance(past: part, segmentSize)
      rest = rest.dropFirst(segmentSize.byteCount - segmentSize.overlap)
    }
    body(
      bytes.extracting(rest), place.segment(of: rest.count, isLast: true, segmentSize))
  }
}

/// The lines in both of two lists of ranges, each ascending.
private func intersection(
  _ left: [ClosedRange<Int>], _ right: [ClosedRange<Int>]
) -> [ClosedRange<Int>] {
  var common: [ClosedRange<Int>] = []
  var (leftIndex, rightIndex) = (0, 0)
  while leftIndex < left.count, rightIndex < right.count {
    let (one, other) = (left[leftIndex], right[rightIndex])
    if one.overlaps(other) { common.append(one.clamped(to: other)) }
    if one.upperBound < other.upperBound { leftIndex += 1 } else { rightIndex += 1 }
  }
  return common
}

extension ObjectID {
  init?(_ id: BlobID) {
    self.init(id.bytes)
  }
}

extension BlobID {
  /// The same 20 bytes.
  init(_ id: ObjectID) {
    let words = id.words
    self.init(words: words.0, words.1, words.2)
  }
}
