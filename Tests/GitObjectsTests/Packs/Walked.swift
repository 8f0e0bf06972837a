import Foundation
import GitObjects
import PackSupport
import Synchronization
import TestSupport

/// What a walk hands over, collected from its workers.
struct Walked {
  struct Object {
    let kind: ObjectKind
    let bytes: [UInt8]
    let changed: [Range<Int>]?
    /// The note that came with them: the first byte of the base's name.
    let note: UInt8
  }

  private(set) var objects: [ObjectID: Object] = [:]
  /// Objects that were visited more than once.
  private(set) var repeated: [ObjectID] = []
  private(set) var failures: [GitError] = []
  /// Why a worker could not begin.
  private(set) var errors: [GitError] = []

  /// Walks through a repository.
  ///
  /// - Parameters:
  ///   - location: of the repository.
  ///   - selection: what is visited.
  ///   - workers: threads at the same time.
  ///   - scratch: holds the repository; the folder goes with its last use.
  ///   - isSearched: whether the visitor returns a note; it may also do something to the repository meanwhile.
  /// - Throws: when the objects cannot be listed at all.
  init(
    _ location: RepositoryLocation, _ selection: ObjectWalk.Selection, workers: Int = 1,
    keeping scratch: Scratch,
    isSearched: @escaping @Sendable (ObjectEntry) -> Bool = { _ in true }
  ) throws {
    defer { withExtendedLifetime(scratch) {} }
    let walk = try ObjectWalk(location, selection)
    let collected = Mutex(Walked())
    let group = DispatchGroup()
    for _ in 0..<workers {
      group.enter()
      // Threads of their own: a queue may start the second worker only after the first has ended.
      let thread = Thread {
        let visitor = Collector(isSearched)
        do throws(GitError) {
          try walk.work(visitor)
        } catch {
          collected.withLock { $0.errors.append(error) }
        }
        let visits = visitor.visits
        collected.withLock { $0.add(visits) }
        group.leave()
      }
      thread.start()
    }
    group.wait()
    self = collected.withLock { $0 }
    failures = walk.failures
  }

  /// Walks through the repository that a scratch folder is.
  init(
    _ repository: Scratch, _ selection: ObjectWalk.Selection, workers: Int = 1,
    isSearched: @escaping @Sendable (ObjectEntry) -> Bool = { _ in true }
  ) throws {
    try self.init(
      repository.location(), selection, workers: workers, keeping: repository,
      isSearched: isSearched)
  }

  private init() {}

  private mutating func add(_ visits: [(ObjectID, Object)]) {
    for (id, object) in visits where objects.updateValue(object, forKey: id) != nil {
      repeated.append(id)
    }
  }

  private final class Collector: ObjectVisitor {
    private let isSearched: (ObjectEntry) -> Bool
    var visits: [(ObjectID, Object)] = []

    init(_ isSearched: @escaping (ObjectEntry) -> Bool) {
      self.isSearched = isSearched
    }

    func visit(
      _ object: ObjectEntry, _ bytes: Span<UInt8>, changed: Span<Range<Int>>?, since base: UInt8
    ) -> UInt8? {
      var ranges: [Range<Int>]?
      if let changed { ranges = changed.indices.map { changed[$0] } }
      let copy = bytes.withUnsafeBufferPointer { Array($0) }
      visits.append(
        (object.id, Object(kind: object.kind, bytes: copy, changed: ranges, note: base)))
      return isSearched(object) ? object.id.bytes[0] : nil
    }
  }
}

extension Walked {
  /// Whether these were visited, each once, with these bytes, and nothing failed.
  ///
  /// In one word: a failed expectation prints all that it compares.
  func isExactly(_ contents: [ObjectID: [UInt8]]) -> Bool {
    failures.isEmpty && errors.isEmpty && repeated.isEmpty && holds(contents)
      && objects.count == contents.count
  }

  /// Whether these were visited with these bytes.
  func holds(_ contents: [ObjectID: [UInt8]]) -> Bool {
    contents.allSatisfy { id, bytes in objects[id]?.bytes == bytes }
  }

  /// A bare repository without objects.
  static func emptyRepository() throws -> Scratch {
    let scratch = try Scratch()
    try scratch.git("init", "-q", "--bare", "-b", "main", ".")
    return scratch
  }
}
