import Foundation
import GitObjects
import PackSupport
import TestSupport
import Testing

/// Damage costs what is damaged, and says so; everything else is read.
@Suite struct BadPackTests {
  @Test(arguments: DamagedEntry.allCases, [1, 3])
  func losesTheDamagedEntryAlone(damage: DamagedEntry, workers: Int) throws {
    let pack = damage.pack
    let repository = try Walked.emptyRepository()
    let path = try pack.builder.files().write(to: repository)
    let other = try addSoundPack(to: repository)
    let selections: [ObjectWalk.Selection] = [
      .all(.blob), .these(Set(pack.sound.keys).union(pack.lost).union(other.keys)),
    ]
    for selection in selections {
      let walked = try Walked(repository, selection, workers: workers)
      #expect(walked.errors.isEmpty)
      #expect(walked.repeated.isEmpty)
      #expect(walked.holds(pack.sound.merging(other) { $1 }))
      #expect(walked.objects.count == pack.sound.count + other.count)
      #expect(walked.failures.count == pack.lost.count)
      for id in pack.lost {
        let line = walked.failures.map(\.description).first { $0.contains(id.description) }
        #expect(line?.contains(path) == true, "\(id): \(line ?? "not told")")
        #expect(line?.contains("\n") == false)
      }
    }
  }

  @Test(arguments: DamagedEntry.allCases) func endsWithOneLineForEachLoss(damage: DamagedEntry)
    throws
  {
    let pack = damage.pack
    let repository = try Walked.emptyRepository()
    let path = try pack.builder.files().write(to: repository)
    let result = try Keystrel.run("history", in: repository)
    #expect(result.status == 2)
    for id in pack.lost {
      let line = lines(of: result).first { $0.contains(id.description) }
      #expect(line?.contains(path) == true, "\(result.errorText)")
    }
  }

  /// References lead to objects outside of the walk.
  @Test(arguments: DamagedEntry.allCases) func followsNoBranchIntoDamage(damage: DamagedEntry)
    throws
  {
    let pack = damage.pack
    let repository = try Walked.emptyRepository()
    try pack.builder.files().write(to: repository)
    let lost = try #require(pack.lost.first)
    try repository.write("refs/heads/main", "\(lost)\n")
    try repository.write("refs/tags/v1", "\(lost)\n")
    let result = try Command(
      "timeout", ["-s", "KILL", "60", Keystrel.binary, "history"], in: repository.path,
      environment: Scratch.gitEnvironment)
    #expect(result.status == 2, "\(result.status) \(result.errorText)")
    #expect(lines(of: result).contains { $0.contains(lost.description) })
  }

  private func lines(of result: Command) -> [Substring] {
    (result.text + result.errorText).split(separator: "\n")
  }

  /// Another pack with one delta.
  private func addSoundPack(to repository: Scratch) throws -> [ObjectID: [UInt8]] {
    var pack = PackBuilder()
    let first = pack.add(Array("What stands in another pack.\n".utf8))
    pack.add([.copy(5..<20), .insert([10])], onto: first)
    try pack.files().write(to: repository)
    return pack.contents.mapValues(\.bytes)
  }

  // MARK: - Whole packs

  enum DamagedPack: String, CaseIterable {
    case packHalf, packWithoutEnd, packEmpty, packTooShort, packHeader, packVersion, packCount
    case packTrailer, packGone
    case indexHalf, indexWithoutEnd, indexEmpty, indexTooShort, indexMagic, indexVersion
    case indexPackChecksum, fanOutFalls, fanOutTooHigh, fanOutAbsurd

    func apply(to files: inout PackFiles) {
      switch self {
      case .packHalf: files.pack.removeLast(files.pack.count / 2)
      case .packWithoutEnd: files.pack.removeLast(7)
      case .packEmpty: files.pack = []
      case .packTooShort: files.pack.removeLast(files.pack.count - 25)
      case .packHeader: files.pack[1] ^= 1
      case .packVersion: files.pack[7] = 9
      case .packCount: files.pack[11] += 1
      case .packTrailer: files.pack[files.pack.count - 3] ^= 1
      case .packGone: break
      case .indexHalf: files.index.removeLast(files.index.count / 2)
      case .indexWithoutEnd: files.index.removeLast(7)
      case .indexEmpty: files.index = []
      case .indexTooShort: files.index.removeLast(files.index.count - 9)
      case .indexMagic: files.index[0] ^= 1
      case .indexVersion: files.index[7] = 9
      case .indexPackChecksum: files.index[files.index.count - 30] ^= 1
      case .fanOutFalls: files.index[PackFiles.fanOut + 4 * 100] = 0x7F
      case .fanOutTooHigh: files.index[PackFiles.fanOut + 4 * 255 + 3] += 1
      case .fanOutAbsurd: files.index[PackFiles.fanOut + 4 * 255] = 0xFF
      }
    }

    var isOfIndex: Bool { rawValue.hasPrefix("index") || rawValue.hasPrefix("fanOut") }
  }

  @Test(arguments: DamagedPack.allCases) func losesTheDamagedPackAlone(damage: DamagedPack) throws {
    var pack = PackBuilder()
    for number in 0..<9 { pack.add(Array("object \(number)\n".utf8)) }
    var files = pack.files()
    damage.apply(to: &files)
    let repository = try Walked.emptyRepository()
    let path = try files.write(to: repository)
    if damage == .packGone { try FileManager.default.removeItem(atPath: path) }
    let other = try addSoundPack(to: repository)
    let file = damage.isOfIndex && damage != .indexPackChecksum ? path.dropLast(4) + "idx" : path
    let walked = try Walked(repository, .all(.blob), workers: 2)
    #expect(walked.holds(other))
    let isRight = walked.objects.allSatisfy { objectID($0.value.kind, $0.value.bytes) == $0.key }
    #expect(isRight)
    let failures = walked.failures.map(\.description)
    #expect(failures.contains { $0.contains(file) }, "\(failures)")
    let result = try Keystrel.run("history", in: repository)
    #expect(result.status == 2)
    #expect(lines(of: result).contains { $0.contains(file) })
  }

  // MARK: - Entries of an index

  enum DamagedOffset: String, CaseIterable {
    case behindThePack, amidAnEntry, atTheChecksum, inTheHeader, behindTheLargeTable
    case largeBehindThePack
  }

  @Test(arguments: DamagedOffset.allCases) func losesWhatTheIndexMisplaces(damage: DamagedOffset)
    throws
  {
    var pack = PackBuilder()
    for number in 0..<9 { pack.add(Array("object \(number)\n".utf8)) }
    let isLarge = damage == .largeBehindThePack || damage == .behindTheLargeTable
    var files = pack.files(inLargeTable: isLarge)
    // The offsets are in the order of the ids; the first entry's is never in the large table.
    let lost = try #require(pack.ids.dropFirst().min())
    let position = try #require(pack.ids.sorted().firstIndex(of: lost))
    let place = PackFiles.names + 24 * 9 + 4 * position
    let largeTable = PackFiles.names + 28 * 9
    switch damage {
    case .behindThePack: files.index[place] = 0x7F
    case .amidAnEntry: files.index[place + 3] += 2
    case .atTheChecksum:
      files.index[place + 2] = UInt8((files.pack.count - 20) >> 8)
      files.index[place + 3] = UInt8(truncatingIfNeeded: files.pack.count - 20)
    case .inTheHeader: files.index.replaceSubrange(place..<place + 4, with: [0, 0, 0, 4])
    case .behindTheLargeTable: files.index[place + 3] = 0x77
    case .largeBehindThePack:
      let number = Int(files.index[place + 3])
      files.index[largeTable + 8 * number] = 0xFF
    }
    files.sealIndex()
    let repository = try Walked.emptyRepository()
    let path = try files.write(to: repository)
    let whole = pack.contents.mapValues(\.bytes).filter { $0.key != lost }
    for selection in [ObjectWalk.Selection.all(.blob), .these(Set(pack.ids))] {
      let walked = try Walked(repository, selection, workers: 2)
      #expect(walked.holds(whole))
      #expect(walked.objects.count == whole.count)
      let failures = walked.failures.map(\.description)
      #expect(failures.count == 1)
      #expect(failures.allSatisfy { $0.contains(lost.description) && $0.contains(path) })
    }
    try repository.write("refs/heads/main", "\(lost)\n")
    #expect(try Keystrel.run("history", in: repository).status == 2)
  }
}
