internal import Rules
internal import ScanModel

/// What a key's own checksum says.
struct ProofCheck {
  private let name: String
  private let isValid: Bool
  private let role: String?
  private let created: YearMonth?
  private let service: Int?

  /// Checks a value; nil when it has not the shape that the proof is for.
  static func check(_ proof: Proof, _ value: [UInt8], lexicon: Lexicon) -> ProofCheck? {
    switch proof {
    case .azure84:
      AnnotatedKey(value).map { ProofCheck($0, lexicon: lexicon) }
    case .azureSearch52:
      ProofCheck("AI Search key", seed: TailKey.azureSearch.verify(value))
    case .azureApim88:
      ProofCheck("API Management key", seed: TailKey.azureApim.verify(value))
    }
  }

  private init(_ key: AnnotatedKey, lexicon: Lexicon) {
    name = "annotated key"
    isValid = key.checksum != .invalid
    created = key.created
    service =
      lexicon.service(code: key.serviceCode + key.signature)
      ?? lexicon.service(code: key.signature)
    role =
      switch key.kind {
      case .key: nil
      case .derived: "derived key"
      case .hashed: "hashed key"
      }
  }

  private init(_ name: String, seed: String?) {
    self.name = name
    isValid = seed != nil
    role = seed.map { "\($0) key" }
    created = nil
    service = nil
  }

  /// Writes what the key proves into the draft.
  ///
  /// - Parameters:
  ///   - draft: its confidence is that of a valid key; an unconfirmed one is a level lower.
  ///   - value: the key.
  /// - Returns: why the value is no key at all, or nil.
  func apply(to draft: inout Draft, value: [UInt8]) -> String? {
    draft.facts = KeyFacts(
      role: role, created: created, checksum: isValid ? .valid : .notConfirmed)
    draft.service = service ?? draft.service
    draft.isServiceProved = draft.service != nil
    if isValid {
      draft.confidence = .certain
      draft.evidence.append(Evidence(kind: .proof, text: "the checksum of the \(name) is valid"))
      return nil
    }
    if let reason = ValueShape.disqualification(of: Array(value.prefix(42))) { return reason }
    draft.confidence = .high
    draft.evidence.append(
      Evidence(kind: .shape, text: "the shape of an \(name); its checksum is not confirmed"))
    return nil
  }
}
