#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A value that workers share, behind a mutex of POSIX: the thread sanitizer does not see what Swift's `Mutex` protects.
// A mutex makes it thread-safe: the value is reached through `withLock` alone.
@safe
final class Locked<Value>: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private var value: Value

  init(_ value: Value) {
    self.value = value
    unsafe pthread_mutex_init(mutex, nil)
  }

  deinit {
    unsafe pthread_mutex_destroy(mutex)
    unsafe mutex.deallocate()
  }

  func withLock<Result>(_ body: (inout Value) -> Result) -> Result {
    unsafe pthread_mutex_lock(mutex)
    defer { unsafe pthread_mutex_unlock(mutex) }
    return body(&value)
  }
}
