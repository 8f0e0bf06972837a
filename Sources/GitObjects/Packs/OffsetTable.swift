/// Finds the entry that begins at an offset, in a step or two: offsets are spread evenly enough over a pack.
struct OffsetTable {
  /// For each stretch of the pack, the first entry in it or after it.
  private var firstEntries: [UInt32] = []
  private var shift: UInt64 = 0
  private let range: Range<Int>

  /// - Parameters:
  ///   - entries: in the order of their offsets in `range`, which is one pack.
  ///   - range: not empty, or nothing is ever found.
  init(_ entries: [PackForest.Entry], _ range: Range<Int>) {
    self.range = range
    guard let last = range.last else { return }
    let span = min(entries[last].offset, 1 << 56)
    while span >> shift > UInt64(2 * range.count) { shift += 1 }
    var entry = range.lowerBound
    for stretch in 0...(span >> shift) + 1 {
      while entry < range.upperBound, entries[entry].offset >> shift < stretch { entry += 1 }
      firstEntries.append(UInt32(entry))
    }
  }

  func entry(at offset: UInt64, in entries: [PackForest.Entry]) -> UInt32? {
    let stretch = Int(clamping: offset >> shift)
    guard stretch < firstEntries.count else { return nil }
    var low = Int(firstEntries[stretch])
    var high = stretch + 1 < firstEntries.count ? Int(firstEntries[stretch + 1]) : range.upperBound
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].offset < offset { low = middle + 1 } else { high = middle }
    }
    return low < range.upperBound && entries[low].offset == offset ? UInt32(low) : nil
  }
}

extension [UInt64] {
  /// Sorts by the bits from `lowest` on, eleven at a time (radix sort, least significant digit first).
  mutating func sortByBits(from lowest: UInt64) {
    guard let largest = self.max() else { return }
    var other = self
    var shift = lowest
    while shift < 64, largest >> shift > 0 {
      var next = [Int](repeating: 0, count: 2048)
      for key in self { next[Int(key >> shift & 2047)] += 1 }
      var sum = 0
      for digit in next.indices { (next[digit], sum) = (sum, sum + next[digit]) }
      for key in self {
        let digit = Int(key >> shift & 2047)
        other[next[digit]] = key
        next[digit] += 1
      }
      swap(&self, &other)
      shift += 11
    }
  }
}
