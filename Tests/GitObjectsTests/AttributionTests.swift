import Foundation
import GitObjects
import TestSupport
import Testing

/// Attribution against git, and against what the history was made of.
@Suite struct RandomAttributionTests {
  private static let seeds: [UInt64] = Array(1...12)

  /// Every commit, and no other, that `git log --all -m --find-object` lists.
  @Test(arguments: seeds)
  func namesTheCommitsThatGitNames(seed: UInt64) throws {
    let history = try RandomHistory(seed: seed, commitCount: 60)
    let attribution = try Attribution(
      of: Set(history.blobs), in: ObjectStore(history.scratch.location()), jobs: 2)
    #expect(attribution.issues == [])
    var count = 0
    for blob in history.blobs {
      let theirs = try history.scratch.git(
        "log", "--all", "-m", "--format=%H", "--find-object=\(blob)")
      var ours: Set<String> = []
      for place in attribution.places where place.blob == blob {
        let commits = place.introduced + place.removed + place.changed
        for commit in commits where attribution.isReachable(commit) {
          ours.insert(attribution.commit(commit).id.description)
        }
      }
      #expect(ours == Set(theirs.split(separator: "\n").map(String.init)))
      count += ours.count
    }
    #expect(count > 5)
  }

  @Test(arguments: seeds)
  func tellsWhatEachCommitDid(seed: UInt64) throws {
    let history = try RandomHistory(seed: seed, commitCount: 60)
    let attribution = try Attribution(
      of: Set(history.blobs), in: ObjectStore(history.scratch.location()), jobs: 3)
    var ours: [Deed: Set<ObjectID>] = [:]
    for place in attribution.places {
      let path = String(decoding: place.path, as: UTF8.self)
      func note(_ kind: Deed.Kind, _ commits: [Int]) {
        guard !commits.isEmpty else { return }
        ours[Deed(kind: kind, blob: place.blob, path: path)] =
          Set(commits.map { attribution.commit($0).id })
      }
      note(.introduced, place.introduced)
      note(.removed, place.removed)
      note(.changed, place.changed)
      let holders = history.branches.filter { _, commit in
        history.commits[commit].files[path].map { history.blobs[$0.content] } == place.blob
      }
      let head = holders["refs/heads/b0"] == nil ? [] : ["HEAD"]
      #expect(place.refs == head + holders.keys.sorted())
      #expect(place.refCount == place.refs.count)
    }
    #expect(ours == history.deeds)
  }

  /// The order in which workers come to objects says nothing.
  @Test func anyNumberOfWorkersSaysTheSame() throws {
    let history = try RandomHistory(seed: 99, commitCount: 200)
    func told(_ jobs: Int) throws -> [String] {
      let attribution = try Attribution(
        of: Set(history.blobs), in: ObjectStore(history.scratch.location()), jobs: jobs)
      return attribution.places.map { place in
        let commits = [place.introduced, place.removed, place.changed].map {
          $0.map { "\(attribution.commit($0))" }
        }
        return "\(place.blob) \(place.path) \(commits) \(place.refs)"
      }
    }
    let one = try told(1)
    #expect(one.count > 20)
    for jobs in 2...5 { #expect(try told(jobs) == one) }
  }
}

/// What a commit did to a blob at a path.
private struct Deed: Hashable {
  enum Kind: Hashable {
    case introduced, removed, changed
  }

  let kind: Kind
  let blob: ObjectID
  let path: String
}

extension RandomHistory {
  /// What every commit did, told from the files of it and of its parents.
  fileprivate var deeds: [Deed: Set<ObjectID>] {
    var deeds: [Deed: Set<ObjectID>] = [:]
    for (commit, id) in zip(commits, ids) {
      let parents = commit.parents.map { commits[$0].files }
      for path in Set(([commit.files] + parents).flatMap(\.keys)) {
        let own = commit.files[path]
        let before = parents.map { $0[path] }
        for content in Set(([own] + before).compactMap { $0?.content }) {
          let holders = before.count { $0?.content == content }
          let kind: Deed.Kind
          if own?.content == content {
            if holders > 0, before.allSatisfy({ $0 == own }) { continue }
            kind = holders == 0 ? .introduced : .changed
          } else {
            kind = before.count < 2 || holders == before.count ? .removed : .changed
          }
          deeds[Deed(kind: kind, blob: blobs[content], path: path), default: []].insert(id)
        }
      }
    }
    return deeds
  }
}
