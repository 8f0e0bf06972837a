internal import CDeflate

/// Inflates zlib streams of known size; one for each worker.
@safe
final class Inflater {
  private let decompressor: OpaquePointer

  /// - Throws: `GitError` when there is no memory for it.
  init() throws(GitError) {
    guard let made = unsafe libdeflate_alloc_decompressor() else {
      throw GitError(.unsupported, "set up decompression", "no memory")
    }
    unsafe decompressor = made
  }

  deinit {
    unsafe libdeflate_free_decompressor(decompressor)
  }

  /// Inflates the zlib stream at the beginning of `source`, which may hold more behind it.
  ///
  /// - Returns: whether the stream is whole, its checksum right, and its content exactly as long as `target`.
  func inflate(_ source: UnsafeRawBufferPointer, into target: UnsafeMutableRawBufferPointer) -> Bool
  {
    var used = 0
    var made = 0
    let status = unsafe libdeflate_zlib_decompress_ex(
      decompressor, source.baseAddress, source.count, target.baseAddress, target.count, &used,
      &made)
    return status == LIBDEFLATE_SUCCESS && made == target.count
  }
}
