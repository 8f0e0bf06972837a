package import ScanModel

/// Which comments beside a secret let it stand.
package struct CommentPolicy: Sendable {
  /// The kinds that are heeded.
  package var heeded: Set<Suppression.Kind>
  /// Whether they count only where the content that a change replaces had the same secret under one: no change
  /// approves itself.
  package var needBase: Bool

  package init(
    heeding heeded: Set<Suppression.Kind> = Suppression.Kind.inSource, needBase: Bool = false
  ) {
    self.heeded = heeded
    self.needBase = needBase
  }
}
