/// A pack with its index: compressed objects, many of them as deltas of others (gitformat-pack(5)).
struct PackFile: Sendable {
  let index: PackIndex
  private let file: MappedFile
  /// Where the entries end and the checksum begins.
  let end: Int

  var path: String { file.path }
  /// What is in it; only for those who hold the pack.
  var contents: PackBytes { unsafe PackBytes(bytes: file.bytes, end: end) }

  /// Opens a pack and checks that it belongs to its index.
  ///
  /// - Parameter indexPath: the `.idx`; the pack stands beside it.
  /// - Throws: `GitError` when one of the files cannot be read, or they disagree.
  init(index indexPath: String) throws(GitError) {
    index = try PackIndex(indexPath)
    file = try MappedFile(indexPath.dropLast("idx".count) + "pack")
    let path = file.path
    func damaged(_ reason: String) -> GitError { GitError(.corrupt, "read \(path)", reason) }
    guard file.count >= 12 + 20, file.word(at: 0) == 0x5041_434B else {
      throw damaged("not a pack")
    }
    guard file.word(at: 4) == 2 || file.word(at: 4) == 3 else {
      throw GitError(.unsupported, "read \(path)", "pack version \(file.word(at: 4))")
    }
    guard Int(file.word(at: 8)) == index.count else {
      throw damaged("it holds \(file.word(at: 8)) objects and its index \(index.count)")
    }
    end = file.count - 20
    guard file.id(at: end) == index.packChecksum else {
      throw damaged("its checksum is not the one in its index: truncated or mixed up files")
    }
  }
}
