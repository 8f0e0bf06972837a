import Foundation
import GitObjects
import PackSupport
import TestSupport
import Testing

/// Trees of deltas of extreme shapes.
@Suite struct DeltaTreeTests {
  /// Every object stands on the one before it.
  private func chain(_ depth: Int, of size: Int, by form: PackBuilder.Base = .offset)
    -> PackBuilder
  {
    var pack = PackBuilder()
    var last = pack.add(Random.filler(size, seed: 7))
    for number in 0..<depth {
      let mark = Array("\(number)\n".utf8)
      last = pack.add([.copy(0..<size), .insert(mark)], onto: last, by: form)
    }
    return pack
  }

  @Test(arguments: zip([PackBuilder.Base.offset, .reference], [1, 3]))
  func walksAChainOfTenThousand(form: PackBuilder.Base, workers: Int) throws {
    let pack = chain(10_000, of: 60, by: form)
    let repository = try Walked.emptyRepository()
    try pack.files().write(to: repository)
    let walked = try Walked(repository, .all(.blob), workers: workers)
    #expect(walked.objects.count == 10_001)
    #expect(walked.isExactly(pack.contents.mapValues(\.bytes)))
  }

  /// The deepest first, so that every base comes after what is made from it.
  @Test func walksAChainThatStandsOnItsHead() throws {
    var known = PackBuilder()
    let first = known.know(Random.filler(60, seed: 8))
    var chain = [first]
    let steps = { (number: Int) in [DeltaStep.copy(0..<60), .insert(Array("\(number)\n".utf8))] }
    for number in 0..<10_000 {
      let base = known.contents[chain[number]]?.bytes ?? []
      chain.append(known.know(steps(number).applied(to: base)))
    }
    var pack = known
    for number in (0..<10_000).reversed() {
      pack.add(steps(number), onto: chain[number], by: .reference)
    }
    pack.add(known.contents[first]?.bytes ?? [])
    let repository = try Walked.emptyRepository()
    try pack.files().write(to: repository)
    let walked = try Walked(repository, .all(.blob), workers: 2)
    #expect(walked.isExactly(pack.contents.mapValues(\.bytes)))
  }

  @Test(arguments: [1, 4]) func walksAWideFan(workers: Int) throws {
    var pack = PackBuilder()
    let base = pack.add(Random.filler(400, seed: 9))
    for number in 0..<6_000 {
      pack.add([.insert(Array("\(number)\n".utf8)), .copy(0..<400)], onto: base)
    }
    let repository = try Walked.emptyRepository()
    try pack.files().write(to: repository)
    let walked = try Walked(repository, .all(.blob), workers: workers)
    #expect(walked.isExactly(pack.contents.mapValues(\.bytes)))
    #expect(walked.objects.values.count { $0.changed?.count == 1 } == 6_000)
  }

  @Test(arguments: zip([1, 2, 5], 1...3 as ClosedRange<UInt64>))
  func sharesOneGiantTreeOut(workers: Int, seed: UInt64) throws {
    var random = Random(seed: seed)
    var pack = PackBuilder()
    var ids = [pack.add(random.text(500, of: Array("abcdefgh\n".utf8)))]
    for number in 0..<4_000 {
      // Now a chain, now a fan.
      let base = random.below(2) == 0 ? ids.count - 1 : random.below(ids.count)
      let size = pack.contents[ids[base]]?.bytes.count ?? 0
      let place = random.below(size)
      ids.append(
        pack.add(
          [
            .copy(0..<place), .insert(Array("<\(number)>".utf8)),
            .copy(min(size, place + 6)..<size),
          ].filter { if case .copy(let range) = $0 { !range.isEmpty } else { true } },
          onto: ids[base], by: random.below(2) == 0 ? .offset : .reference))
    }
    let repository = try Walked.emptyRepository()
    try pack.files().write(to: repository)
    let walked = try Walked(repository, .all(.blob), workers: workers)
    #expect(walked.isExactly(pack.contents.mapValues(\.bytes)))
  }

  @Test(arguments: [1, 3]) func endsWhenItIsTold(workers: Int) throws {
    let pack = chain(300, of: 60)
    let repository = try Walked.emptyRepository()
    try pack.files().write(to: repository)
    let walk = try ObjectWalk(repository.location(), .all(.blob))
    let visits = Visits()
    DispatchQueue.concurrentPerform(iterations: workers) { _ in
      try? walk.work(Counter(visits), while: { visits.count < 100 })
    }
    #expect((100..<110).contains(visits.count))
    #expect(walk.failures.isEmpty)
  }

  /// All objects of the tree at once would be 1 GB; a limit of the system's stops whoever holds them.
  @Test(.enabled(if: isLinux), arguments: ["1", "2"]) func holdsLittleOfATree(jobs: String) throws {
    var pack = PackBuilder()
    let size = 1 << 20
    var level = [pack.add(Random.filler(size, seed: 10))]
    // Three children for each object, so that bases have to wait on every level.
    for depth in 0..<6 {
      level = level.flatMap { base in
        (0..<3).map { child in
          let mark = Array("\(depth) \(child) \(base)\n".utf8)
          return pack.addUnnamed([.copy(0..<size - 200), .insert(mark)], onto: base)
        }
      }
    }
    let repository = try Walked.emptyRepository()
    try pack.files().write(to: repository)
    let command = "ulimit -v 800000; exec \"$0\" history --jobs \(jobs) --format json"
    let result = try Command(
      "sh", ["-c", command, Keystrel.binary], in: repository.path,
      environment: Scratch.gitEnvironment)
    #expect(result.status == 0, "\(result.errorText)")
    #expect(result.text.contains("\"blobs\" : \(pack.ids.count)"))
  }

  /// Bases of 36 MB wait on three levels: more than a worker keeps, so some are dropped and made again.
  @Test(arguments: [1, 3]) func makesBasesAgain(workers: Int) throws {
    var pack = PackBuilder()
    let megabyte = Random.filler(1 << 20, seed: 11)
    let root = pack.add(megabyte)
    let steps = Array(repeating: DeltaStep.copy(0..<megabyte.count), count: 36)
    let bulk = steps.applied(to: megabyte)
    let top = objectID(.blob, bulk)
    pack.add(top, delta: steps.encoded(baseSize: megabyte.count), onto: root)
    var level = [(id: top, size: bulk.count)]
    for depth in 0..<4 {
      level = level.enumerated().flatMap { number, base in
        (0..<2).map { child in
          let mark = Array("level \(depth), number \(2 * number + child)\n".utf8)
          let id = objectID(.blob, bulk + mark)
          let steps = [DeltaStep.copy(0..<bulk.count), .insert(mark)]
          pack.add(id, delta: steps.encoded(baseSize: base.size), onto: base.id)
          return (id, bulk.count + mark.count)
        }
      }
    }
    let repository = try Walked.emptyRepository()
    try pack.files().write(to: repository)
    let walk = try ObjectWalk(repository.location(), .all(.blob))
    let visits = Visits()
    DispatchQueue.concurrentPerform(iterations: workers) { _ in
      try? walk.work(Checker(visits))
    }
    #expect(visits.count == pack.ids.count)
    #expect(walk.failures.isEmpty)
  }

  private static let isLinux: Bool = {
    #if os(Linux)
      true
    #else
      false
    #endif
  }()

  private final class Visits: @unchecked Sendable {
    private let lock = NSLock()
    private var visited = 0
    var count: Int { lock.withLock { visited } }
    func add() { lock.withLock { visited += 1 } }
  }

  /// Counts what is what its name says.
  private final class Checker: ObjectVisitor {
    let visits: Visits
    init(_ visits: Visits) { self.visits = visits }

    func visit(
      _ object: ObjectEntry, _ bytes: Span<UInt8>, changed: Span<Range<Int>>?, since base: UInt8
    ) -> UInt8? {
      let copy = bytes.withUnsafeBufferPointer { Array($0) }
      if objectID(object.kind, copy) == object.id { visits.add() }
      return 0
    }
  }

  private final class Counter: ObjectVisitor {
    let visits: Visits
    init(_ visits: Visits) { self.visits = visits }

    func visit(
      _ object: ObjectEntry, _ bytes: Span<UInt8>, changed: Span<Range<Int>>?, since base: UInt8
    ) -> UInt8? {
      visits.add()
      return 0
    }
  }
}

extension Random {
  /// Text that says nothing.
  static func filler(_ count: Int, seed: UInt64) -> [UInt8] {
    var random = Random(seed: seed)
    return random.text(count, of: Array("lorem ipsum\n".utf8))
  }
}
