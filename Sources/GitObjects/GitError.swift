internal import CGit2

/// Why something that was asked of a repository failed.
package struct GitError: Error, Hashable, CustomStringConvertible {
  /// What the code that catches it may want to tell apart.
  package enum Code: Hashable, Sendable {
    case notFound
    case ambiguous
    case unborn
    case corrupt
    case unsupported
    /// `errno`, or libgit2's number.
    case other(Int32)
  }

  package let code: Code
  /// What was tried, with the path or name concerned: "read object 4b825dc…".
  package let operation: String
  /// Why it failed, in lower case and without a full stop.
  package let message: String

  package init(_ code: Code, _ operation: String, _ message: String) {
    self.code = code
    self.operation = operation
    self.message = message
  }

  package var description: String { "cannot \(operation): \(message)" }
}

/// Turns a status of libgit2 into an error; the message is read at once, on the thread that made it.
func check(_ status: Int32, _ operation: @autoclosure () -> String) throws(GitError) {
  guard status < 0 else { return }
  let message =
    unsafe git_error_last().flatMap { last in
      unsafe last.pointee.message.map { unsafe String(cString: $0) }
    } ?? "error \(status) of libgit2"
  throw GitError(GitError.Code(status), operation(), message)
}

extension GitError.Code {
  fileprivate init(_ status: Int32) {
    switch git_error_code(status) {
    case GIT_ENOTFOUND: self = .notFound
    case GIT_EAMBIGUOUS: self = .ambiguous
    case GIT_EUNBORNBRANCH: self = .unborn
    default: self = .other(status)
    }
  }
}
