internal import Synchronization

/// How far a scan is: written by the workers, read by whoever draws it or ends it early.
package final class ScanProgress: Sendable {
  /// What a scan is busy with.
  package enum Phase: UInt8, Sendable {
    case listing, reading, tracing
  }

  /// Why a scan ends before it has read everything.
  package enum StopReason: UInt8, Sendable {
    case interrupted = 1
    case timeLimit
  }

  private let currentPhase = Atomic<UInt8>(Phase.listing.rawValue)
  private let blobCount = Atomic<Int>(0)
  private let blobsDone = Atomic<Int>(0)
  private let bytesDone = Atomic<Int>(0)
  private let stopped = Atomic<UInt8>(0)

  package init() {}

  /// Whether the workers should end early.
  package var isStopped: Bool { stopped.load(ordering: .relaxed) != 0 }

  package var stopReason: StopReason? { StopReason(rawValue: stopped.load(ordering: .relaxed)) }

  /// Ends the scan soon.
  ///
  /// What was found until then is reported, as incomplete. The first reason stays.
  /// Safe to call from any thread and from a signal handler.
  package func stop(_ reason: StopReason = .interrupted) {
    _ = stopped.compareExchange(expected: 0, desired: reason.rawValue, ordering: .relaxed)
  }

  package var phase: Phase { Phase(rawValue: currentPhase.load(ordering: .relaxed)) ?? .reading }

  /// Blobs to read; 0 until they are listed.
  package var total: Int { blobCount.load(ordering: .relaxed) }
  package var done: Int { blobsDone.load(ordering: .relaxed) }
  package var bytes: Int { bytesDone.load(ordering: .relaxed) }

  func begin(total: Int) {
    blobCount.store(total, ordering: .relaxed)
    currentPhase.store(Phase.reading.rawValue, ordering: .relaxed)
  }

  func beginTracing() {
    currentPhase.store(Phase.tracing.rawValue, ordering: .relaxed)
  }

  fileprivate func add(blobs: Int, bytes: Int) {
    blobsDone.add(blobs, ordering: .relaxed)
    bytesDone.add(bytes, ordering: .relaxed)
  }
}

/// One worker's share of a progress, told on in batches: counters that all workers write to at every blob would pass
/// their cache line to and fro.
struct ProgressShare: ~Copyable {
  private static let blobLimit = 64
  private static let byteLimit = 1 << 20

  private let progress: ScanProgress
  private var blobs = 0
  private var bytes = 0

  init(of progress: ScanProgress) {
    self.progress = progress
  }

  mutating func add(bytes count: Int) {
    blobs += 1
    bytes += count
    if blobs >= Self.blobLimit || bytes >= Self.byteLimit { tell() }
  }

  /// Tells on what is left.
  mutating func tell() {
    guard blobs > 0 else { return }
    progress.add(blobs: blobs, bytes: bytes)
    (blobs, bytes) = (0, 0)
  }
}
