internal import Rules

/// Finds runs of at least so many bytes of one class.
///
/// A run of length L covers two neighbouring multiples of L / 2, so it is enough to look at those: a run that
/// begins after one sample holds the next one and the one after it.
struct RunFinder: Sendable {
  let byteClass: ByteClass
  let length: Int
  private let members: [Bool]

  init(_ byteClass: ByteClass, length: Int) {
    self.byteClass = byteClass
    self.length = max(2, length)
    members = (0...255).map { byteClass.contains(UInt8($0)) }
  }

  /// Appends every maximal run of at least `length` bytes, in order.
  func findAll(in bytes: Span<UInt8>, into runs: inout [Range<Int>]) {
    let members = members.span
    let half = length / 2
    var searched = 0
    var sample = half - 1
    while sample + half < bytes.count {
      guard members[Int(bytes[sample])], members[Int(bytes[sample + half])] else {
        sample += half
        continue
      }
      var start = sample
      while start > searched, members[Int(bytes[start - 1])] { start -= 1 }
      var end = sample + 1
      while end < bytes.count, members[Int(bytes[end])] { end += 1 }
      if end - start >= length { runs.append(start..<end) }
      searched = end
      sample = max(sample + half, end + half - 1)
    }
  }
}
