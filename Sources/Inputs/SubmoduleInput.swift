internal import GitObjects
package import ScanModel

/// The history of a repository and, each as a repository of its own, those of its submodules, nested ones too.
///
/// What a submodule holds stands at its path before the path inside.
package struct SubmoduleInput: Input {
  let outer: HistoryInput

  /// Links in `.git` can make a submodule hold itself; each repository is read once, and no deeper than this.
  private static let deepest = 64

  package init(_ outer: HistoryInput) {
    self.outer = outer
  }

  package func listing() throws -> Listing {
    var listing = try outer.listing()
    let found = try submodules()
    for inner in found.inside {
      do {
        let other = try inner.input.listing()
        if let walk = other.walk { listing.walk?.add(walk) }
        listing.coverage.merge(other.coverage)
      } catch {
        listing.coverage.issues.append(ScanIssue(subject: inner.path, message: "\(error)"))
      }
    }
    listing.coverage.issues += found.issues
    return listing
  }

  package func makeReader() throws -> any BlobReader {
    SubmoduleReader(
      try [outer.makeReader()] + submodules().inside.map { try $0.input.makeReader() })
  }

  package func places(of blobs: Set<BlobID>, jobs: Int) throws -> Places {
    var places = try outer.places(of: outer.held(among: blobs), jobs: jobs)
    for inner in try submodules().inside {
      do {
        var inside = try inner.input.places(of: inner.input.held(among: blobs), jobs: jobs)
        let prefix = Array((inner.path + "/").utf8)
        inside.byBlob = inside.byBlob.mapValues { known in
          known.map { (BytePath(prefix + $0.path.bytes), $0.origin) }
        }
        inside.histories = inside.histories.mapValues { known in
          known.map { $0.moved(to: BytePath(prefix + $0.path.bytes)) }
        }
        inside.issues = inside.issues.map {
          ScanIssue(
            subject: $0.subject.map { inner.path + ": " + $0 } ?? inner.path, message: $0.message)
        }
        places.merge(inside)
      } catch {
        places.issues.append(ScanIssue(subject: inner.path, message: "\(error)"))
      }
    }
    return places
  }

  private struct Inside {
    let path: String
    let input: HistoryInput
  }

  /// Every submodule that was cloned, the outer ones first; of the others it is told that they were not read.
  private func submodules() throws -> (inside: [Inside], issues: [ScanIssue]) {
    let top = try outer.open()
    var inside: [Inside] = []
    var issues: [ScanIssue] = []
    var known: Set<RepositoryLocation> = [top.location]
    var pending: [(path: String, repository: Repository, depth: Int)] = [("", top, 0)]
    while let next = pending.popLast() {
      do {
        for submodule in try next.repository.submodules() {
          let path = next.path + submodule.path
          guard let location = submodule.location else {
            issues.append(
              ScanIssue(
                subject: path,
                message: "this submodule was never cloned: git submodule update --init --recursive")
            )
            continue
          }
          guard next.depth < Self.deepest, known.insert(location).inserted else { continue }
          inside.append(
            Inside(path: path, input: HistoryInput(location, named: path, like: outer)))
          pending.append((path + "/", try Repository(location), next.depth + 1))
        }
      } catch {
        issues.append(
          ScanIssue(subject: next.path.isEmpty ? nil : next.path, message: "\(error)"))
      }
    }
    return (inside, issues)
  }
}

extension HistoryInput {
  /// Those of the objects that this repository holds.
  fileprivate func held(among blobs: Set<BlobID>) throws -> Set<BlobID> {
    let repository = try open()
    return blobs.filter { ObjectID($0).map(repository.contains) ?? false }
  }
}

/// Reads an object from whichever repository has it.
private final class SubmoduleReader: BlobReader {
  private let readers: [any BlobReader]

  init(_ readers: [any BlobReader]) {
    self.readers = readers
  }

  func read(
    _ blob: Blob, unless takes: (Span<UInt8>, FurtherBytes?) -> Bool,
    _ body: (Span<UInt8>, Segment) -> Void
  ) throws(ReadFailure) {
    var failure = ReadFailure("not there")
    for reader in readers {
      do throws(ReadFailure) {
        return try reader.read(blob, unless: takes, body)
      } catch {
        failure = error
      }
    }
    throw failure
  }
}
