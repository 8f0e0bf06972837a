extension RuleFileReader {
  /// Appends what one of the vocabulary's keys gives.
  mutating func readVocabulary(_ field: RuleField) throws(RuleFileError) {
    switch field.name {
    case "services":
      for table in try field.tables() { try readService(table) }
    case "hosts":
      for table in try field.tables() { try readHost(table) }
    case "carriers":
      for table in try field.tables() { try readCarrier(table) }
    case "names":
      for table in try field.tables() { try readNames(table) }
    case "regions":
      rules.vocabulary.regions += try field.strings().map { $0.lowercased() }
    case "publisheddigests":
      for table in try field.tables() { try readDigest(table) }
    default:
      rules.vocabulary.publishedValues += try field.strings().map { $0.lowercased() }
    }
  }

  private mutating func readService(_ table: RuleTable) throws(RuleFileError) {
    var service = ServiceWords(id: "", name: "")
    for field in table.fields() {
      switch field.name {
      case "id": service.id = try field.nonEmptyString()
      case "name": service.name = try field.nonEmptyString()
      case "codes": service.codes = try field.strings()
      case "strong": service.strong = try field.strings()
      case "weak": service.weak = try field.strings()
      case "clues": service.clues = try field.strings()
      case "hints": service.hints = try field.strings()
      case "except": service.except = try field.strings()
      case "general": service.isGeneral = try field.bool()
      case "capitals": service.hasCapitals = try field.bool()
      case "family": service.family = try field.nonEmptyString()
      case "fronts": service.fronts = try field.strings()
      case "hexadecimal": service.hasHexadecimalKeys = try field.bool()
      case "neighbour": service.isNeighbour = try field.bool()
      default:
        unknownKey(
          field,
          known: [
            "id", "name", "codes", "strong", "weak", "clues", "hints", "except", "general",
            "hexadecimal", "capitals", "family", "fronts", "neighbour",
          ])
      }
    }
    guard !service.id.isEmpty, !service.name.isEmpty else {
      throw table.place.error(nil, "a service needs id and name")
    }
    guard !rules.vocabulary.services.contains(where: { $0.id == service.id }) else {
      throw table.place.error("id", "another service has the id '\(service.id)'")
    }
    rules.vocabulary.services.append(service)
  }

  private mutating func readHost(_ table: RuleTable) throws(RuleFileError) {
    var host = HostPattern(pattern: "", service: "", cloud: "public", namesAccount: false)
    for field in table.fields() {
      switch field.name {
      case "pattern": host.pattern = try field.nonEmptyString().lowercased()
      case "service":
        // Empty for a host of several services.
        if try !field.string().isEmpty { host.service = try readServiceReference(field) }
      case "cloud": host.cloud = try field.choice(["public", "usgov", "china"]) { $0 }
      case "namesaccount": host.namesAccount = try field.bool()
      case "ofitsown": host.isOfItsOwn = try field.bool()
      default:
        unknownKey(field, known: ["pattern", "service", "cloud", "namesAccount", "ofItsOwn"])
      }
    }
    guard !host.pattern.isEmpty else { throw table.place.error(nil, "a host needs a pattern") }
    rules.vocabulary.hosts.append(host)
  }

  private mutating func readCarrier(_ table: RuleTable) throws(RuleFileError) {
    var kind: Carrier.Kind?
    var carrier = Carrier(kind: .header, name: "", service: nil, isShared: false)
    for field in table.fields() {
      switch field.name {
      case "kind": kind = try field.choice(Carrier.Kind.self)
      case "name": carrier.name = try field.nonEmptyString()
      case "service":
        if try !field.string().isEmpty { carrier.service = try readServiceReference(field) }
      case "shared": carrier.isShared = try field.bool()
      case "needsendpoint": carrier.needsEndpoint = try field.bool()
      case "notof": carrier.notOf = try field.strings()
      default:
        unknownKey(
          field, known: ["kind", "name", "service", "shared", "needsEndpoint", "notOf"])
      }
    }
    guard let kind, !carrier.name.isEmpty else {
      throw table.place.error(nil, "a carrier needs kind and name")
    }
    carrier.kind = kind
    rules.vocabulary.carriers.append(carrier)
  }

  private mutating func readDigest(_ table: RuleTable) throws(RuleFileError) {
    var digest = PublishedDigest(name: "", sha256: "")
    for field in table.fields() {
      switch field.name {
      case "name": digest.name = try field.nonEmptyString()
      case "sha256": digest.sha256 = try field.nonEmptyString().lowercased()
      default: unknownKey(field, known: ["name", "sha256"])
      }
    }
    guard !digest.name.isEmpty, digest.sha256.utf8.count == 64,
      digest.sha256.utf8.allSatisfy({ ByteClass.hex.contains($0) })
    else { throw table.place.error(nil, "a published key needs a name and its SHA-256") }
    rules.vocabulary.publishedDigests.append(digest)
  }

  private mutating func readNames(_ table: RuleTable) throws(RuleFileError) {
    for field in table.fields() {
      switch field.name {
      case "secret": rules.vocabulary.names.secret += try field.strings()
      case "other": rules.vocabulary.names.other += try field.strings()
      case "otherkeys": rules.vocabulary.names.otherKeys += try field.strings()
      case "othertails": rules.vocabulary.names.otherTails += try field.strings()
      case "empty": rules.vocabulary.names.empty += try field.strings()
      case "company": rules.vocabulary.names.company += try field.strings()
      case "othercompany": rules.vocabulary.names.otherCompany += try field.strings()
      case "placeholder": rules.vocabulary.names.placeholder += try field.strings()
      case "region": rules.vocabulary.names.region += try field.strings()
      case "deployment": rules.vocabulary.names.deployment += try field.strings()
      case "index": rules.vocabulary.names.index += try field.strings()
      default:
        unknownKey(
          field,
          known: [
            "secret", "other", "otherKeys", "otherTails", "empty", "company", "otherCompany",
            "placeholder", "region", "deployment", "index",
          ])
      }
    }
  }
}
