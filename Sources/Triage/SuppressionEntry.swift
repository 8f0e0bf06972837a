package import ScanModel

/// A suppression of the settings: what it is about, and what lets that stand.
///
/// What it leaves open matches everything; one that names nothing at all cannot be made.
package struct SuppressionEntry: Sendable {
  /// What the fingerprint of the secret begins with: 12 to 64 hexadecimal digits, in lower case; nil for any secret.
  package let fingerprint: String?
  /// The id of a rule; nil for any.
  package let rule: String?
  /// Patterns as in `.gitignore`, of which one has to match the path; empty for any path.
  package let paths: [String]
  /// What a place that it matches gets; its status is that of today.
  package let suppression: Suppression

  /// nil when neither fingerprint, rule nor path is named.
  package init?(
    fingerprint: String? = nil, rule: String? = nil, paths: [String] = [], suppression: Suppression
  ) {
    guard fingerprint != nil || rule != nil || !paths.isEmpty else { return nil }
    self.fingerprint = fingerprint
    self.rule = rule
    self.paths = paths
    self.suppression = suppression
  }
}
