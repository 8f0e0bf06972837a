internal import GitObjects
package import ScanModel

/// Something to scan: it lists its blobs once, then lends the bytes of each.
package protocol Input: Sendable {
  /// Lists what there is to read.
  ///
  /// - Returns: the blobs, each content once, in the order in which workers should take them.
  /// - Throws: an error whose description is one line a person can act on, when nothing can be scanned at all.
  func listing() throws -> Listing

  /// A reader of its own for each worker; never shared between threads.
  func makeReader() throws -> any BlobReader

  /// Where the blobs with findings live: every path and origin of each.
  ///
  /// Asked once, after the scan, and only for blobs that have findings. The places of a blob that is in the answer
  /// stand instead of the one that it carries; an input whose blobs carry their one place returns nothing.
  ///
  /// - Parameters:
  ///   - blobs: ids of blobs from `listing`.
  ///   - jobs: how many workers may look for them.
  /// - Returns: the places of each blob, and what could not be traced.
  /// - Throws: as `listing` does.
  func places(of blobs: Set<BlobID>, jobs: Int) throws -> Places

  /// A walk over some blobs and messages once more, for many of them far faster than a reader.
  ///
  /// - Parameter blobs: ids of what the walk of `listing` has visited.
  /// - Returns: nil where a reader is all there is.
  /// - Throws: as `listing` does.
  func walk(of blobs: Set<BlobID>) throws -> BlobWalk?

  /// Where the settings are that hold for what this reads.
  ///
  /// - Throws: as `listing` does.
  func settings() throws -> SettingsSource
}

extension Input {
  package func walk(of blobs: Set<BlobID>) throws -> BlobWalk? { nil }

  package func settings() throws -> SettingsSource { SettingsSource() }

  package func places(of blobs: Set<BlobID>, jobs: Int) throws -> Places { Places() }
}

/// What `prepare` of an input has started.
package enum Preparation {
  /// Waits for it; to be called before the process exits, since not every run gets to use it.
  package static func finish() {
    GitLibrary.finishStarting()
  }
}

/// What an input holds.
package struct Listing: Sendable {
  /// What `BlobReader` reads one by one.
  package var blobs: [Blob]
  /// More blobs, that come in an order of their own.
  package var walk: BlobWalk?
  /// What is known of the blobs of the walk before they are read; the places of all others are to be asked for.
  package var walked: [BlobID: Blob] = [:]
  /// What the listing itself counted, skipped and failed to read: refs, commits, ignored files.
  package var coverage: Coverage
  package var repository: RepositoryFacts?

  package init(
    blobs: [Blob], walk: BlobWalk? = nil, coverage: Coverage, repository: RepositoryFacts? = nil
  ) {
    self.blobs = blobs
    self.walk = walk
    self.coverage = coverage
    self.repository = repository
  }
}

/// The places of blobs, found after the scan.
package struct Places: Sendable {
  /// A place whose path is that of `Blob(unplaced:)` is none: nothing tells under which name the blob lived.
  package var byBlob: [BlobID: [(path: BytePath, origin: Origin)]]
  /// What became of each blob at each path, where the input knows.
  package var histories: [BlobID: [PathHistory]]
  package var issues: [ScanIssue]

  package init(
    byBlob: [BlobID: [(path: BytePath, origin: Origin)]] = [:],
    histories: [BlobID: [PathHistory]] = [:], issues: [ScanIssue] = []
  ) {
    self.byBlob = byBlob
    self.histories = histories
    self.issues = issues
  }
}

/// Lends the bytes of blobs to one worker.
package protocol BlobReader: AnyObject {
  /// Reads one blob and lends its bytes, in one piece or, for what is too large to hold, in overlapping segments.
  ///
  /// The bytes are valid only during the call of `body`. Memory is reused from blob to blob.
  ///
  /// - Parameters:
  ///   - blob: from the input's listing.
  ///   - takes: asked once for a blob that does not fit one segment, with its beginning and the way to the rest, nil when
  ///     the beginning is all of it. Whoever wants the blob as it is reads it then; nothing is lent if it returns true.
  ///   - body: called once per segment, in order.
  /// - Throws: `ReadFailure` when the blob cannot be read to its end; segments lent before that count.
  func read(
    _ blob: Blob, unless takes: (Span<UInt8>, FurtherBytes?) -> Bool,
    _ body: (Span<UInt8>, Segment) -> Void
  ) throws(ReadFailure)

  /// The lines of a blob that the change adds; asked only for blobs with findings.
  ///
  /// - Parameter blob: from the input's listing.
  /// - Returns: nil when every line counts.
  /// - Throws: `ReadFailure` when the lines cannot be told; every line counts then.
  func addedLines(of blob: Blob) throws(ReadFailure) -> LineSet?
}

extension BlobReader {
  /// Reads one blob, a large one in segments whatever it is.
  package func read(
    _ blob: Blob, _ body: (Span<UInt8>, Segment) -> Void
  ) throws(ReadFailure) {
    try read(blob, unless: { _, _ in false }, body)
  }

  package func addedLines(of blob: Blob) throws(ReadFailure) -> LineSet? { nil }
}

/// Why a blob could not be read, in a few words: "permission denied".
package struct ReadFailure: Error, Hashable, CustomStringConvertible {
  package let description: String

  package init(_ description: String) {
    self.description = description
  }
}
