/// All trees of a repository by number, with what leads from each to folders and wanted blobs.
///
/// A class, since it is asked for each commit, and holds many references.
final class TreeGraph: Sendable {
  /// What an entry of a tree leads to.
  struct Link: Sendable {
    /// In `names`.
    let name: UInt32
    let kind: LinkKind
    /// The number of a tree, or of a wanted blob.
    let target: UInt32
  }

  /// Those that were read, then those that are only named.
  let trees: IDTable
  let names: NameTable
  let damaged: [ObjectID]
  private let distinctLinks: [Link]
  /// The part of each tree that was read, and the range in the part's links.
  private let places: [(part: Int, links: Range<Int>)]
  private let links: [[UInt32]]
  /// Where the distinct links of each part begin.
  private let firstLinks: [Int]

  init(_ parts: [TreePart], wanted: WantedBlobs) {
    let read = parts.reduce(0) { $0 + $1.trees.count }
    var trees = IDTable(capacity: read)
    var names = NameTable()
    var places: [(part: Int, links: Range<Int>)] = []
    places.reserveCapacity(read)
    for (index, part) in parts.enumerated() {
      var start = 0
      for (tree, end) in zip(part.trees, part.ends) {
        if trees.insert(tree).isNew { places.append((index, start..<end)) }
        start = end
      }
    }
    var distinctLinks: [Link] = []
    distinctLinks.reserveCapacity(parts.reduce(0) { $0 + $1.distinctLinks.count })
    var firstLinks: [Int] = []
    for part in parts {
      firstLinks.append(distinctLinks.count)
      let numbers = (0..<part.names.count).map { names.insert(part.names[$0]) }
      for link in part.distinctLinks {
        let target =
          link.kind == .folder ? trees.insert(link.id).number : wanted.number(of: link.id)
        guard let target else { preconditionFailure("only wanted blobs are collected") }
        distinctLinks.append(
          Link(
            name: UInt32(truncatingIfNeeded: numbers[Int(link.name)]), kind: link.kind,
            target: UInt32(truncatingIfNeeded: target)))
      }
    }
    links = parts.map(\.links)
    damaged = parts.flatMap(\.damaged)
    (self.trees, self.names, self.places) = (trees, names, places)
    (self.distinctLinks, self.firstLinks) = (distinctLinks, firstLinks)
  }

  /// How many trees there are, those that are only named not counted.
  var readCount: Int { places.count }

  /// Calls `body` with each link of a tree that was read.
  @inline(__always)
  func forEachLink(of tree: Int, _ body: (Link) -> Void) {
    let (part, range) = places[tree]
    let first = firstLinks[part]
    for number in links[part][range] { body(distinctLinks[first + Int(number)]) }
  }

  /// Trees that were read and that no other tree holds, in the order of their ids.
  func tops() -> [Int] {
    var isHeld = [Bool](repeating: false, count: trees.ids.count)
    for link in distinctLinks where link.kind == .folder { isHeld[Int(link.target)] = true }
    return (0..<readCount).filter { !isHeld[$0] }.sorted { trees.ids[$0] < trees.ids[$1] }
  }
}
