package import ScanModel

/// Reads archives from memory, or piece by piece, and the archives in them; one for each worker.
///
/// Nothing is ever written or followed: names of members are names.
package final class ArchiveReader {
  private let limits: ArchiveLimits
  private let goesOn: () -> Bool
  /// Memory for the members at each depth, kept from archive to archive.
  private var buffers: [[UInt8]]

  /// - Parameters:
  ///   - limits: how far to follow what an archive holds.
  ///   - goesOn: asked before each member; false ends the reading.
  package init(_ limits: ArchiveLimits = ArchiveLimits(), while goesOn: @escaping () -> Bool) {
    self.limits = limits
    self.goesOn = goesOn
    buffers = Array(repeating: [], count: limits.depth)
  }

  /// A member, or a part of a large one.
  package struct Part {
    /// In the outermost archive, `b.jar!/conf/x` for one in an archive in it.
    package let path: BytePath
    /// Of the first lent byte in the member.
    package let byteOffset: Int
    package let isLast: Bool
  }

  /// Reads an archive to its end, or to a limit.
  ///
  /// - Parameters:
  ///   - bytes: the archive, or its beginning.
  ///   - rest: what follows; nil when that is all.
  ///   - kind: what `ArchiveKind` tells of the bytes.
  ///   - path: of the archive; what it holds is named for it where it has no name.
  ///   - body: called for each member with bytes, and for each part of a large one in order; they overlap.
  /// - Returns: what was read and what was not.
  package func read(
    _ bytes: Span<UInt8>, _ rest: FurtherBytes? = nil, as kind: ArchiveKind, at path: BytePath,
    _ body: (Part, Span<UInt8>) -> Void
  ) -> ArchiveOutcome {
    unsafe bytes.withUnsafeBufferPointer { start in
      let feed = unsafe ArchiveFeed(start, rest)
      let reading = ArchiveReading(limits, outermost: feed, while: goesOn)
      return withNamesInUTF8 {
        let inside = Place(prefix: [], name: path.bytes, depth: 0)
        let isWhole = read(feed, kind, inside, reading, body)
        // What stands before a zip is a program.
        let isBehind = unsafe kind == .zip && start.first != UInt8(ascii: "P")
        reading.outcome.isWhole = isWhole && !isBehind
        return reading.outcome
      }
    }
  }

  /// Where an archive lies.
  private struct Place {
    /// What stands before the names of its members.
    let prefix: [UInt8]
    let name: [UInt8]
    /// How many archives are around it.
    let depth: Int
  }

  /// Reads one archive, whatever it lies in.
  ///
  /// - Returns: whether all of it was lent that can be.
  private func read(
    _ feed: ArchiveFeed, _ kind: ArchiveKind, _ place: Place, _ reading: ArchiveReading,
    _ body: (Part, Span<UInt8>) -> Void
  ) -> Bool {
    let own = Array(place.prefix.dropLast(BytePath.memberMark.count))
    var isWhole = true
    var isDamaged = false
    var count = 0
    do throws(ArchiveFailure) {
      let handle = try ArchiveHandle(feed, kind)
      if kind.isContainer { reading.outcome.archives += 1 }
      while reading.goesOn(), !handle.isBroken {
        do throws(ArchiveFailure) {
          guard try handle.next() else { return isWhole }
          count += 1
          try reading.countEntry(count)
          let name = handle.isSingleFile ? singleName(in: place.name, kind) : handle.name
          let path = place.prefix + name
          guard !handle.isEncrypted else {
            reading.note(ArchiveFailure(kind: .encrypted, reason: "encrypted"), at: path)
            continue
          }
          let member = ArchiveMember(handle, reading)
          if !read(member, path, place, reading, body) { isWhole = false }
        } catch {
          isWhole = isWhole && error.kind == .encrypted
          // libarchive tries each block of a damaged tar, and what an archive around this one could not give is told
          // of that one.
          let isKnown = isDamaged && error.kind == .damaged || feed.hasFailed && place.depth > 0
          if !isKnown { reading.note(error, at: own) }
          isDamaged = isDamaged || error.kind == .damaged
          count += 1
          if error.kind == .tooManyMembers || count > limits.members { return false }
        }
      }
      return isWhole
    } catch {
      if !feed.hasFailed || place.depth == 0 { reading.note(error, at: own) }
      return error.kind == .encrypted
    }
  }

  /// Lends a member, or what is in it when it is an archive itself.
  ///
  /// - Returns: whether all of it was lent.
  private func read(
    _ member: ArchiveMember, _ path: [UInt8], _ place: Place, _ reading: ArchiveReading,
    _ body: (Part, Span<UInt8>) -> Void
  ) -> Bool {
    // Taken out, so that nothing else holds it while it is written to.
    var buffer = buffers[place.depth]
    buffers[place.depth] = []
    defer { buffers[place.depth] = buffer }
    var filled = 0
    member.fill(&buffer, &filled, limits.part.byteCount + 1)
    guard filled > 0 || member.failure == nil else { return member.noteFailure(at: path) }
    let kind = unsafe buffer.withUnsafeBufferPointer {
      ArchiveKind(unsafe $0.extracting(..<filled).span)
    }
    // A compressed tar is one archive: its members are those of the tar.
    let isTar = kind == .tar && member.isSingleFile
    if !isTar {
      if member.isSingleFile { reading.outcome.archives += 1 }
      if member.isFile || filled > 0 { reading.outcome.members += 1 }
    }
    guard filled > 0 else { return true }
    if let kind {
      let inside =
        isTar
        ? place : Place(prefix: path + BytePath.memberMark, name: path, depth: place.depth + 1)
      if inside.depth == limits.depth {
        let reason = "in \(limits.depth) other archives"
        reading.note(ArchiveFailure(kind: .tooDeep, reason: reason), at: path)
      } else if open(member, kind, buffer, filled, inside, reading, body) {
        return member.noteFailure(at: path)
      }
    }
    lend(member, &buffer, filled, path, reading, body)
    return member.noteFailure(at: path)
  }

  /// Reads a member that is an archive.
  ///
  /// - Returns: whether all of it was lent, or what was not can no more be.
  private func open(
    _ member: ArchiveMember, _ kind: ArchiveKind, _ buffer: [UInt8], _ filled: Int,
    _ place: Place, _ reading: ArchiveReading, _ body: (Part, Span<UInt8>) -> Void
  ) -> Bool {
    let isComplete = filled <= limits.part.byteCount
    let rest = isComplete ? nil : FurtherBytes(byteCount: nil) { _, target in member.read(&target) }
    let isWhole = unsafe buffer.withUnsafeBufferPointer { bytes in
      let feed = unsafe ArchiveFeed(bytes.extracting(..<filled), rest)
      return read(feed, kind, place, reading, body)
    }
    // What libarchive would skip was not counted.
    member.drain()
    return isWhole || !isComplete
  }

  /// Lends what a member holds, in parts that overlap.
  private func lend(
    _ member: ArchiveMember, _ buffer: inout [UInt8], _ filled: Int, _ path: [UInt8],
    _ reading: ArchiveReading, _ body: (Part, Span<UInt8>) -> Void
  ) {
    let (size, overlap) = limits.part
    var filled = filled
    var offset = 0
    while true {
      // One byte more than is lent tells whether this part is the last.
      let isLast = filled <= size
      unsafe buffer.withUnsafeBufferPointer { bytes in
        let part = unsafe bytes.extracting(..<min(filled, size)).span
        body(Part(path: BytePath(path), byteOffset: offset, isLast: isLast), part)
      }
      guard !isLast, reading.goesOn() else { return }
      let kept = size - overlap
      buffer.replaceSubrange(0..<filled - kept, with: buffer[kept..<filled])
      filled -= kept
      offset += kept
      member.fill(&buffer, &filled, size + 1)
    }
  }

  /// The name of a compressed file: that of what it is compressed as, without the ending that says so.
  private func singleName(in path: [UInt8], _ kind: ArchiveKind) -> [UInt8] {
    let start = path.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
    let name = Array(path[start...])
    let lowered = String(decoding: name, as: UTF8.self).lowercased()
    for suffix in kind.suffixes where lowered.hasSuffix(suffix) && name.count > suffix.utf8.count {
      return Array(name.dropLast(suffix.utf8.count))
    }
    return name
  }
}
