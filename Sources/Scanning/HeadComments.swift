internal import ScanModel

/// What the comments of HEAD say of secrets, for the other versions of the files that they stand in.
///
/// A comment is written once, into the newest version; the older ones are what they were. HEAD decides and not any ref:
/// everybody may push a branch.
struct HeadComments {
  private let bySecret: [Fingerprint: [BytePath: Suppression]]

  /// - Parameter findings: with their histories, each content by itself.
  init(of findings: [Finding]) {
    var said: [Fingerprint: [BytePath: [Suppression?]]] = [:]
    for finding in findings {
      for occurrence in finding.occurrences where finding.history?.hasInHead(occurrence) == true {
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

  /// What HEAD says of a secret in a file; nil where it says nothing.
  func comment(on secret: Fingerprint, at path: BytePath) -> Suppression? {
    bySecret[secret]?[path]
  }
}

extension Finding {
  /// Lets what stands in versions of a file other than HEAD's be approved by the comment there, on its terms.
  mutating func approve(by head: HeadComments) {
    for index in occurrences.indices {
      let occurrence = occurrences[index]
      guard let comment = head.comment(on: secret.fingerprint, at: occurrence.path),
        history?.hasInHead(occurrence) != true
      else { continue }
      // Of two that count, that which holds longest: an own one is as good as it ever was.
      if let own = occurrence.comment, !own.isOutlived(by: comment) { continue }
      occurrences[index].suppression = comment
    }
  }
}

extension Occurrence {
  /// The comment beside it that lets it stand.
  var comment: Suppression? {
    guard let suppression, suppression.kind.isInSource, suppression.status == .inForce else {
      return nil
    }
    return suppression
  }
}
