internal import GitObjects
package import ScanModel

/// Takes the blobs of a walk, on one worker.
package protocol BlobVisitor: AnyObject {
  /// Takes one blob.
  ///
  /// - Parameters:
  ///   - id: git's name for the content; where it lives is found later, by `Input.places`.
  ///   - bytes: valid only during the call.
  ///   - changed: when the blob was made from another for which `visit` returned true: the ranges of `bytes` that are not
  ///     copied from it, ascending; an empty range is a seam between copied parts. nil: all bytes count as new.
  /// - Returns: whether blobs made from this one may be told by what they change.
  func visit(_ id: BlobID, _ bytes: Span<UInt8>, changed: Span<Range<Int>>?) -> Bool
}

/// Many blobs of a repository, in the order that reads them fastest.
package struct BlobWalk: Sendable {
  private let objects: ObjectWalk

  init(_ objects: ObjectWalk) {
    self.objects = objects
  }

  package var count: Int { objects.count }

  /// Visits blobs until none is left; called once by each worker, at the same time.
  ///
  /// - Parameters:
  ///   - visitor: belongs to this worker alone.
  ///   - goesOn: asked before each blob; false ends the work.
  /// - Throws: an error of one line, when the worker cannot begin.
  package func work(_ visitor: any BlobVisitor, while goesOn: () -> Bool) throws {
    try objects.work(ObjectAdapter(visitor), while: goesOn)
  }

  /// What could not be read, once all workers have ended.
  package var issues: [ScanIssue] {
    objects.failures.map { ScanIssue(subject: nil, message: $0.description) }
  }
}

private final class ObjectAdapter: ObjectVisitor {
  private let visitor: any BlobVisitor

  init(_ visitor: any BlobVisitor) {
    self.visitor = visitor
  }

  func visit(_ object: ObjectEntry, _ bytes: Span<UInt8>, changed: Span<Range<Int>>?) -> Bool {
    visitor.visit(BlobID(object.id), bytes, changed: changed)
  }
}
