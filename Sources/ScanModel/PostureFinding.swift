/// Infrastructure, or a script, that leaves the use of keys open.
///
/// No secret stands there, so it is no `Finding`.
package struct PostureFinding: Sendable {
  package var rule: String
  /// What is open, for a person: "Azure AI account that accepts keys".
  package var title: String
  package var severity: Severity
  /// What it is about, as the file calls it: a resource, a command; nil when that may not be shown.
  package var subject: String?
  /// The digest of rule, path and subject: the same after an edit of the lines.
  package var fingerprint: Fingerprint
  /// What closes it, in the language of the file.
  package var hint: Hint?
  /// In the order of `Occurrence`'s comparison; each spans the whole block, so that a change in it is seen.
  package var occurrences: [Occurrence]

  package init(
    rule: String, title: String, severity: Severity, subject: String?, fingerprint: Fingerprint,
    hint: Hint? = nil, occurrences: [Occurrence]
  ) {
    self.rule = rule
    self.title = title
    self.severity = severity
    self.subject = subject
    self.fingerprint = fingerprint
    self.hint = hint
    self.occurrences = occurrences
  }
}
