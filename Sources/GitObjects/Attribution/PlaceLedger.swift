/// What happened to the wanted blobs at each path, noted as numbers while commits are compared.
struct PlaceLedger: Sendable {
  /// How a commit differs from its parents in a blob at a path.
  enum Change: UInt64, Sendable {
    case introduced, removed, other
  }

  /// A blob at a path.
  struct Place: Sendable {
    let blob: UInt32
    /// In the paths of this ledger.
    let path: UInt32
  }

  /// More paths than any blob of a real project has; a tree that holds itself many times over has any number.
  static let maximumPaths = 10_000
  /// More places, folders above them and events than any report could tell: they bound memory.
  static let maximumPlaces = 500_000
  static let maximumNodes = 2_000_000
  static let maximumEvents = 10_000_000

  /// The path without a name: the root of every tree.
  static let root: UInt32 = 0

  private(set) var places: [Place] = []
  /// Whether something was left out because there was too much of it.
  private(set) var isFull = false
  private var placeNumbers = NumberTable()
  private var pathCounts: [Int]
  /// Each path as the number of the folder above it and a name.
  private var paths: [(folder: UInt32, name: UInt32)] = [(0, 0)]
  private var pathNumbers = NumberTable()
  /// The place, the commit and the change, in one number that sorts by them.
  private var events: [UInt64] = []

  private static let commitBits: UInt64 = 30

  init(blobCount: Int) {
    pathCounts = [Int](repeating: 0, count: blobCount)
    _ = pathNumbers.append(0)
  }

  /// The path of a name in a folder; nil when there are too many.
  mutating func path(_ name: UInt32, in folder: UInt32) -> UInt32? {
    let hash = pathNumbers.hash(UInt64(folder) << 32 | UInt64(name))
    if let known = pathNumbers.number(hash, where: { paths[$0] == (folder, name) }) {
      return UInt32(truncatingIfNeeded: known)
    }
    guard paths.count < Self.maximumNodes else {
      isFull = true
      return nil
    }
    paths.append((folder, name))
    return UInt32(truncatingIfNeeded: pathNumbers.append(hash))
  }

  /// The number of a place; nil when there are too many.
  mutating func place(of blob: UInt32, at path: UInt32) -> Int? {
    let hash = placeNumbers.hash(UInt64(blob) << 32 | UInt64(path))
    if let known = placeNumbers.number(
      hash, where: { places[$0].blob == blob && places[$0].path == path })
    {
      return known
    }
    guard places.count < Self.maximumPlaces, pathCounts[Int(blob)] < Self.maximumPaths else {
      isFull = true
      return nil
    }
    pathCounts[Int(blob)] += 1
    places.append(Place(blob: blob, path: path))
    return placeNumbers.append(hash)
  }

  /// Blobs that were seen at no path.
  var blobsWithoutPlace: Set<UInt32> {
    Set(pathCounts.indices.lazy.filter { pathCounts[$0] == 0 }.map { UInt32($0) })
  }

  mutating func note(_ change: Change, of blob: UInt32, at path: UInt32, by commit: Int) {
    guard let place = place(of: blob, at: path) else { return }
    guard events.count < Self.maximumEvents, commit < 1 << Self.commitBits else {
      isFull = true
      return
    }
    events.append(
      UInt64(place) << (Self.commitBits + 2) | UInt64(commit) << 2 | change.rawValue)
  }

  /// Calls `body` with every event: those of a place together, the oldest commit first.
  mutating func forEachEvent(_ body: (_ place: Int, _ commit: Int, _ change: Change) -> Void) {
    events.sort()
    for event in events {
      guard let change = Change(rawValue: event & 3) else { continue }
      let commit = event >> 2 & (1 << Self.commitBits - 1)
      body(Int(event >> (Self.commitBits + 2)), Int(commit), change)
    }
  }

  /// The bytes of a path.
  func bytes(of path: UInt32, _ names: NameTable) -> [UInt8] {
    var parts: [UInt32] = []
    var path = path
    while path != Self.root {
      parts.append(paths[Int(path)].name)
      path = paths[Int(path)].folder
    }
    var bytes: [UInt8] = []
    for name in parts.reversed() {
      if !bytes.isEmpty { bytes.append(UInt8(ascii: "/")) }
      bytes += names[Int(name)]
    }
    return bytes
  }
}
