internal import CGit2

extension Repository {
  /// The lines of one blob that another does not have, as `git diff --text` counts them.
  ///
  /// - Parameters:
  ///   - id: the newer blob.
  ///   - old: the blob that it replaces.
  /// - Returns: ranges of line numbers from 1, ascending; nil when the contents are too large to compare.
  /// - Throws: `GitError` when a blob cannot be read.
  package func addedLines(of id: ObjectID, since old: ObjectID) throws(GitError) -> [ClosedRange<
    Int
  >]? {
    guard id != old else { return [] }
    let operation = "compare blob \(id) with \(old)"
    let oldBlob = try unsafe blob(old)
    defer { unsafe git_blob_free(oldBlob) }
    let newBlob = try unsafe blob(id)
    defer { unsafe git_blob_free(newBlob) }
    var options = unsafe git_diff_options()
    try check(
      unsafe git_diff_options_init(&options, UInt32(GIT_DIFF_OPTIONS_VERSION)), operation)
    unsafe options.context_lines = 0
    unsafe options.flags = GIT_DIFF_FORCE_TEXT.rawValue
    var hunks = Hunks()
    let status = unsafe withUnsafeMutablePointer(to: &hunks) { payload in
      unsafe git_diff_blobs(
        oldBlob, nil, newBlob, nil, &options, nil, nil,
        { _, hunk, payload in
          guard let hunk = unsafe hunk, let payload = unsafe payload else { return -1 }
          unsafe payload.assumingMemoryBound(to: Hunks.self).pointee
            .add(start: Int(hunk.pointee.new_start), count: Int(hunk.pointee.new_lines))
          return 0
        }, nil, payload)
    }
    try check(status, operation)
    // Different contents without a hunk: libgit2 found them too large for a comparison.
    return hunks.isEmpty ? nil : hunks.added
  }

  private func blob(_ id: ObjectID) throws(GitError) -> OpaquePointer? {
    var raw = id.raw
    var blob: OpaquePointer?
    try check(unsafe git_blob_lookup(&blob, handle, &raw), "read blob \(id)")
    return unsafe blob
  }
}

private struct Hunks {
  private(set) var added: [ClosedRange<Int>] = []
  private(set) var isEmpty = true

  mutating func add(start: Int, count: Int) {
    isEmpty = false
    if count > 0 { added.append(start...start + count - 1) }
  }
}
