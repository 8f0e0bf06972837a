internal import CDeflate

/// Unpacks single gzip and zlib streams in memory; one for each worker.
@safe
package final class StreamUnpacker {
  private let decompressor: OpaquePointer?

  /// Text shrinks to a fiftieth at best; what grows more than this beyond `freeBytes` was made to.
  private static let mostGrowth = 256
  private static let freeBytes = 64 << 10

  package init() {
    unsafe decompressor = libdeflate_alloc_decompressor()
  }

  deinit {
    if let decompressor = unsafe decompressor { unsafe libdeflate_free_decompressor(decompressor) }
  }

  /// Whether bytes begin as a gzip stream does, or a zlib one; two bytes tell, so that some of what says yes is none.
  package static func isStream(_ bytes: Span<UInt8>) -> Bool {
    Format(bytes) != nil
  }

  /// Unpacks the stream at the beginning of `bytes`; what follows it is passed over.
  ///
  /// - Parameters:
  ///   - bytes: a gzip or zlib stream (RFC 1952, RFC 1950).
  ///   - limit: the most bytes that may come of it.
  /// - Returns: the content, its checksum verified.
  /// - Throws: `UnpackFailure`; what came before the damage is lost.
  package func unpack(
    _ bytes: Span<UInt8>, limit: Int
  ) throws(UnpackFailure) -> [UInt8] {
    guard let format = Format(bytes) else { throw .notCompressed }
    guard let decompressor = unsafe decompressor else { throw .noMemory }
    let most = min(limit, Self.freeBytes + Self.mostGrowth * min(bytes.count, limit))
    var room = min(most, max(1024, 4 * min(bytes.count, limit)))
    while true {
      var status = LIBDEFLATE_BAD_DATA
      let output = unsafe [UInt8](unsafeUninitializedCapacity: room) { target, made in
        unsafe bytes.withUnsafeBufferPointer { source in
          let unpack =
            unsafe format == .gzip
            ? libdeflate_gzip_decompress_ex : libdeflate_zlib_decompress_ex
          var used = 0
          unsafe status = unpack(
            decompressor, source.baseAddress, source.count, target.baseAddress, room, &used, &made)
          if status != LIBDEFLATE_SUCCESS { made = 0 }
        }
      }
      switch status {
      case LIBDEFLATE_SUCCESS: return output
      case LIBDEFLATE_INSUFFICIENT_SPACE:
        guard room < most else { throw .tooLarge }
        room = min(most, 4 * room)
      default: throw .damaged
      }
    }
  }

  private enum Format {
    case gzip, zlib

    init?(_ bytes: Span<UInt8>) {
      guard bytes.count > 2 else { return nil }
      switch (bytes[0], bytes[1]) {
      case (0x1F, 0x8B) where bytes[2] == 8: self = .gzip
      // Deflate with a window of at most 32 KiB, and a header that is a multiple of 31.
      case (let first, let second)
      where first & 0x0F == 8 && first >> 4 <= 7 && (Int(first) << 8 | Int(second)) % 31 == 0:
        self = .zlib
      default: return nil
      }
    }
  }
}

/// Why a stream could not be unpacked.
package enum UnpackFailure: Error, Hashable {
  case notCompressed
  case damaged
  /// The content is larger than the limit, or than a stream of this size may grow to.
  case tooLarge
  case noMemory
}
