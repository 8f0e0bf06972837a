internal import Digests

/// What the files that were read so far give together.
struct RuleCollection {
  private var byID: [String: Rule] = [:]
  /// The `[[rules]]` table of each.
  var origins: [String: TablePlace] = [:]
  var vocabulary = Vocabulary()
  var allowlists: [Allowlist] = []
  /// In the order of reading, for the digest.
  var texts: [String] = []
  var warnings: [String] = []
  /// Names of what other files may define; looked up at the end.
  var references: [RuleReference] = []

  subscript(id: String) -> Rule? {
    get { byID[id] }
    set { byID[id] = newValue }
  }

  var ids: [String] { byID.keys.sorted() }

  mutating func remove(_ id: String) -> Rule? {
    byID.removeValue(forKey: id)
  }

  /// - Throws: when a service or a required rule does not exist.
  func checkReferences() throws(RuleFileError) {
    let services = Set(vocabulary.services.map(\.id))
    for reference in references {
      let (known, noun) =
        switch reference.kind {
        case .service: (services, "service")
        case .rule: (Set(byID.keys), "rule")
        }
      guard !known.contains(reference.id), isInUse(reference) else { continue }
      throw reference.field.error(
        "there is no \(noun) '\(reference.id)'"
          + suggestion(for: reference.id, among: known.sorted()))
    }
  }

  /// Whether the rule that refers is still there, not disabled or replaced.
  private func isInUse(_ reference: RuleReference) -> Bool {
    switch reference.kind {
    case .service: true
    case .rule: byID.values.contains { $0.required.contains { $0.id == reference.id } }
    }
  }

  func ruleSet() -> RuleSet {
    RuleSet(
      rules: ids.compactMap { id in
        guard var rule = byID[id] else { return nil }
        if rule.title.isEmpty { rule.title = rule.description.isEmpty ? id : rule.description }
        return rule
      },
      vocabulary: vocabulary, allowlists: allowlists, digest: digest)
  }

  /// The null byte, which no rule file holds, keeps apart where one text ends and the next begins.
  private var digest: String {
    var bytes: [UInt8] = []
    for text in texts { bytes += Array(text.utf8) + [0] }
    return hexadecimal(Digest.sha256(bytes))
  }
}

/// A name that has to be defined in one of the files.
struct RuleReference {
  enum Kind { case service, rule }

  let kind: Kind
  let id: String
  let field: RuleField
}
