package import ScanModel

/// Which comments beside a secret let it stand.
package struct CommentPolicy: Sendable {
  /// Where a comment has to stand to count.
  package enum Authority: Sendable {
    /// Beside the secret, in the content that holds it.
    case content
    /// Also in the content that a change replaces, which had the same secret under one: no change approves itself.
    case base
    /// Beside the secret; one in HEAD counts for all versions of the file as well.
    case head
  }

  /// The kinds that are heeded.
  package var heeded: Set<Suppression.Kind>
  package var authority: Authority

  package init(
    heeding heeded: Set<Suppression.Kind> = Suppression.Kind.inSource,
    authority: Authority = .content
  ) {
    self.heeded = heeded
    self.authority = authority
  }
}
