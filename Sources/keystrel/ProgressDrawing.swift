internal import Dispatch
internal import Reporting
internal import Scanning
internal import Synchronization

/// Draws the progress bar from a thread of its own, so that no worker spends time on it.
final class ProgressDrawing: Sendable {
  private let bar = Mutex(ProgressBar())
  private let isStopped = Atomic<Bool>(false)
  private let ended = DispatchSemaphore(value: 0)

  private static let interval = DispatchTimeInterval.milliseconds(50)

  /// Begins to draw; nothing is drawn unless standard error is a terminal.
  init?(_ progress: ScanProgress) {
    guard Terminal.errors.isInteractive else { return nil }
    DispatchQueue.global(qos: .userInteractive).async { [self] in
      while !isStopped.load(ordering: .relaxed) {
        draw(progress)
        _ = ended.wait(timeout: .now() + Self.interval)
      }
    }
  }

  private func draw(_ progress: ScanProgress) {
    bar.withLock { bar in
      guard !isStopped.load(ordering: .relaxed) else { return }
      bar.tick(progress.moment)
    }
  }

  /// Clears the line; nothing is drawn afterwards.
  func stop() {
    isStopped.store(true, ordering: .relaxed)
    bar.withLock { $0.finish() }
    ended.signal()
  }
}

extension ScanProgress {
  fileprivate var moment: ProgressBar.Moment {
    switch phase {
    case .listing: .busy("listing what there is to read")
    case .reading: .reading(done: done, total: total == 0 ? nil : total, bytes: bytes)
    case .tracing: .busy("tracing where the findings come from")
    }
  }
}
