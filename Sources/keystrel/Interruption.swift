internal import Scanning

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Ctrl-C and `kill`: the first ends the scan early and in order, the second ends the process.
enum Interruption {
  /// Makes SIGINT and SIGTERM stop a scan.
  ///
  /// Those that whoever started the process wants ignored, as `nohup` may, stay so.
  ///
  /// To be called before other threads are there: each of them would have to block the signals itself.
  ///
  /// - Parameters:
  ///   - progress: of the scan.
  ///   - endsInOrder: false where nobody would come to see that the scan is stopped: the first signal ends the process.
  static func watch(_ progress: ScanProgress, endsInOrder: Bool) {
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    for number in [SIGINT, SIGTERM] where !isIgnored(number) {
      unsafe sigaddset(&signals, number)
    }
    // Blocked everywhere and taken by one thread: nothing has to be safe inside of a signal handler.
    unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
    let blocked = signals
    let hasThread = DetachedThread.start {
      var signals = blocked
      var isLast = !endsInOrder
      while true {
        var number: Int32 = 0
        guard unsafe sigwait(&signals, &number) == 0 else { return }
        // As shells name the end by a signal.
        if isLast { _exit(128 + number) }
        isLast = true
        progress.stop(.interrupted)
      }
    }
    if !hasThread { unsafe pthread_sigmask(SIG_UNBLOCK, &signals, nil) }
  }

  private static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    guard unsafe sigaction(number, nil, &action) == 0 else { return false }
    #if canImport(Glibc)
      let handler = unsafe action.__sigaction_handler.sa_handler
    #else
      let handler = unsafe action.__sigaction_u.__sa_handler
    #endif
    return unsafe unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }
}

extension ScanProgress {
  /// Stops the scan when a time has come; at once, when it is past.
  func stop(at deadline: ContinuousClock.Instant) {
    guard deadline > .now else { return stop(.timeLimit) }
    let hasThread = DetachedThread.start {
      while true {
        let left = (deadline - .now).components
        guard left.seconds >= 0, left.attoseconds >= 0 else { return self.stop(.timeLimit) }
        // Rounded up, and in pieces of an hour, which is far below what `poll` takes.
        let milliseconds = min(left.seconds, 3600) * 1000 + left.attoseconds / 1_000_000_000_000_000
        _ = poll(nil, 0, Int32(milliseconds) + 1)
      }
    }
    // Nobody to keep the time: better not to begin.
    if !hasThread { stop(.timeLimit) }
  }
}
