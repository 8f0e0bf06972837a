internal import GitObjects
package import ScanModel

/// Takes the blobs and messages of a walk, on one worker.
package protocol BlobVisitor: AnyObject {
  /// Takes one blob.
  ///
  /// - Parameters:
  ///   - id: git's name for the content; where it lives is found later, by `Input.places`.
  ///   - bytes: valid only during the call.
  ///   - changed: when the blob was made from another for which `visit` returned a note: the ranges of `bytes` that are not
  ///     copied from it, ascending; an empty range is a seam between copied parts. nil: all bytes count as new.
  ///   - base: that note; 0 without one.
  /// - Returns: what this or another visitor is to know of the blob when it is told by what they change of those that are
  ///   made from it; nil when it may not be.
  func visit(
    _ id: BlobID, _ bytes: Span<UInt8>, changed: Span<Range<Int>>?, since base: UInt8
  ) -> UInt8?

  /// Takes the message of one commit or annotated tag.
  ///
  /// - Parameters:
  ///   - id: of the commit or the tag; which it is, `Input.places` tells later.
  ///   - message: valid only during the call.
  func visitMessage(of id: BlobID, _ message: Span<UInt8>)

  /// Takes note of an object without a text of its own, which counts as one of those to be visited.
  func passOther()
}

extension BlobVisitor {
  package func passOther() {}
}

/// Many blobs and messages of repositories, in the order that reads them fastest.
package struct BlobWalk: Sendable {
  private var repositories: [RepositoryWalk]

  init(_ repository: RepositoryWalk) {
    repositories = [repository]
  }

  /// Adds what is to be visited in another repository.
  mutating func add(_ other: BlobWalk) {
    repositories += other.repositories
  }

  /// How many objects are visited, at most.
  package var count: Int { repositories.reduce(0) { $0 + $1.count } }

  /// Visits all until nothing is left; called once by each worker, at the same time.
  ///
  /// - Parameters:
  ///   - visitor: belongs to this worker alone.
  ///   - goesOn: asked before each object; false ends the work.
  /// - Throws: an error of one line, when the worker cannot begin.
  package func work(_ visitor: any BlobVisitor, while goesOn: () -> Bool) throws {
    for repository in repositories { try repository.work(visitor, while: goesOn) }
  }

  /// What the walk itself counted and could not read, once all workers have ended.
  package var coverage: Coverage {
    repositories.reduce(into: Coverage()) { $0.merge($1.coverage) }
  }
}
