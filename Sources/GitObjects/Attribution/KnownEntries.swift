/// What of a tree is copied from another one, whose entries are known.
///
/// What an entry says depends on its own bytes alone. So where an entry of the tree begins at a byte that is copied from
/// the beginning of an entry, all further ones are the same, up to the end of the copy.
struct KnownEntries {
  /// Of the base: where entries begin, each with how many links come before.
  let marks: [ObjectNotes.Mark]
  /// The first link of the base.
  let start: Int
  private let copies: [DeltaCopy]
  private var copy = 0
  /// No stretch begins in the tree before this.
  private(set) var next = Int.max

  /// Nothing is known.
  init() {
    (marks, start, copies) = ([], 0, [])
  }

  init(_ copies: [DeltaCopy], from base: ObjectNotes) {
    (marks, start, self.copies) = (base.marks, base.start, copies)
    next = copies.first?.result ?? .max
  }

  /// The entries of the base that follow in the tree from a place on; to be asked for ascending places where entries
  /// begin, from `next` on.
  ///
  /// - Returns: the first and the last of the marks that enclose them; nil when none begins there.
  mutating func stretch(at position: Int) -> Range<Int>? {
    while copy < copies.count {
      let copied = copies[copy]
      let passed = position - copied.result
      if passed < copied.count {
        let end = copied.base + copied.count
        let first = firstMark(from: copied.base + max(0, passed))
        if first + 1 < marks.count, marks[first + 1].offset <= end {
          next = marks[first].offset - copied.base + copied.result
          guard next == position else { return nil }
          // Behind the last mark in a copy nothing of it is known.
          copy += 1
          next = copy < copies.count ? copies[copy].result : .max
          return first..<firstMark(from: end + 1) - 1
        }
      }
      copy += 1
    }
    next = .max
    return nil
  }

  /// The number of the first mark that is not before an offset of the base.
  private func firstMark(from offset: Int) -> Int {
    var (low, high) = (0, marks.count)
    while low < high {
      let middle = (low + high) / 2
      if marks[middle].offset < offset { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
