/// The known name that a mistyped one was meant to be; nil when none is near.
///
/// Near is an edit distance of a third of the length at most, case not counted.
func nearestName(to name: some StringProtocol, among known: some Sequence<String>) -> String? {
  let name = name.prefix(64)
  let letters = Array(name.lowercased().utf8)
  let candidates = known.map { other in
    // Of two equally near ones, the one in the same case.
    (
      distance: editDistance(letters, Array(other.lowercased().utf8)),
      exact: editDistance(Array(name.utf8), Array(other.utf8)), name: other
    )
  }
  guard
    let best = candidates.min(by: {
      ($0.distance, $0.exact, $0.name) < ($1.distance, $1.exact, $1.name)
    }),
    best.distance <= max(1, letters.count / 3)
  else { return nil }
  return best.name
}

/// The ending of a message about an unknown name: ", did you mean 'x'" or nothing.
package func suggestion(for name: some StringProtocol, among known: some Sequence<String>) -> String
{
  nearestName(to: name, among: known).map { ", did you mean '\($0)'" } ?? ""
}

/// Insertions, deletions, replacements and swaps of neighbours that make one of the other.
private func editDistance(_ left: [UInt8], _ right: [UInt8]) -> Int {
  var rows = [Array(0...right.count)]
  for (row, byte) in left.enumerated() {
    var current = [row + 1]
    for (column, other) in right.enumerated() {
      let replaced = rows[row][column] + (byte == other ? 0 : 1)
      var best = min(replaced, rows[row][column + 1] + 1, current[column] + 1)
      if row > 0, column > 0, byte == right[column - 1], left[row - 1] == other {
        best = min(best, rows[row - 1][column - 1] + 1)
      }
      current.append(best)
    }
    rows.append(current)
  }
  return rows[left.count][right.count]
}
