internal import Dispatch
internal import Synchronization

extension ScanProgress {
  /// Runs something that does not ask whether to stop, and waits for it only until the scan is stopped.
  ///
  /// It runs on a thread of its own, which is left behind then: the process is about to end.
  ///
  /// - Parameters:
  ///   - grace: how long to wait for it after a stop.
  ///   - body: what to run.
  /// - Returns: nil when the scan was stopped first.
  /// - Throws: what `body` throws.
  func unlessStopped<Value: Sendable>(
    grace: Duration = .zero, _ body: @escaping @Sendable () throws -> Value
  ) throws -> Value? {
    if isStopped, grace == .zero { return nil }
    let outcome = Outcome<Value>()
    guard DetachedThread.start({ outcome.set(Result(catching: body)) }) else { return try body() }
    var end: ContinuousClock.Instant?
    while true {
      if let result = outcome.wait(.milliseconds(10)) { return try result.get() }
      guard isStopped else { continue }
      let now = ContinuousClock.now
      end = end ?? now + grace
      if let end, now >= end { return nil }
    }
  }
}

private final class Outcome<Value: Sendable>: Sendable {
  private let result = Mutex<Result<Value, any Error>?>(nil)
  private let isThere = DispatchSemaphore(value: 0)

  func set(_ new: Result<Value, any Error>) {
    result.withLock { $0 = new }
    isThere.signal()
  }

  func wait(_ interval: DispatchTimeInterval) -> Result<Value, any Error>? {
    _ = isThere.wait(timeout: .now() + interval)
    return result.withLock { $0 }
  }
}
