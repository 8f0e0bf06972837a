internal import Rules
internal import ScanModel

/// Weighs what a key proves of itself.
struct ProofCheck {
  private let statement: KeyStatement
  private let service: Int?

  /// Checks a value; nil when it has not the shape that the proof is for.
  init?(_ proof: Proof, _ value: [UInt8], lexicon: Lexicon) {
    guard let statement = proof.examine(value) else { return nil }
    self.statement = statement
    service = statement.codes.lazy.compactMap { lexicon.service(code: $0) }.first
  }

  /// Writes what the key proves into the draft.
  ///
  /// - Parameters:
  ///   - draft: its confidence is that of a valid key; an unconfirmed one is a level lower.
  ///   - value: the key.
  /// - Returns: why the value is no key at all, or nil.
  func apply(to draft: inout Draft, value: [UInt8]) -> String? {
    draft.facts = KeyFacts(
      role: statement.role, created: statement.created, checksum: statement.checksum)
    draft.service = service ?? draft.service
    draft.isServiceProved = draft.service != nil
    guard statement.checksum != .valid else {
      draft.confidence = .certain
      draft.evidence.append(
        Evidence(kind: .proof, text: "the checksum of the \(statement.family) is valid"))
      return nil
    }
    if let reason = ValueShape.placeholder(in: Array(value.prefix(statement.randomCount))) {
      return reason
    }
    let isUnconfirmed = statement.checksum == .notConfirmed
    draft.confidence = statement.hasSignature ? .high : .low
    draft.evidence.append(
      Evidence(
        kind: .shape,
        text: "the shape of the \(statement.family)"
          + (isUnconfirmed ? "; its checksum is not confirmed" : "")))
    return nil
  }
}
