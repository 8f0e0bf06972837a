internal import GitObjects
internal import PathPatterns
internal import ScanModel

extension Places {
  /// Leaves out where no selected commit has brought a blob in, and paths that are not selected.
  ///
  /// A blob of which nothing would be left keeps its places: of many commits that bring it in only the first are known.
  mutating func select(_ commits: Set<BlobID>, _ selection: HistorySelection) {
    for (blob, known) in byBlob {
      let inPaths = known.filter { selection.covers($0.path) }
      let selected = inPaths.filter { $0.origin.commit.map { commits.contains($0.id) } ?? false }
      if !selected.isEmpty {
        byBlob[blob] = selected
      } else if !inPaths.isEmpty {
        byBlob[blob] = inPaths
      }
    }
  }
}

extension HistorySelection {
  fileprivate func covers(_ path: BytePath) -> Bool {
    paths.isEmpty || paths.contains { $0.matches(path.bytes) }
  }
}
