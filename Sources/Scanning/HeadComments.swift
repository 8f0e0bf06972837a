internal import ScanModel

/// What the comments of HEAD say of secrets, for the other versions of the files that they stand in.
///
/// A comment is written once, into the newest version; the older ones are what they were. HEAD decides and not any ref:
/// everybody may push a branch.
struct HeadComments {
  private let bySecret: [Fingerprint: [BytePath: Suppression]]

  /// - Parameter findings: with their histories, each content by itself.
  init(of findings: [Finding]) {
    let commented = Set(
      findings.filter { $0.occurrences.contains { $0.comment != nil } }
        .map(\.secret.fingerprint))
    var said: [Fingerprint: [BytePath: [Suppression?]]] = [:]
    for finding in findings where commented.contains(finding.secret.fingerprint) {
      let inHead = finding.history?.placesInHead ?? []
      for occurrence in finding.occurrences where inHead.contains(occurrence.place) {
        said[finding.secret.fingerprint, default: [:]][occurrence.path, default: []]
          .append(occurrence.comment)
      }
    }
    bySecret = said.mapValues { paths in
      paths.compactMapValues { comments in
        // Who leaves one place of a file open has not approved the key in that file.
        comments.contains(nil)
          ? nil : comments.compactMap(\.self).min { $0.isOutlived(by: $1) }
      }
    }
  }

  /// What HEAD says of a secret, by file.
  func comments(on secret: Fingerprint) -> [BytePath: Suppression] {
    bySecret[secret] ?? [:]
  }
}

extension Finding {
  /// Lets what stands in versions of a file other than HEAD's be approved by the comment there, on its terms.
  mutating func approve(by head: HeadComments) {
    let comments = head.comments(on: secret.fingerprint)
    guard !comments.isEmpty else { return }
    let inHead = history?.placesInHead ?? []
    for index in occurrences.indices {
      let occurrence = occurrences[index]
      guard let comment = comments[occurrence.path], !inHead.contains(occurrence.place) else {
        continue
      }
      // Of two that count, that which holds longest: an own one is as good as it ever was.
      if let own = occurrence.comment, !own.isOutlived(by: comment) { continue }
      occurrences[index].suppression = comment
    }
  }
}

/// A content at a path.
private struct ContentPlace: Hashable {
  let path: BytePath
  let blob: BlobID?
}

extension SecretHistory {
  fileprivate var placesInHead: Set<ContentPlace> {
    Set(paths.lazy.filter(\.isInHead).map { ContentPlace(path: $0.path, blob: $0.blob) })
  }
}

extension Occurrence {
  fileprivate var place: ContentPlace { ContentPlace(path: path, blob: blob) }

  /// The comment beside it that lets it stand.
  var comment: Suppression? {
    guard let suppression, suppression.kind.isInSource, suppression.status == .inForce else {
      return nil
    }
    return suppression
  }
}
