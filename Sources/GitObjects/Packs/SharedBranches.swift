internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Branches of trees that one worker leaves to those who have nothing left to do.
// A mutex of POSIX makes it thread-safe, not Swift's: the thread sanitizer sees what it protects, and it can be waited on.
@safe
final class SharedBranches: @unchecked Sendable {
  /// Some children of an entry, with everything below them.
  struct Branch {
    let parent: UInt32
    let first: UInt32
    /// The sibling after the last one.
    let end: UInt32
    let base: ObjectBuffer
    /// What the visitor said of the base.
    let note: UInt8?
  }

  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var branches: [Branch] = []
  private var working = 0
  private var isOver = false
  private let wanted = Atomic<Int>(0)

  /// Whether somebody waits for whom no branch has been left yet; asked often, so it does not lock.
  var areWanted: Bool { wanted.load(ordering: .relaxed) > 0 }

  init() {
    unsafe pthread_mutex_init(mutex, nil)
    unsafe pthread_cond_init(changed, nil)
  }

  deinit {
    unsafe pthread_cond_destroy(changed)
    unsafe pthread_mutex_destroy(mutex)
    unsafe changed.deallocate()
    unsafe mutex.deallocate()
  }

  /// Counts a worker in; each that begins has to ask for branches until there are none.
  func begin() {
    unsafe pthread_mutex_lock(mutex)
    working += 1
    unsafe pthread_mutex_unlock(mutex)
  }

  /// Leaves a branch to another worker.
  func add(_ branch: Branch) {
    unsafe pthread_mutex_lock(mutex)
    branches.append(branch)
    wanted.subtract(1, ordering: .relaxed)
    unsafe pthread_cond_signal(changed)
    unsafe pthread_mutex_unlock(mutex)
  }

  /// Waits for a branch.
  ///
  /// - Returns: nil once nobody is left who could add one, or the walk is over.
  func next() -> Branch? {
    unsafe pthread_mutex_lock(mutex)
    defer { unsafe pthread_mutex_unlock(mutex) }
    working -= 1
    wanted.add(1, ordering: .relaxed)
    while branches.isEmpty, working > 0, !isOver { unsafe pthread_cond_wait(changed, mutex) }
    guard let branch = branches.popLast(), !isOver else {
      wanted.subtract(1, ordering: .relaxed)
      unsafe pthread_cond_broadcast(changed)
      return nil
    }
    working += 1
    return branch
  }

  /// Ends the walk for all workers that wait.
  func stop() {
    unsafe pthread_mutex_lock(mutex)
    isOver = true
    unsafe pthread_cond_broadcast(changed)
    unsafe pthread_mutex_unlock(mutex)
  }
}
