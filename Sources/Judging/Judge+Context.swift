internal import Rules
internal import ScanModel

extension Judge {
  /// Bytes before a value in which what encloses it is sought.
  private static let parentReach = 6000

  /// Judges a value by what stands around it.
  ///
  /// - Parameters:
  ///   - match: where it is.
  ///   - value: the decoded secret.
  ///   - nearest: how near the text speaks of the company; nil when it does not.
  ///   - pairing: knows the endpoints of the text.
  ///   - text: that holds it.
  ///   - source: where the text is from.
  /// - Returns: how sure it is and of which service, or why it is dropped.
  func judgeContext(
    of match: Match, _ value: [UInt8], company nearest: ContextJudge.Company?,
    pairing: EndpointPairing, in text: Span<UInt8>, source: Source
  ) -> ContextJudge.Verdict {
    let excerpt = Excerpt(
      text, around: match.secret, before: Self.ownReach.before, after: Self.ownReach.after)
    let surroundings = Surroundings.read(excerpt, of: text, lexicon: lexicon)
    var judge = ContextJudge(lexicon: lexicon, isInCapitals: ValueShape.isCapitalHex(value))
    if let reason = judge.disqualification(of: value, surroundings) {
      return withoutName(excerpt, surroundings, reason, company: nearest, pairing)
    }
    if let name = surroundings.own.first, name.role == .assigned, lexicon.isBareKey(name.words),
      let kind = otherKind(excerpt, pairing)
    {
      return .drop("named as something else: \(kind)")
    }
    judge.gateway = GatewayBeside(excerpt, lexicon: lexicon).service()
    var company = nearest ?? .none
    if nearest != nil {
      // The text itself speaks of the company.
    } else if !source.blob.isPlaced {
      // Judged again once the path is known.
      company = .maybeInPath
    } else if lexicon.namesCompany(NameText(source.blob.path.bytes)) {
      company = .inFile
    }
    let far = Excerpt(text, around: match.secret, before: Self.parentReach, after: 0)
    let command = CommandAbove(excerpt).name().map { Surroundings.Name($0, .parent) }
    let verdict = judge.judge(
      value, surroundings: surroundings,
      parents: EnclosingNames(far).parents() + [command].compactMap(\.self), company: company)
    guard case .drop(let reason) = verdict else { return verdict }
    return withoutName(excerpt, surroundings, reason, company: nearest, pairing)
  }

  /// Judges a value by what it is put together with, where no name tells anything; what was dropped for another reason
  /// stays so.
  private func withoutName(
    _ excerpt: Excerpt, _ surroundings: Surroundings, _ reason: String,
    company: ContextJudge.Company?, _ pairing: EndpointPairing
  ) -> ContextJudge.Verdict {
    guard reason == ContextJudge.nameless, let company, company >= .near else {
      return .drop(reason)
    }
    if company == .atEndpoint, excerpt.isConstant { return .keep(.constantOfProgram) }
    let literal = AccountLiteral(excerpt, surroundings.own, lexicon: lexicon)
    return literal.partner(pairing.holdsEndpoint).map { .keep(.literal($0)) } ?? .drop(reason)
  }

  /// What a bare `key` is the key of, where its object says so and holds no endpoint.
  private func otherKind(_ excerpt: Excerpt, _ pairing: EndpointPairing) -> String? {
    let parent = EnclosingNames(excerpt).parents().first.map { NameText($0.label) }
    if let parent, parent.flat.suffix(5).elementsEqual("cache".utf8) { return "cache" }
    let isAccount = AccountLiteral.isBesideEndpoint(excerpt, pairing.holdsEndpoint)
    return !isAccount && RecordKey(excerpt).isRecord ? "record" : nil
  }
}
