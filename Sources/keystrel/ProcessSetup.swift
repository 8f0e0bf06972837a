#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// What every command wants of the process, before anything is opened.
enum ProcessSetup {
  static func prepare() {
    // A reader that closes the pipe ends the report, not the process; a file that may grow no further is an error like a
    // full disk.
    _ = signal(SIGPIPE, SIG_IGN)
    _ = signal(SIGXFSZ, SIG_IGN)
    occupyStandardStreams()
  }

  /// Opens what stands in for streams that were closed, and fails when it is used, as they do.
  ///
  /// Else a pack or a report would get their number, and what is said would be written into it.
  private static func occupyStandardStreams() {
    for (number, mode) in [
      (STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_RDONLY),
    ] where fcntl(number, F_GETFD) == -1 && errno == EBADF {
      // The lowest free number is taken, and those below are taken already.
      _ = unsafe open("/dev/null", mode)
    }
  }
}
