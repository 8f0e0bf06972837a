package import ScanModel

/// The proofs that the engine knows how to verify offline: a rule names one as its `proof`.
///
/// github.com/microsoft/security-utilities; the number is the length of the key.
package enum Proof: String, Sendable, Hashable, CaseIterable {
  /// The annotated key; its long form has 88 characters.
  case azure84
  case azureSearch52
  case azureApim88
  case azureStorage88
  case azureCosmos88
  case azureBatch88
  case azureMLClassic88
  case azureFunctions56
  case azureRedis44
  case azureServiceBus44
  case azureEventHubs44
  case azureRelay44
  case azureIoT44
  case azureEventGrid44
  case azureRegistry52
  case entraSecret
  case devOpsToken52

  /// What a key says of itself.
  ///
  /// - Parameter key: all of it.
  /// - Returns: nil when it has not the shape that the proof is for.
  package func examine(_ key: [UInt8]) -> KeyStatement? {
    if let family = tailKey { return family.examine(key) }
    return switch self {
    case .entraSecret: EntraSecret(key)?.statement
    case .devOpsToken52: DevOpsToken(key)?.statement
    default: AnnotatedKey(key)?.statement
    }
  }

  /// The family of keys that end in a checksum; nil for the others.
  var tailKey: TailKey? {
    switch self {
    case .azureSearch52: .azureSearch
    case .azureApim88: .azureApim
    case .azureStorage88: .storage
    case .azureCosmos88: .cosmos
    case .azureBatch88: .batch
    case .azureMLClassic88: .machineLearning
    case .azureFunctions56: .functions
    case .azureRedis44: .redis
    case .azureServiceBus44: .serviceBus
    case .azureEventHubs44: .eventHubs
    case .azureRelay44: .relay
    case .azureIoT44: .ioT
    case .azureEventGrid44: .eventGrid
    case .azureRegistry52: .containerRegistry
    case .azure84, .entraSecret, .devOpsToken52: nil
    }
  }
}

/// What a key says of itself, without a look at what stands around it.
package struct KeyStatement: Sendable, Hashable {
  /// What such a key is called: "AI Search key".
  package let family: String
  /// `none` where keys of this family carry none.
  package let checksum: KeyFacts.Checksum
  /// "admin key"; nil when it does not say, or its checksum is wrong.
  package var role: String?
  package var created: YearMonth?
  /// The codes by which the vocabulary knows its service, the most exact first.
  package var codes: [String] = []
  /// How many characters at the beginning are random.
  package let randomCount: Int
  /// Whether characters that every such key has give it away; without any, a wrong checksum leaves nothing that tells
  /// it from other text.
  package var hasSignature = true

  init(family: String, checksum: KeyFacts.Checksum, randomCount: Int) {
    self.family = family
    self.checksum = checksum
    self.randomCount = randomCount
  }
}

extension AnnotatedKey {
  var statement: KeyStatement {
    var statement = KeyStatement(
      family: "annotated key", checksum: checksum == .invalid ? .notConfirmed : .valid,
      randomCount: 52)
    statement.created = created
    // A signature in lower case: a key that the platform manages, not the customer.
    statement.codes = [serviceCode + signature, signature, signature.uppercased()]
    statement.role =
      switch kind {
      case .key: nil
      case .derived: "derived key"
      case .hashed: "hashed key"
      }
    return statement
  }
}
