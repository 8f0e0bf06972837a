import Foundation
import GitObjects
import PackSupport
import TestSupport
import Testing

/// Packs written byte by byte, which hold all that the format allows.
@Suite struct PackTests {
  @Test(arguments: 1...16 as ClosedRange<UInt64>, [1, 3])
  func readsEveryShapeOfDelta(seed: UInt64, workers: Int) throws {
    let packs = RandomPacks(seed: seed, packs: Int(seed % 3) + 1)
    let repository = try packs.repository(inLargeTable: seed % 2 == 0)
    let ids = Set(packs.contents.keys)
    let walked = try Walked(repository, .these(ids), workers: workers)
    #expect(walked.isExactly(packs.contents.mapValues(\.bytes)))
    #expect(walked.objects.allSatisfy { objectID($0.value.kind, $0.value.bytes) == $0.key })
    if workers == 1 { try expectAgreement(of: repository, walked) }
  }

  /// Git and libgit2 see what the walk sees: else the test's packs would prove nothing.
  private func expectAgreement(of repository: Scratch, _ walked: Walked) throws {
    let library = try repository.repository()
    for (id, object) in walked.objects {
      let theirs = try library.withObject(id) { kind, bytes in
        (kind, bytes.withUnsafeBufferPointer { Array($0) })
      }
      #expect(theirs.0 == object.kind)
      #expect((theirs.1 == object.bytes) as Bool)
    }
    #expect(try walked.isExactly(repository.objectsOfGit()))
  }

  @Test(arguments: 1...12 as ClosedRange<UInt64>, [1, 3])
  func findsBasesInOtherPacks(seed: UInt64, workers: Int) throws {
    let packs = RandomPacks(seed: seed, packs: 3, acrossPacks: true)
    let walked = try Walked(
      packs.repository(), .these(Set(packs.contents.keys)), workers: workers)
    #expect(walked.isExactly(packs.contents.mapValues(\.bytes)))
  }

  @Test(arguments: [ObjectKind.blob, .tree, .commit, .tag])
  func visitsOneKindAlone(kind: ObjectKind) throws {
    let packs = RandomPacks(seed: 5, packs: 2, objects: 200)
    let kinds = ObjectKinds(rawValue: 1 << kind.number)
    let walked = try Walked(packs.repository(), .all(kinds), workers: 2)
    let wanted = packs.contents.filter { $0.value.kind == kind }
    #expect(!wanted.isEmpty)
    #expect(walked.isExactly(wanted.mapValues(\.bytes)))
    #expect(walked.objects.allSatisfy { $0.value.kind == kind })
  }

  @Test(arguments: 1...16 as ClosedRange<UInt64>, [1, 3])
  func tellsWhatADeltaChanges(seed: UInt64, workers: Int) throws {
    let packs = RandomPacks(seed: seed, packs: Int(seed % 2) + 1)
    let walked = try Walked(
      packs.repository(), .these(Set(packs.contents.keys)), workers: workers)
    var told = 0
    for (id, object) in walked.objects {
      guard let changed = object.changed else { continue }
      told += 1
      let base = try #require(packs.bases[id].flatMap { packs.contents[$0] })
      #expect(isCopied(object.bytes, outside: changed, from: base.bytes), "\(id) \(changed)")
      #expect(object.note == packs.bases[id]?.bytes[0])
    }
    #expect(told > 10)
  }

  /// What stands outside of the ranges comes in one piece from the base, with the same neighbours at its ends.
  private func isCopied(_ bytes: [UInt8], outside changed: [Range<Int>], from base: [UInt8]) -> Bool
  {
    var start = 0
    for range in changed + [bytes.count..<bytes.count] {
      guard range.lowerBound >= start, range.upperBound <= bytes.count else { return false }
      let stretch = Data(bytes[start..<range.lowerBound])
      let isFirst = start == 0 && changed.first?.lowerBound != 0
      let isLast = range.lowerBound == bytes.count && changed.last?.upperBound != bytes.count
      let whole = Data(base)
      if isFirst && !whole.starts(with: stretch) { return false }
      if isLast && whole.suffix(stretch.count) != stretch { return false }
      if !stretch.isEmpty && whole.range(of: stretch) == nil { return false }
      start = range.upperBound
    }
    return true
  }

  @Test(arguments: 1...8 as ClosedRange<UInt64>, [1, 3])
  func tellsNoChangesOfWhatWasNotSearched(seed: UInt64, workers: Int) throws {
    let packs = RandomPacks(seed: seed, packs: 2)
    let selected = Set(packs.contents.keys.filter { $0.bytes[1] % 4 > 0 })
    let walked = try Walked(packs.repository(), .these(selected), workers: workers) {
      $0.id.bytes[0] % 2 == 0
    }
    #expect(Set(walked.objects.keys) == selected)
    var told = 0
    for (id, object) in walked.objects where object.changed != nil {
      let base = try #require(packs.bases[id])
      #expect(selected.contains(base) && base.bytes[0] % 2 == 0)
      told += 1
    }
    #expect(told > 0)
  }

  @Test func readsEmptyObjects() throws {
    var pack = PackBuilder()
    let empty = pack.add([])
    let full = pack.add(Array("some text\n".utf8))
    let grown = pack.add([.insert([1])], onto: empty)
    // Nothing is copied and nothing inserted: empty again.
    var other = PackBuilder()
    other.add(Array("some text\n".utf8))
    other.add([], onto: full)
    for (builder, ids) in [(pack, [empty, full, grown]), (other, [full, empty])] {
      let repository = try Walked.emptyRepository()
      try builder.files().write(to: repository)
      let walked = try Walked(repository, .all(.blob))
      #expect(walked.failures.isEmpty)
      #expect(Set(walked.objects.keys) == Set(ids))
      #expect(walked.objects[empty]?.bytes == [])
    }
  }

  @Test func visitsWhatIsInManyPlacesOnce() throws {
    var pack = PackBuilder()
    let one = pack.add(Array("one text that is long enough\n".utf8))
    let two = pack.add([.copy(0..<20), .insert([65])], onto: one)
    let repository = try Walked.emptyRepository()
    try pack.files().write(to: repository)
    var other = PackBuilder()
    other.add(pack.contents[two]?.bytes ?? [])
    other.add([.copy(0..<20), .insert(Array("g enough\n".utf8))], onto: two)
    try other.files().write(to: repository)
    for id in [one, two] {
      let bytes = Data(pack.contents[id]?.bytes ?? [])
      try repository.git("hash-object", "-w", "--stdin", input: bytes)
    }
    let loose = try id(
      repository.git("hash-object", "-w", "--stdin", input: Data("loose alone\n".utf8)))
    let walked = try Walked(repository, .all(.blob), workers: 2)
    #expect(walked.failures.isEmpty)
    #expect(walked.repeated.isEmpty)
    #expect(Set(walked.objects.keys) == [one, two, loose])
  }

  @Test func namesWhatIsMissing() throws {
    let repository = try Walked.emptyRepository()
    var pack = PackBuilder()
    let one = pack.add(Array("one\n".utf8))
    try pack.files().write(to: repository)
    let gone = try id(String(repeating: "cd", count: 20))
    let walked = try Walked(repository, .these([one, gone]))
    #expect(Set(walked.objects.keys) == [one])
    #expect(walked.failures.count == 1)
    #expect(walked.failures.first?.description.contains(gone.description) == true)
  }
}

extension Scratch {
  /// Every object of a repository as `git cat-file` prints it.
  func objectsOfGit(_ arguments: String...) throws -> [ObjectID: [UInt8]] {
    let result = try Command(
      "git", arguments + ["cat-file", "--batch-all-objects", "--batch", "--unordered", "--buffer"],
      in: path, environment: Scratch.gitEnvironment)
    guard result.status == 0 else { throw GitComplained(message: result.errorText) }
    let output = [UInt8](result.output)
    var objects: [ObjectID: [UInt8]] = [:]
    var start = 0
    while start < output.count {
      let end = output[start...].firstIndex(of: UInt8(ascii: "\n")) ?? output.count
      let words = String(decoding: output[start..<end], as: UTF8.self).split(separator: " ")
      guard words.count == 3, let size = Int(words[2]) else {
        throw GitComplained(message: words.joined(separator: " "))
      }
      objects[try id(words[0])] = Array(output[end + 1..<end + 1 + size])
      start = end + 1 + size + 1
    }
    return objects
  }
}
