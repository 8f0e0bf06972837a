import Foundation
import GitObjects
import PackSupport
import TestSupport
import Testing

/// Trees that are read by what they have from their bases, held to the same trees read as a whole.
@Suite struct TreesByDeltaTests {
  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func deltasSayTheSameAsWholeTrees(seed: UInt64) throws {
    var trees = RandomTrees(seed: seed)
    for _ in 0..<120 { trees.addTree() }
    let whole = try told(trees.whole, trees.wanted, jobs: 1)
    #expect(whole.places.count > 20)
    for jobs in [1, 3] {
      #expect(try told(trees.deltas, trees.wanted, jobs: jobs) == whole)
    }
  }

  private struct Told: Equatable {
    let places: [String]
    let issues: [String]
    let missing: [ObjectID]
  }

  private func told(_ pack: PackBuilder, _ wanted: [ObjectID], jobs: Int) throws -> Told {
    let repository = try Walked.emptyRepository()
    try pack.files().write(to: repository)
    let attribution = try Attribution(
      of: Set(wanted), in: ObjectStore(repository.location()), jobs: jobs)
    let places = attribution.places.map { place in
      let commits = [place.introduced, place.removed, place.changed].map {
        $0.map { "\(attribution.commit($0).id)" }
      }
      return "\(place.blob) \(String(decoding: place.path, as: UTF8.self)) \(commits)"
    }
    return Told(
      places: places, issues: attribution.issues.map(\.description).sorted(),
      missing: attribution.missing)
  }
}

/// The same trees in two packs, each tree with a commit: as deltas of each other, and whole.
private struct RandomTrees {
  private(set) var deltas = PackBuilder()
  private(set) var whole = PackBuilder()
  let wanted: [ObjectID]
  private let others: [ObjectID]
  /// Small trees, and one that is not there.
  private var folders = [objectID(.tree, [1])]
  private var random: Random
  private var trees: [ObjectID] = []
  private var names = 0

  init(seed: UInt64) {
    random = Random(seed: seed)
    wanted = (0..<5).map { objectID(.blob, Array("wanted \($0)".utf8)) }
    others = (0..<50).map { objectID(.blob, Array("other \($0)".utf8)) }
    for _ in 0..<4 {
      let bytes = (0..<3).flatMap { _ in entry() }
      folders.append(deltas.add(bytes, .tree))
      whole.add(bytes, .tree)
    }
    let bytes = (0..<100).flatMap { _ in entry() }
    add(deltas.add(bytes, .tree), bytes)
  }

  mutating func addTree() {
    // The last one most often: chains have room for marks to go astray.
    let base = trees[random.below(3) == 0 ? random.below(trees.count) : trees.count - 1]
    let bytes = deltas.contents[base]?.bytes ?? []
    var steps: [DeltaStep] = []
    switch random.below(12) {
    case 0: steps = .random(from: bytes.count, &random)
    case 1:
      // Copies of the beginning and of the end that do not end between entries.
      let (start, end) = (random.below(bytes.count), random.below(bytes.count))
      steps = [.copy(0..<start), .insert(entry()), .copy(end..<bytes.count)]
    case 2:
      // What comes first goes to the end.
      let place = entryStart(in: bytes)
      steps = [.copy(place..<bytes.count), .copy(0..<place)]
    default:
      var position = 0
      for _ in 0...random.below(3) {
        let place = max(position, entryStart(in: bytes))
        let end = min(bytes.count, place + [0, 20, 27, 200][random.below(4)])
        // Entries come in, or take the place of some bytes, or bytes go.
        steps.append(.copy(position..<place))
        if random.below(4) > 0 { steps.append(.insert(entry())) }
        position = end
      }
      steps.append(.copy(position..<bytes.count))
    }
    steps = steps.filter { if case .copy(let range) = $0 { !range.isEmpty } else { true } }
    let result = steps.applied(to: bytes)
    // A tree that is there already, and what is made of too little.
    guard deltas.contents[objectID(.tree, result)] == nil, result.count > 500 else { return }
    add(deltas.add(steps, onto: base), result)
  }

  private mutating func add(_ tree: ObjectID, _ bytes: [UInt8]) {
    trees.append(tree)
    whole.add(bytes, .tree)
    let commit = Array("tree \(tree)\nauthor A <a> \(trees.count) +0000\n\n".utf8)
    deltas.add(commit, .commit)
    whole.add(commit, .commit)
  }

  private mutating func entry() -> [UInt8] {
    names += 1
    let (mode, target): (String, ObjectID)
    switch random.below(10) {
    case 0: (mode, target) = ("40000", folders[random.below(folders.count)])
    case 1: (mode, target) = ("100755", wanted[random.below(wanted.count)])
    case 2: (mode, target) = ("160000", others[random.below(others.count)])
    case 3, 4: (mode, target) = ("100644", wanted[random.below(wanted.count)])
    default: (mode, target) = ("100644", others[random.below(others.count)])
    }
    return Array("\(mode) \(String(names, radix: 36))\0".utf8) + target.bytes
  }

  /// Where some entry begins, if the tree is sound.
  private mutating func entryStart(in bytes: [UInt8]) -> Int {
    var starts: [Int] = []
    var position = 0
    while position < bytes.count {
      starts.append(position)
      guard let zero = bytes[position...].firstIndex(of: 0) else { break }
      position = zero + 21
    }
    return starts.isEmpty ? 0 : starts[random.below(starts.count)]
  }
}
