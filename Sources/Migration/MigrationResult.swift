package import ScanModel

/// A plan with its secrets found: what is written, and what is told.
package struct MigrationResult: Sendable {
  package let plan: MigrationPlan
  package private(set) var baseline: Set<Fingerprint> = []
  /// One for each fingerprint: its reason.
  package private(set) var suppressions: [Fingerprint: String] = [:]
  package private(set) var exceptions: [MigrationException]
  /// Secrets of the plan that nothing reports any more: there is nothing to let stand.
  package private(set) var unneeded: [MigrationException] = []

  /// Finds the secrets of a plan among those of a scan.
  ///
  /// The same value is the same secret, wherever it stands. Where the plan knows no digest of the value, or none that was
  /// found, whatever stands on the line is meant; with detect-secrets' digest never, since it would be another secret.
  ///
  /// - Parameters:
  ///   - plan: what the other tool's files ask for.
  ///   - found: all that was found, in the work tree and in the commits that the plan names.
  ///   - blobs: the content at a path of a commit, by `commit:path`; nil where there is none.
  ///   - marked: fingerprints of what stands on lines with the tool's own mark, and where.
  package init(
    _ plan: MigrationPlan, found: [FoundSecret], blobs: [CommitPath: BlobID],
    marked: [Fingerprint: ForeignPlace] = [:]
  ) {
    self.plan = plan
    exceptions = plan.exceptions
    let index = FoundIndex(found)
    for secret in plan.secrets {
      let matches = index.matches(of: secret, blobs: blobs)
      for match in matches { carry(match.fingerprint, secret.purpose) }
      guard matches.isEmpty else { continue }
      if let commit = secret.commit, blobs[CommitPath(commit, secret.path)] == nil {
        exceptions.append(
          MigrationException(
            secret.origin,
            "commit \(commit.prefix(10)), or \(secret.path.text) in it, is not in this clone",
            advice: "nothing to do if it is gone for good; else fetch it and migrate again"))
      } else {
        unneeded.append(
          MigrationException(secret.origin, "nothing that keystrel reports stands there"))
      }
    }
    for (fingerprint, place) in marked {
      carry(fingerprint, .suppression(reason: "marked \(TruffleHog.mark) in \(place)"))
    }
    // What may stand needs no place in the baseline.
    baseline.subtract(suppressions.keys)
  }

  private mutating func carry(_ fingerprint: Fingerprint, _ purpose: KnownSecret.Purpose) {
    switch purpose {
    case .baseline: baseline.insert(fingerprint)
    case .suppression(let reason):
      // Several entries can mean one secret: the first reason by text, whatever their order.
      suppressions[fingerprint] = min(suppressions[fingerprint] ?? reason, reason)
    }
  }
}

/// A path in a commit, as the other tool names both.
package struct CommitPath: Hashable, Sendable {
  package let commit: String
  package let path: BytePath

  package init(_ commit: String, _ path: BytePath) {
    self.commit = commit
    self.path = path
  }
}

/// Found secrets by what they can be recognised by.
private struct FoundIndex {
  private var bySHA256: [String: FoundSecret] = [:]
  private var bySHA1: [String: FoundSecret] = [:]
  private var byPath: [BytePath: [(ClosedRange<Int>, FoundSecret)]] = [:]
  private var byBlob: [BlobID: [(ClosedRange<Int>, FoundSecret)]] = [:]

  init(_ found: [FoundSecret]) {
    for secret in found {
      bySHA256[secret.sha256] = secret
      bySHA1[secret.sha1] = secret
      for place in secret.places {
        if let blob = place.blob {
          byBlob[blob, default: []].append((place.region.lines, secret))
        } else {
          byPath[place.path, default: []].append((place.region.lines, secret))
        }
      }
    }
  }

  func matches(of secret: KnownSecret, blobs: [CommitPath: BlobID]) -> [FoundSecret] {
    switch secret.digest {
    case .sha256(let digest): if let found = bySHA256[digest] { return [found] }
    case .sha1(let digest): return bySHA1[digest].map { [$0] } ?? []
    case nil: break
    }
    guard let line = secret.line else { return [] }
    let places =
      if let commit = secret.commit {
        blobs[CommitPath(commit, secret.path)].flatMap { byBlob[$0] }
      } else {
        byPath[secret.path]
      }
    return (places ?? []).filter { $0.0.contains(line) }.map(\.1)
  }
}
