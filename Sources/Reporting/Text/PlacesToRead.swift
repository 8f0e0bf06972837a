import ScanModel

extension Finding {
  /// The places that are worth a line each: of a history, those in one version of every file.
  var placesToRead: [Occurrence] {
    guard let history else { return occurrences }
    let held = Set(
      history.paths.lazy.filter { $0.refs.count > 0 }.map { Version(path: $0.path, blob: $0.blob) })
    let byPath = Dictionary(grouping: occurrences, by: \.path)
    var paths: Set<BytePath> = []
    return occurrences.map(\.path).filter { paths.insert($0).inserted }.flatMap { path in
      let places = byPath[path] ?? []
      // The newest version, of those that a ref still has if there are any.
      let best = places.max { left, right in
        let isHeld = [left, right].map { place in
          place.blob.map { held.contains(Version(path: path, blob: $0)) } ?? false
        }
        return isHeld[0] != isHeld[1] ? isHeld[1] : left.time < right.time
      }
      var seen: Set<Region> = []
      return places.filter { $0.blob == best?.blob && seen.insert($0.region).inserted }
    }
  }

  private struct Version: Hashable {
    let path: BytePath
    let blob: BlobID
  }
}

extension Occurrence {
  fileprivate var time: Int64 { origin.commit?.committerTime ?? .min }
}
