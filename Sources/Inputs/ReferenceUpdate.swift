package import GitObjects
package import ScanModel

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// What a push wants of one reference: a line that git writes to a pre-receive hook (githooks(5)).
package struct ReferenceUpdate: Hashable, Sendable {
  /// All zeros for a reference that is new.
  package let old: ObjectID
  /// All zeros for a reference that is to be deleted.
  package let new: ObjectID
  package let name: BytePath

  package var isDeletion: Bool { new == .zero }

  /// More than the lines of a million references: not what git writes.
  private static let maximumByteCount = 256 << 20

  /// Reads the updates of a push from a descriptor, to its end.
  ///
  /// - Throws: `PushFailure` for anything but one line or more as git writes them.
  package static func read(from descriptor: Int32) throws(PushFailure) -> [ReferenceUpdate] {
    try parse(readBytes(from: descriptor))
  }

  /// What git writes to a hook, to its end.
  static func readBytes(from descriptor: Int32) throws(PushFailure) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes { part in
        #if canImport(Glibc)
          unsafe Glibc.read(descriptor, part.baseAddress, part.count)
        #else
          unsafe Darwin.read(descriptor, part.baseAddress, part.count)
        #endif
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        throw PushFailure("cannot read standard input: \(ReadFailure.system())")
      }
      guard count > 0 else { break }
      bytes += buffer.prefix(count)
      guard bytes.count <= maximumByteCount else {
        throw PushFailure("standard input is longer than any push: OLD NEW REF lines are wanted")
      }
    }
    return bytes
  }

  /// Reads the lines `OLD NEW REF`.
  ///
  /// - Throws: `PushFailure` with the number of the first line that is none; also when there is no line at all, since a
  ///   hook that reads nothing passes everything.
  package static func parse(_ bytes: [UInt8]) throws(PushFailure) -> [ReferenceUpdate] {
    var updates: [ReferenceUpdate] = []
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      if line.isEmpty, index == lines.count - 1 { break }
      let fields = line.split(
        separator: UInt8(ascii: " "), maxSplits: 2, omittingEmptySubsequences: false)
      guard fields.count == 3, !fields[2].isEmpty,
        let old = ObjectID(hexadecimal: fields[0]), let new = ObjectID(hexadecimal: fields[1])
      else {
        let isLong = fields.count == 3 && fields[1].count == 64
        throw PushFailure(
          "line \(index + 1) of standard input is not OLD NEW REF, as git writes to a pre-receive hook"
            + (isLong ? ": ids of SHA-256 are not supported" : ""))
      }
      updates.append(ReferenceUpdate(old: old, new: new, name: BytePath(Array(fields[2]))))
    }
    guard !updates.isEmpty else {
      throw PushFailure(
        "nothing on standard input: git writes OLD NEW REF lines to a pre-receive hook, "
          + "which another program may have read before")
    }
    return updates
  }
}

/// A push that cannot be looked at: one line that says why.
package struct PushFailure: Error, Hashable, CustomStringConvertible {
  package let description: String

  init(_ description: String) {
    self.description = description
  }
}
