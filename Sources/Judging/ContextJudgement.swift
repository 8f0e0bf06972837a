internal import Rules
internal import ScanModel

/// What the surroundings of a value say: how sure they make, of which service, and why.
struct ContextJudgement {
  var confidence: Confidence
  var service: Int?
  /// Whether a name of the value itself tells the service, or one that is no general word.
  var isServiceSure = true
  /// Services that take no key in what carries this one.
  var excluded: Set<Int> = []
  var evidence: [Evidence]

  /// What no name tells, but what it is put together with.
  static func literal(_ partner: String) -> ContextJudgement {
    ContextJudgement(
      confidence: .medium, service: nil, isServiceSure: false,
      evidence: [Evidence(kind: .carrier, text: partner)])
  }

  /// In a compiled program names do not stand beside their values; a host that takes keys does.
  static let constantOfProgram = literal("a string of a compiled program")
}

/// Judges values that prove nothing themselves by what stands around them (design, section 2).
struct ContextJudge {
  let lexicon: Lexicon
  /// Whether the value is in capitals, as keys of one service are: that says more than a weak word around it.
  var isInCapitals = false
  /// The gateway that the value is handed over to.
  var gateway: Int?

  enum Verdict {
    case keep(ContextJudgement)
    case drop(String)
  }

  /// Distance from a value to the nearest word of the company.
  enum Company: Comparable {
    /// Where the path is not known yet, it may name the company.
    case none, maybeInPath, inFile, near
    /// A host of the company is beside the value.
    case atEndpoint
  }

  /// Why a value is no key, as far as it and its own names tell; asked first, since most candidates end here.
  ///
  /// - Parameters:
  ///   - value: the decoded secret.
  ///   - surroundings: the names that are the value's own.
  /// - Returns: nil when the value is worth a look at what encloses it.
  func disqualification(of value: [UInt8], _ surroundings: Surroundings) -> String? {
    if let glue = surroundings.glue { return glue }
    if let call = surroundings.own.first(where: { $0.role == .call }), call.readsBytes {
      return "read as bytes or a GUID"
    }
    if let reason = ValueShape.disqualification(of: value) { return reason }
    if lexicon.isPublished(value) { return "a published example or test vector" }
    let speaks = surroundings.own.contains { name in
      lexicon.isSecret(name.words) || lexicon.isEmpty(name.words) || name.role == .call
        || lexicon.carrier(name.words) != nil || lexicon.isOneOfMany(name)
    }
    return speaks ? nil : Self.nameless
  }

  static let nameless = "no name says that it is a key"

  /// Judges one value that is not disqualified.
  ///
  /// - Parameters:
  ///   - value: the decoded secret.
  ///   - surroundings: with the sibling in place of a name that says nothing.
  ///   - parents: what encloses the value.
  ///   - company: how near the text speaks of the company.
  /// - Returns: how sure and why, or why not.
  func judge(
    _ value: [UInt8], surroundings: Surroundings, parents: [Surroundings.Name],
    company: Company
  ) -> Verdict {
    let verdict = verdict(on: value, surroundings, parents, company)
    guard case .keep(var judgement) = verdict, let link = surroundings.link,
      let first = judgement.evidence.first
    else { return verdict }
    judgement.evidence[0] = Evidence(kind: first.kind, text: first.text + ", " + link)
    return .keep(judgement)
  }

  /// The verdict without how the names lead to the value.
  private func verdict(
    on value: [UInt8], _ surroundings: Surroundings, _ parents: [Surroundings.Name],
    _ company: Company
  ) -> Verdict {
    let enclosing = surroundings.names.filter { $0.role == .parent } + parents
    let own = surroundings.own
    let carried =
      judgeCarrier(own, enclosing: enclosing, company: company) ?? judgeConstruction(own)
      ?? judgeRegionalCall(own, company)
    if let carried, carried.confidence == .high { return .keep(carried) }
    guard let name = secretName(own, enclosing) else {
      return carried.map { .keep($0) } ?? .drop(Self.nameless)
    }
    let nearest = own.first { $0.role != .call }
    let phrase = own.first { $0.role == .prose }
    let assigned = own.lazy.filter { $0.role == .assigned }
    let word =
      nearest.flatMap { lexicon.otherWord(in: $0.words) } ?? lexicon.otherWord(in: name.words)
      ?? assigned.compactMap { lexicon.otherWord(in: $0.words) }.first
    if let word = word ?? phrase.flatMap({ lexicon.otherWord(in: $0.words, isProse: true) }) {
      return .drop("named as something else: \(word)")
    }
    let named = judgeName(name, own: own, enclosing: enclosing, company: company, value: value)
    if let carried, carried.confidence > named.confidence { return .keep(carried) }
    return .keep(named)
  }

  // MARK: - Carriers

  private func judgeCarrier(
    _ own: [Surroundings.Name], enclosing: [Surroundings.Name], company: Company
  ) -> ContextJudgement? {
    for name in own {
      let kinds: [Carrier.Kind] =
        switch name.role {
        case .call: [.call]
        case .query: [.query, .header]
        case .prose: [.header]
        default: [.header, .argument, .query]
        }
      guard let carrier = lexicon.carrier(name.words, kinds: kinds) else { continue }
      if carrier.needsEndpoint, company < .atEndpoint { continue }
      let names = own + enclosing
      let isOurs = names.contains {
        lexicon.namesCompany($0.words)
          || lexicon.carrier($0.words, kinds: [.call])?.isShared == false
      }
      let confidence: Confidence =
        if !carrier.isShared || isOurs || company >= .near {
          .high
        } else {
          company > .none ? .medium : .low
        }
      // An argument that many calls have, such as `subscription`, needs the company in its own call or its file.
      if carrier.kind == .argument, carrier.isShared, !isOurs, company < .inFile { continue }
      let excluded = Set(carrier.notOf.compactMap(lexicon.serviceIndex))
      let named = service(
        of: own,
        enclosing.filter { name in
          lexicon.service(around: name).map { !excluded.contains($0.index) } ?? true
        })
      let service = carrier.service.flatMap(lexicon.serviceIndex)
      let evidence = Evidence(kind: .carrier, text: carrier.phrase)
      return ContextJudgement(
        confidence: confidence, service: service ?? named?.index,
        isServiceSure: service != nil || named?.isSure == true, excluded: excluded,
        evidence: [evidence])
    }
    return nil
  }

  /// A string handed to a type or factory of one of the services: `new AzureOpenAIClient(…, "…")`.
  private func judgeConstruction(_ own: [Surroundings.Name]) -> ContextJudgement? {
    for name in own where name.role == .call {
      guard let service = lexicon.service(in: name.words), service.isStrong, name.isCapitalized
      else { continue }
      let evidence = Evidence(kind: .carrier, text: "argument of \(name.shown ?? "a call")")
      return ContextJudgement(confidence: .medium, service: service.index, evidence: [evidence])
    }
    return nil
  }

  /// A string that stands together with a region: `connect("…", "westeurope")`.
  private func judgeRegionalCall(
    _ own: [Surroundings.Name], _ company: Company
  ) -> ContextJudgement? {
    // Or beside one in a list: `("westeurope", "…")`.
    guard company >= .near,
      let region = own.first(where: { $0.role == .argument }),
      lexicon.isRegion(region.text) || lexicon.namesRegion(region.words)
    else { return nil }
    let evidence = Evidence(kind: .carrier, text: "beside a region")
    return ContextJudgement(
      confidence: .medium, service: service(of: own, [])?.index, evidence: [evidence])
  }

  // MARK: - Names

  /// The name that says that its value is a key.
  private func secretName(
    _ own: [Surroundings.Name], _ enclosing: [Surroundings.Name]
  ) -> Surroundings.Name? {
    if let name = own.first(where: { $0.role != .call && lexicon.isSecret($0.words) }) {
      return name
    }
    // `.apiKey("…")` sets what it is called.
    if let call = own.first, call.role == .call, lexicon.isSecret(call.words) { return call }
    // "value:" below "AZURE_OPENAI_KEY:" says nothing itself; the name above it counts.
    guard own.prefix(2).contains(where: { lexicon.isEmpty($0.words) }) else {
      // `keys = {"westus": "…"}`, `key = switch region { "westus" => "…" }`
      guard let first = own.first, let parent = enclosing.first,
        lexicon.isOneOfMany(first) || parent.isChoice, lexicon.isSecret(NameText(parent.target))
      else { return nil }
      return parent
    }
    return enclosing.first { parent in
      lexicon.isSecret(parent.words) || lexicon.isSecret(NameText(parent.label))
        || lexicon.isSecret(NameText(parent.target))
    }
  }

  private func judgeName(
    _ name: Surroundings.Name, own: [Surroundings.Name], enclosing: [Surroundings.Name],
    company: Company, value: [UInt8]
  ) -> ContextJudgement {
    let found = service(of: own, enclosing)
    let speaksOfCompany = (own + enclosing).contains { lexicon.namesCompany($0.words) }
    let isVersion4 = ValueShape.isVersion4GUID(value)
    var confidence: Confidence
    if found?.isStrong == true || speaksOfCompany {
      confidence = .high
    } else if found != nil {
      let saysEnough = isVersion4 || lexicon.isPlainServiceKey(name.words)
      confidence = company > .maybeInPath ? .high : saysEnough ? .medium : .low
    } else {
      // A name as general as `api_key` is not traced through a whole history on the chance of its path.
      confidence = company > .maybeInPath ? .medium : .low
      if isVersion4, company >= .near { confidence = .high }
    }
    let speaking = own + [name]
    let isOthers =
      speaking.contains { lexicon.namesOtherCompany($0.words) }
      || lexicon.service(in: name.words) == nil
        && enclosing.first.map { lexicon.namesOtherCompany(NameText($0.label)) } == true
    if isOthers, !speaking.contains(where: { lexicon.namesCompany($0.words) }) {
      confidence = .low
    }
    var phrase = "named \(name.printable)"
    if let found, let parent = speaker(of: found.index, own, enclosing) {
      phrase += " in \(parent)"
    }
    var evidence = [Evidence(kind: .name, text: phrase)]
    if isVersion4 {
      evidence.append(Evidence(kind: .shape, text: "shaped like an issued key (version-4 GUID)"))
    }
    return ContextJudgement(
      confidence: confidence, service: found?.index, isServiceSure: found?.isSure == true,
      evidence: evidence)
  }
}

extension Carrier {
  /// For a person: "header Ocp-Apim-Subscription-Key".
  var phrase: String {
    switch kind {
    case .header: "header \(name)"
    case .query: "query parameter \(name)"
    case .call: "call of \(name)"
    case .argument: "argument \(name)"
    }
  }
}
