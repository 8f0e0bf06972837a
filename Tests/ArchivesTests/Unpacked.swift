import Archives
import ScanModel

/// What the reader lends of an archive.
struct Unpacked {
  struct Member: Equatable {
    let path: String
    let bytes: [UInt8]

    var text: String { String(decoding: bytes, as: UTF8.self) }
  }

  private(set) var members: [Member] = []
  var outcome: ArchiveOutcome
  let kind: ArchiveKind?

  var paths: [String] { members.map(\.path) }
  var troubles: [ArchiveTrouble.Kind] { outcome.troubles.map(\.kind) }

  subscript(path: String) -> String? {
    members.first { $0.path == path }?.text
  }

  /// - Parameters:
  ///   - bytes: an archive.
  ///   - name: of the archive.
  ///   - limits: how far to go.
  ///   - held: how many bytes are at hand; the others are read on, in any order or as they come.
  ///   - isSeekable: whether in any order.
  init(
    _ bytes: [UInt8], name: String = "archive", limits: ArchiveLimits = ArchiveLimits(),
    held: Int? = nil, isSeekable: Bool = true
  ) {
    let reader = ArchiveReader(limits) { true }
    let rest = FurtherBytes(byteCount: isSeekable ? bytes.count : nil) { offset, buffer in
      let count = min(buffer.count, bytes.count - offset, 700)
      for index in 0..<count { buffer[index] = bytes[offset + index] }
      return count
    }
    var members: [Member] = []
    var parts: [UInt8] = []
    (kind, outcome) = bytes.withUnsafeBufferPointer { buffer in
      let start = buffer.extracting(..<min(held ?? bytes.count, bytes.count)).span
      guard let kind = ArchiveKind(start) else {
        return (nil, reader.read(start, as: .zip, at: BytePath(name)) { _, _ in })
      }
      let outcome = reader.read(start, held == nil ? nil : rest, as: kind, at: BytePath(name)) {
        part, bytes in
        let lent = bytes.indices.map { bytes[$0] }
        parts.removeLast(parts.count - part.byteOffset)
        parts += lent
        guard part.isLast else { return }
        members.append(Member(path: part.path.text, bytes: parts))
        parts = []
      }
      return (kind, outcome)
    }
    self.members = members
  }
}
