import Foundation
import PackSupport

@testable import GitObjects

/// Walks a pack whose entries the input describes, sound or nearly so.
func walkDescribedPack(_ input: inout FuzzInput) {
  var pack = PackBuilder()
  let flags = input.byte()
  // Patches come first, so that a mutation of the entries leaves them alone.
  let patches = (0..<input.byte() % 4).map { _ in (place: input.number(), value: input.byte()) }
  var ids = [pack.add([65, 66, 67, 68, 69, 70, 71, 72])]
  var sizes = [8]
  while !input.isAtEnd, ids.count < 64 {
    let shape = input.byte()
    let content = input.take(Int(input.byte() & 0x3F))
    let base = Int(input.byte()) % ids.count
    // Made up: what an index says of its entries is not what they are.
    let id = objectID(.blob, [UInt8(ids.count)])
    switch shape & 7 {
    case 0, 1:
      pack.add(id, type: shape >> 3 & 7, size: content.count, data: zlibStream(content))
    case 2: pack.add(id, type: 3, size: input.number(), data: content)
    case 3:
      let named = shape & 0x80 == 0 ? ids[base] : objectID(.blob, [input.byte()])
      pack.add(id, delta: content, onto: named, by: .reference)
    case 4:
      let data = shape & 0x80 == 0 ? zlibStream(content) : content
      pack.add(id, type: 6, size: content.count, base: distance(input.number()), data: data)
    default:
      // A whole delta, most of the time.
      let sum = sizes[base] + content.count
      let copies = shape & 0x40 == 0 ? sum : content.count
      var delta = variable(sizes[base]) + variable(copies)
      if shape & 0x40 == 0, sizes[base] > 0 {
        delta += copyInstruction(offset: 0, size: sizes[base])
      }
      if !content.isEmpty { delta += [UInt8(content.count)] + content }
      pack.add(id, delta: delta, onto: ids[base], by: shape & 0x80 == 0 ? .offset : .reference)
      sizes.append(copies)
      ids.append(id)
      continue
    }
    sizes.append(content.count)
    ids.append(id)
  }
  var files = pack.files(inLargeTable: flags & 1 != 0)
  for patch in patches {
    if patch.place & 1 == 0 {
      files.pack[patch.place / 2 % files.pack.count] ^= patch.value
    } else {
      files.index[patch.place / 2 % files.index.count] ^= patch.value
    }
  }
  if flags & 2 == 0 { files.seal() }
  walk(files, workers: flags & 4 == 0 ? 1 : 2)
}

/// Walks a pack that is nothing but bytes.
func walkRawPack(_ input: inout FuzzInput) {
  let flags = input.byte()
  let index = input.take(input.number())
  var files = PackFiles(pack: input.rest(), index: index)
  if flags & 1 == 0, files.pack.count >= 20, files.index.count >= 40 { files.seal() }
  walk(files, workers: flags & 2 == 0 ? 1 : 2)
}

/// Walks a pack, and sees that everything in its index is visited or said to be lost.
private func walk(_ files: PackFiles, workers: Int) {
  let path = Folder.shared.path + "/objects/pack/pack"
  // New files: what a walk has mapped is never written to.
  for (bytes, end) in [(files.pack, ".pack"), (files.index, ".idx")] {
    unlink(path + end)
    let isWritten = FileManager.default.createFile(atPath: path + end, contents: Data(bytes))
    precondition(isWritten, "cannot write " + path)
  }
  do throws(GitError) {
    let store = try ObjectStore(Folder.shared.location)
    guard let index = store.forest.packs.first?.index else {
      precondition(!store.failures.isEmpty, "a pack was passed over in silence")
      return
    }
    let ids = Set((0..<index.count).map { index.id(at: $0) })
    let walk = ObjectWalk(store, .these(ids))
    let visited = Visits()
    let group = DispatchGroup()
    for _ in 1..<workers {
      DispatchQueue.global().async(group: group) { work(walk, visited) }
    }
    work(walk, visited)
    group.wait()
    let told = walk.failures.map(\.description).joined(separator: "\n")
    for id in ids where !visited.ids.contains(id) {
      // An index that is out of order may hide an object from a search; whatever is listed is found.
      guard index.position(of: id) != nil else { continue }
      precondition(told.contains(id.description), "\(id) was lost in silence")
    }
    // The other way to select: nothing of it is checked but that it ends.
    work(ObjectWalk(store, .all([.blob, .tree])), visited)
  } catch {
    preconditionFailure("\(error)")
  }
}

private func work(_ walk: ObjectWalk, _ visitor: Visits) {
  do throws(GitError) {
    try walk.work(visitor)
  } catch {
    preconditionFailure("\(error)")
  }
}

/// Shared by the workers of one walk.
private final class Visits: ObjectVisitor, @unchecked Sendable {
  private let lock = NSLock()
  private(set) var ids: Set<ObjectID> = []

  func visit(
    _ object: ObjectEntry, _ bytes: Span<UInt8>, changed: Span<Range<Int>>?, since base: UInt8
  ) -> UInt8? {
    // Read in full, so that the sanitizer sees memory that is not there.
    var sum: UInt8 = 0
    for index in bytes.indices { sum &+= bytes[index] }
    var last = 0
    if let changed {
      for index in changed.indices {
        let range = changed[index]
        precondition(range.lowerBound >= last && range.upperBound <= bytes.count, "wrong changes")
        last = range.upperBound
      }
    }
    lock.withLock { _ = ids.insert(object.id) }
    return sum & 1 == 0 ? sum : nil
  }
}

/// A bare repository, in memory where the system has a file system for that.
private struct Folder {
  static let shared = Folder()

  let path: String
  let location: RepositoryLocation

  private init() {
    let files = FileManager.default
    let parent = files.fileExists(atPath: "/dev/shm") ? "/dev/shm" : NSTemporaryDirectory()
    path = parent + "/keystrel-fuzz-\(ProcessInfo.processInfo.processIdentifier)"
    do {
      for folder in ["/objects/pack", "/refs"] {
        try files.createDirectory(atPath: path + folder, withIntermediateDirectories: true)
      }
      try Data("ref: refs/heads/main\n".utf8).write(to: URL(fileURLWithPath: path + "/HEAD"))
      guard let found = try RepositoryLocation.find(from: path) else {
        preconditionFailure("no repository in \(path)")
      }
      location = found
    } catch {
      preconditionFailure("\(path): \(error)")
    }
    atexit {
      try? FileManager.default.removeItem(atPath: Folder.shared.path)
    }
  }
}
