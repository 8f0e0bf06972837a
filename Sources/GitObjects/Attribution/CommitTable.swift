/// All commits of a repository, numbered from the oldest.
struct CommitTable: Sendable {
  private let parts: [CommitPart]
  private var places: [(part: Int, record: Int)] = []
  private var numbers = IDTable()
  /// Where a shallow clone has cut the history off: git takes these for roots.
  private let shallow: Set<ObjectID>

  var damaged: [ObjectID] { parts.flatMap(\.damaged) }

  init(_ parts: [CommitPart], shallow: Set<ObjectID>) {
    self.parts = parts
    self.shallow = shallow
    for (index, part) in parts.enumerated() {
      places += part.records.indices.map { (index, $0) }
    }
    let order = places.indices.map { place in
      let record = parts[places[place].part].records[places[place].record]
      return (time: record.committerTime, id: record.id, place: place)
    }.sorted { ($0.time, $0.id) < ($1.time, $1.id) }
    let unsorted = places
    places.removeAll(keepingCapacity: true)
    for (_, id, place) in order where numbers.insert(id).isNew { places.append(unsorted[place]) }
  }

  var count: Int { places.count }

  func number(of id: ObjectID) -> Int? { numbers.number(of: id) }

  func tree(of number: Int) -> ObjectID { record(number).tree }

  func parents(of number: Int) -> ArraySlice<ObjectID> {
    let record = record(number)
    return shallow.contains(record.id) ? [] : parts[places[number].part].parents[record.parents]
  }

  /// What there is to say of a commit.
  func commit(_ number: Int) -> GitCommit {
    let record = record(number)
    let person = parts[places[number].part].authors[record.author]
      .split(separator: 0x0A, maxSplits: 1, omittingEmptySubsequences: false)
    return GitCommit(
      id: record.id, tree: record.tree, parents: Array(parents(of: number)),
      author: String(decoding: person.first ?? [], as: UTF8.self),
      authorEmail: String(decoding: person.last ?? [], as: UTF8.self),
      authorTime: record.authorTime, committerTime: record.committerTime)
  }

  private func record(_ number: Int) -> CommitRecord {
    parts[places[number].part].records[places[number].record]
  }
}
