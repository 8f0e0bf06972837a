import Digests
import Foundation
import GitObjects
import Synchronization
import TestSupport
import Testing

/// Every object of repositories that KEYSTREL_COMPARE_REPOSITORIES names, with colons between, by both readers.
///
/// A repository of a million objects takes some minutes.
@Suite struct RealRepositoryTests {
  static let paths = (ProcessInfo.processInfo.environment["KEYSTREL_COMPARE_REPOSITORIES"] ?? "")
    .split(separator: ":").map(String.init)

  @Test(.enabled(if: !paths.isEmpty), arguments: paths)
  func bothReadersGiveTheSameBytes(path: String) throws {
    let location = try #require(try RepositoryLocation.find(from: path))
    let listing = try Command(
      "git",
      [
        "-C", path, "cat-file", "--batch-all-objects", "--unordered",
        "--batch-check=%(objectname)",
      ])
    let count = listing.output.count / 41
    try #require(count > 0)
    let kinds: ObjectKinds = [.commit, .tree, .blob, .tag]
    let walk = try ObjectWalk(location, .all(kinds))
    let compared = Mutex(Comparison())
    DispatchQueue.concurrentPerform(iterations: 2) { _ in
      do {
        let comparer = Comparer(try Repository(location))
        try walk.work(comparer)
        let result = comparer.result
        compared.withLock { $0.add(result) }
      } catch {
        compared.withLock { $0.wrong.append("\(error)") }
      }
    }
    let result = compared.withLock { $0 }
    #expect(walk.failures.isEmpty)
    #expect(result.wrong.isEmpty)
    #expect(result.count == count)
    print("\(path): \(result.count) objects, \(result.byteCount) bytes are the same")
  }

  private struct Comparison {
    var count = 0
    var byteCount = 0
    var wrong: [String] = []

    mutating func add(_ other: Comparison) {
      count += other.count
      byteCount += other.byteCount
      wrong += other.wrong
    }
  }

  private final class Comparer: ObjectVisitor {
    private let repository: Repository
    private var object: [UInt8] = []
    var result = Comparison()

    init(_ repository: Repository) {
      self.repository = repository
    }

    func visit(
      _ entry: ObjectEntry, _ bytes: Span<UInt8>, changed: Span<Range<Int>>?, since base: UInt8
    ) -> UInt8? {
      result.count += 1
      result.byteCount += bytes.count
      let header = Array("\(entry.kind) \(bytes.count)\0".utf8)
      object.removeAll(keepingCapacity: true)
      object += header
      bytes.withUnsafeBufferPointer { object += $0 }
      if ObjectID(Digest.sha1(object.span)) != entry.id {
        result.wrong.append("\(entry.id) is not the digest of its bytes")
      }
      do throws(GitError) {
        let isSame = try repository.withObject(entry.id) { kind, theirs in
          kind == entry.kind && theirs.count == bytes.count
            && theirs.withUnsafeBytes { theirs in
              bytes.withUnsafeBytes { bytes in
                guard let one = theirs.baseAddress, let other = bytes.baseAddress else {
                  return bytes.isEmpty
                }
                return memcmp(one, other, bytes.count) == 0
              }
            }
        }
        if !isSame { result.wrong.append("\(entry.id) is something else to libgit2") }
      } catch {
        result.wrong.append("\(error)")
      }
      return 0
    }
  }
}
