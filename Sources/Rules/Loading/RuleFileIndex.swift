/// Where the entries of a rule file are found by name, since the entries of a long file are asked for one by one.
struct RuleFileIndex: Sendable {
  /// The headers of each table, as indices of entries, ascending.
  private(set) var headers: [[String]: [Int]] = [:]
  /// The headers of each table and of those inside of it.
  private(set) var headersBelow: [[String]: [Int]] = [:]
  /// The keys, by the names of their table and their own.
  private(set) var keys: [[String]: [Int]] = [:]
  /// Where each line of the text begins.
  private let lines: [Int]

  init(_ entries: [RuleFileOutline.Entry], _ text: [UInt8]) {
    var lines = [0]
    for (offset, byte) in text.enumerated() where byte == UInt8(ascii: "\n") {
      lines.append(offset + 1)
    }
    self.lines = lines
    for (index, entry) in entries.enumerated() {
      if let key = entry.key {
        keys[entry.table + [key], default: []].append(index)
      } else {
        headers[entry.table, default: []].append(index)
        for count in 1...max(1, entry.table.count) {
          headersBelow[Array(entry.table.prefix(count)), default: []].append(index)
        }
      }
    }
  }

  /// The line, from 0, that holds a byte, and where it begins.
  func line(of offset: Int) -> (number: Int, start: Int) {
    let number = max(0, lines.firstIndex(from: offset + 1) - 1)
    return (number, lines[number])
  }
}

extension [Int] {
  /// The index of the first number that is not below a bound, in an ascending list.
  fileprivate func firstIndex(from bound: Int) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < bound { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// One of the numbers in a range, counted from 0, of an ascending list.
  func element(_ number: Int, in range: Range<Int>) -> Int? {
    let index = firstIndex(from: range.lowerBound) + number
    return indices.contains(index) && self[index] < range.upperBound ? self[index] : nil
  }
}
