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
  ///   - text: that holds it.
  ///   - source: where the text is from.
  /// - Returns: how sure it is and of which service, or why it is dropped.
  func judgeContext(
    of match: Match, _ value: [UInt8], company nearest: ContextJudge.Company?, in text: Span<UInt8>,
    source: Source
  ) -> ContextJudge.Verdict {
    let excerpt = Excerpt(
      text, around: match.secret, before: Self.ownReach.before, after: Self.ownReach.after)
    let surroundings = Surroundings.read(excerpt, of: text, lexicon: lexicon)
    var judge = ContextJudge(lexicon: lexicon, isInCapitals: ValueShape.isCapitalHex(value))
    if let reason = judge.disqualification(of: value, surroundings) {
      guard reason == ContextJudge.nameless, nearest == .atEndpoint, excerpt.isConstant else {
        return .drop(reason)
      }
      return .keep(.constantOfProgram)
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
    return judge.judge(
      value, surroundings: surroundings,
      parents: EnclosingNames(far).parents() + [command].compactMap(\.self), company: company)
  }
}
