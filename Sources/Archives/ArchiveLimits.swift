/// How far an archive is followed; each limit that is met is told.
package struct ArchiveLimits: Sendable {
  /// How many archives may lie in each other, the outermost counted: an image, its layer, a jar in it, a jar in that.
  package var depth = 4
  /// The most bytes that come out of one archive, those of the archives in it counted too.
  ///
  /// At least: an archive that is large itself may grow sixteenfold, so that an image of gigabytes is read as well.
  package var leastBytes = 1 << 30
  package var growth = 16
  /// Deflate packs 1,032 bytes of the same into one; nothing that people write comes near it, and a bomb has to.
  ///
  /// It counts beyond `freeBytes`, since a small file of zeros harms nobody.
  package var ratio = 1000
  package var freeBytes = 16 << 20
  /// The most members of one archive, and of one with all that are in it.
  package var members = 100_000
  package var membersInAll = 1_000_000
  /// The most bytes of a member that are lent at once, and what two neighbouring parts share.
  package var part = (byteCount: 32 << 20, overlap: 64 << 10)

  package init(depth: Int = 4) {
    self.depth = depth
  }

  /// How many bytes may come out of an archive of a size.
  func bytes(from packed: Int) -> Int {
    let packed = min(packed, 1 << 50)
    return min(max(leastBytes, growth * packed), freeBytes + ratio * packed)
  }
}
