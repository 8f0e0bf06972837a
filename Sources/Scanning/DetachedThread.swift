#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Threads for what waits for something else than work; workers are Dispatch's.
package enum DetachedThread {
  /// As much as a main thread has: trees are followed by recursion, and Dispatch's threads have 512 KiB.
  private static let stackSize = 16 << 20

  private final class Work {
    let body: () -> Void

    init(_ body: @escaping () -> Void) {
      self.body = body
    }
  }

  /// Runs something on a new thread; false when there is no thread to be had.
  package static func start(_ body: @escaping @Sendable () -> Void) -> Bool {
    // Not `pthread_attr_t()`: the compiler takes that initialiser for Dispatch's.
    unsafe withUnsafeTemporaryAllocation(of: pthread_attr_t.self, capacity: 1) { attributes in
      guard let attributes = attributes.baseAddress, unsafe pthread_attr_init(attributes) == 0
      else { return false }
      defer { unsafe pthread_attr_destroy(attributes) }
      unsafe pthread_attr_setstacksize(attributes, stackSize)
      unsafe pthread_attr_setdetachstate(attributes, Int32(PTHREAD_CREATE_DETACHED))
      #if canImport(Glibc)
        var thread = pthread_t()
      #else
        var thread: pthread_t?
      #endif
      let work = unsafe Unmanaged.passRetained(Work(body))
      let status = unsafe pthread_create(
        &thread, attributes,
        { argument in
          #if canImport(Glibc)
            guard let argument = unsafe argument else { return nil }
          #endif
          unsafe Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().body()
          return nil
        }, work.toOpaque())
      if status != 0 { unsafe work.release() }
      return status == 0
    }
  }
}
