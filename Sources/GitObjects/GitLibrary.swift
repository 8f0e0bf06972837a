internal import CGit2
internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// libgit2 itself, initialised once in a process and only when it is needed.
package enum GitLibrary {
  /// The first use initialises the library: 5 to 8 ms, most of it for TLS certificates that a scanner never needs.
  private static let outcome: Result<Void, GitError> = {
    do throws(GitError) {
      try check(git_libgit2_init(), "start libgit2")
      try check(keystrel_git_allow_any_owner(), "set up libgit2")
      try check(keystrel_git_trust_object_ids(), "set up libgit2")
      try check(keystrel_git_allow_harmless_extensions(), "set up libgit2")
      return .success(())
    } catch {
      return .failure(error)
    }
  }()

  static func require() throws(GitError) {
    try outcome.get()
  }

  private static let isStarting = Atomic(false)

  /// Starts the library on a thread of its own, so that the caller can parse something meanwhile.
  ///
  /// Worth a call as soon as it is clear that a repository will be read. Whoever needs the library first waits for it.
  package static func startInBackground() {
    #if canImport(Glibc)
      var thread = pthread_t()
    #else
      var thread: pthread_t?
    #endif
    let status = unsafe pthread_create(
      &thread, nil,
      { _ in
        _ = GitLibrary.outcome
        return nil
      }, nil)
    // Without a thread to spare the first use starts the library, only later.
    guard status == 0 else { return }
    isStarting.store(true, ordering: .relaxed)
    #if canImport(Glibc)
      pthread_detach(thread)
    #else
      if let thread { unsafe pthread_detach(thread) }
    #endif
  }

  /// Waits for what `startInBackground` has started; to be called before the process exits.
  ///
  /// What the library brings along would else be torn down by `exit` while it is still being set up.
  package static func finishStarting() {
    if isStarting.load(ordering: .relaxed) { _ = outcome }
  }
}
