internal import Inputs
internal import ScanModel

extension Scan {
  /// What the contents before a change said beside the secrets that stand under a comment now.
  ///
  /// - Parameters:
  ///   - found: each finding with the blob that it is in.
  ///   - input: what was scanned.
  ///   - progress: asked whether to go on.
  ///   - issues: gets what could not be read; its secrets are not approved.
  /// - Returns: for each blob the comments that its secrets had in what it replaces.
  func approvals(
    of found: [InBlob<Finding>], with input: any Input, progress: ScanProgress,
    _ issues: inout [ScanIssue]
  ) -> [BlobID: [Fingerprint: Suppression]] {
    var wanted: [BlobID: (blob: Blob, secrets: Set<Fingerprint>)] = [:]
    for item in found where item.item.occurrences.contains(where: \.isCommented) {
      guard let id = item.blob.id, !item.blob.madeOf.isEmpty else { continue }
      wanted[id, default: (item.blob, [])].secrets.insert(item.item.secret.fingerprint)
    }
    guard !wanted.isEmpty else { return [:] }
    do {
      let reader = try input.makeReader()
      var before = CommentedSecrets(self, progress)
      return wanted.mapValues { blob, secrets in
        guard !progress.isStopped else {
          issues.append(progress.stopIssue("not all comments were compared with those of the base"))
          return [:]
        }
        var approved: [Fingerprint: Suppression] = [:]
        // What was somewhere else is read without its path, and so once however many files it may have become.
        let path = blob.isPlaced && !blob.replaces.isEmpty ? blob.path : nil
        for secret in secrets {
          // Brought in several times, by several commits: each has to find it approved.
          let bases = blob.madeOf.compactMap { contents in
            contents.sorted().compactMap {
              before.comments(in: $0, at: path, with: reader, &issues)[secret]
            }.first
          }
          guard bases.count == blob.madeOf.count else { continue }
          approved[secret] = bases.min { $0.isOutlived(by: $1) }
        }
        return approved
      }
    } catch {
      issues.append(ScanIssue(subject: nil, message: "\(error)"))
      return [:]
    }
  }
}

extension Finding {
  /// Lets comments count as what was replaced had them; those that are new do not count.
  ///
  /// The terms of before hold too: a change that puts off the last day is as much as a new comment.
  mutating func approve(by approved: [BlobID: [Fingerprint: Suppression]]) {
    for index in occurrences.indices where occurrences[index].isCommented {
      guard var comment = occurrences[index].suppression else { continue }
      if let base = occurrences[index].blob.flatMap({ approved[$0]?[secret.fingerprint] }) {
        comment.reason = base.reason
        comment.owner = base.owner
        comment.until = base.until
      } else {
        comment.status = .unapproved
      }
      occurrences[index].suppression = comment
    }
  }
}

extension Occurrence {
  /// Whether a comment beside it would let it stand.
  fileprivate var isCommented: Bool { comment != nil }
}
