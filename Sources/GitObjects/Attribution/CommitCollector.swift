/// One worker's part of a pass over all commits.
package final class CommitCollector: ObjectVisitor {
  private(set) var part = CommitPart()

  package init() {}

  /// Takes one commit.
  ///
  /// - Returns: nil: each commit is looked at as a whole.
  package func visit(
    _ object: ObjectEntry, _ bytes: Span<UInt8>, changed: Span<Range<Int>>?, since base: UInt8
  ) -> UInt8? {
    part.add(object.id, bytes)
    return nil
  }
}

/// A commit as it is written, replacements and grafts aside; parents and author are kept elsewhere.
struct CommitRecord: Sendable {
  let id: ObjectID
  let tree: ObjectID
  /// In the parents of the part.
  let parents: Range<Int>
  /// In the authors of the part: the name, a line feed, the address.
  let author: Int
  let authorTime: Int64
  let committerTime: Int64
}

/// The commits that one worker has read.
struct CommitPart: Sendable {
  private(set) var records: [CommitRecord] = []
  private(set) var parents: [ObjectID] = []
  private(set) var authors = NameTable()
  /// Commits that do not begin with the name of a tree.
  private(set) var damaged: [ObjectID] = []
  /// Used again for each commit.
  private var person: [UInt8] = []

  private static let tree = Array("tree ".utf8)
  private static let parent = Array("parent ".utf8)
  private static let author = Array("author ".utf8)
  private static let committer = Array("committer ".utf8)

  /// Reads the header of a commit: `tree`, then `parent` lines, then `author` and `committer`.
  mutating func add(_ id: ObjectID, _ bytes: Span<UInt8>) {
    var header = HeaderReader()
    guard let tree = header.id(after: Self.tree, in: bytes) else {
      damaged.append(id)
      return
    }
    let firstParent = parents.count
    while let parent = header.id(after: Self.parent, in: bytes) { parents.append(parent) }
    let author = header.signature(after: Self.author, in: bytes)
    let committer = header.signature(after: Self.committer, in: bytes)
    person.removeAll(keepingCapacity: true)
    append(author.name, of: bytes)
    person.append(0x0A)
    append(author.address, of: bytes)
    records.append(
      CommitRecord(
        id: id, tree: tree, parents: firstParent..<parents.count,
        author: authors.insert(person[...]), authorTime: author.time,
        committerTime: committer.time))
  }

  private mutating func append(_ range: Range<Int>, of bytes: Span<UInt8>) {
    unsafe bytes.extracting(range).withUnsafeBufferPointer { unsafe person.append(contentsOf: $0) }
  }
}

/// Who and when a line of a commit says.
struct Signature {
  /// In the bytes of the commit, as the address is.
  var name = 0..<0
  var address = 0..<0
  var time: Int64 = 0
}

/// Takes the lines at the head of an object one by one.
struct HeaderReader {
  private var position = 0

  /// The id in the next line, when it begins like this; else the line stays the next.
  mutating func id(after label: [UInt8], in bytes: Span<UInt8>) -> ObjectID? {
    let start = position + label.count
    let end = start + 2 * ObjectID.byteCount
    guard hasPrefix(label, in: bytes), end < bytes.count, bytes[end] == 0x0A,
      let id = ObjectID(hexadecimal: bytes.extracting(start..<end))
    else { return nil }
    position = end + 1
    return id
  }

  /// Who and when the next line says, when it begins like this.
  ///
  /// Nobody, at the beginning of 1970, where the line is missing or says nothing of the kind.
  mutating func signature(after label: [UInt8], in bytes: Span<UInt8>) -> Signature {
    guard hasPrefix(label, in: bytes), let end = lineEnd(in: bytes, from: position) else {
      return Signature()
    }
    let line = position + label.count..<end
    position = end + 1
    guard let close = line.last(where: { bytes[$0] == UInt8(ascii: ">") }),
      let open = line.last(where: { $0 < close && bytes[$0] == UInt8(ascii: "<") })
    else { return Signature() }
    return Signature(
      name: trimmed(line.lowerBound..<open, in: bytes),
      address: trimmed(open + 1..<close, in: bytes), time: time(in: close + 1..<end, of: bytes))
  }

  private func hasPrefix(_ label: [UInt8], in bytes: Span<UInt8>) -> Bool {
    guard bytes.count - position >= label.count else { return false }
    return label.indices.allSatisfy { bytes[position + $0] == label[$0] }
  }

  private func trimmed(_ range: Range<Int>, in bytes: Span<UInt8>) -> Range<Int> {
    let start = range.first { bytes[$0] > 0x20 } ?? range.upperBound
    let end = range.last { bytes[$0] > 0x20 }.map { $0 + 1 } ?? start
    return start..<end
  }

  /// Seconds since 1970; the nearest that fits, for a number that does not.
  private func time(in range: Range<Int>, of bytes: Span<UInt8>) -> Int64 {
    guard let start = range.first(where: { bytes[$0] > 0x20 }) else { return 0 }
    let isNegative = bytes[start] == UInt8(ascii: "-")
    var time: Int64 = 0
    for index in (isNegative ? start + 1 : start)..<range.upperBound {
      let digit = bytes[index] &- UInt8(ascii: "0")
      guard digit < 10 else { break }
      let (tenfold, overflow) = time.multipliedReportingOverflow(by: 10)
      let (sum, carry) = tenfold.addingReportingOverflow(Int64(digit))
      time = overflow || carry ? Int64.max : sum
      if time == Int64.max { break }
    }
    return isNegative ? -time : time
  }
}
