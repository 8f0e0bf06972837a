internal import Synchronization

/// How far a scan is: written by the workers, read by whoever draws it.
package final class ScanProgress: Sendable {
  private let blobCount = Atomic<Int>(0)
  private let blobsDone = Atomic<Int>(0)
  private let bytesDone = Atomic<Int>(0)

  private let stopped = Atomic<Bool>(false)

  package init() {}

  /// Whether the workers should end early.
  package var isStopped: Bool { stopped.load(ordering: .relaxed) }

  /// Ends the scan soon; what was found until then is reported, as incomplete.
  ///
  /// Safe to call from a signal handler.
  package func stop() { stopped.store(true, ordering: .relaxed) }

  /// Blobs to read; 0 until they are listed.
  package var total: Int { blobCount.load(ordering: .relaxed) }
  package var done: Int { blobsDone.load(ordering: .relaxed) }
  package var bytes: Int { bytesDone.load(ordering: .relaxed) }

  func begin(total: Int) {
    blobCount.store(total, ordering: .relaxed)
  }

  func add(bytes: Int) {
    blobsDone.add(1, ordering: .relaxed)
    bytesDone.add(bytes, ordering: .relaxed)
  }
}
