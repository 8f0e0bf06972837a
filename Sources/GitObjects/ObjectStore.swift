#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The objects of a repository and its alternates, packed and loose: opened once, walked as often as needed.
package final class ObjectStore: Sendable {
  package let location: RepositoryLocation
  /// Packs and folders that cannot be read at all.
  package let failures: [GitError]
  let forest: PackForest
  let folders: ObjectFolders
  /// What is in no pack.
  let loose: [ObjectID]

  /// Opens the packs and links their deltas: a tenth of a second for a million objects.
  ///
  /// - Throws: `GitError` when the folders of objects are not known; a damaged pack is among the `failures`.
  package init(_ location: RepositoryLocation) throws(GitError) {
    self.location = location
    folders = try ObjectFolders(of: location)
    // Before the packs: what git packs meanwhile is then seen twice, not never.
    var unlisted: [GitError] = []
    let unpacked = folders.looseObjects(failures: &unlisted)
    // `git gc` writes the new pack before it removes the old ones, and a listing may miss both: then it is made again.
    var packs: [PackFile] = []
    var failures: [GitError] = []
    for look in 0..<Self.looks {
      // Between the removal of a pack and that of its index there is a moment, too.
      if look > 0 { usleep(1000 << UInt32(look - 1)) }
      let times = folders.packFolderTimes()
      (packs, failures) = Self.open(folders.packIndexes())
      if folders.packFolderTimes() == times, !failures.contains(where: { $0.code == .notFound }) {
        break
      }
    }
    self.failures = unlisted + failures
    loose = unpacked.filter { [packs] id in
      !packs.contains { $0.index.position(of: id) != nil }
    }.sorted()
    forest = try PackForest(packs)
  }

  private static let looks = 8

  private static func open(_ indexes: [String]) -> ([PackFile], [GitError]) {
    var packs: [PackFile] = []
    var failures: [GitError] = []
    for index in indexes {
      do throws(GitError) {
        packs.append(try PackFile(index: index))
      } catch {
        failures.append(error)
      }
    }
    return (packs, failures)
  }

  /// How many packed objects are of a kind; one that is in several packs counts for each.
  package func count(of kinds: ObjectKinds) -> Int {
    forest.entries.count { kinds.contains(packed: $0.kind) }
  }

  /// Whether the object is there, packed or loose.
  package func contains(_ id: ObjectID) -> Bool {
    forest.packs.contains { $0.index.position(of: id) != nil } || loose.contains(sorted: id)
  }
}

extension [ObjectID] {
  fileprivate func contains(sorted id: ObjectID) -> Bool {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < id { low = middle + 1 } else { high = middle }
    }
    return low < count && self[low] == id
  }
}
