internal import Rules

extension ContextJudge {
  /// The name around the value that tells the service when the value's own names do not, fit to be shown.
  func speaker(
    of service: Int, _ own: [Surroundings.Name], _ enclosing: [Surroundings.Name]
  ) -> String? {
    guard !own.contains(where: { lexicon.service(in: $0.words)?.index == service }) else {
      return nil
    }
    let labels = enclosing.map { Surroundings.Name($0.label, .parent) }
    return labels.first { lexicon.service(in: $0.words)?.index == service }?.shown
  }

  /// The service that the names speak of: a name of its own before any other, the nearest first, and what is called with
  /// the value only where nothing says more than that it is a key of Azure AI.
  func service(
    of own: [Surroundings.Name], _ enclosing: [Surroundings.Name]
  ) -> NamedService? {
    let called = own.filter { $0.role == .call }.compactMap(lexicon.service(around:))
    let named = own.filter { $0.role != .call }.compactMap(service(named:))
    let around = (called + enclosing.compactMap(lexicon.service(around:)))
      .filter { lexicon.serviceTerms.mayTell($0.index) }
    let strong = (named + around).filter(\.isStrong)
    let said = named.first(where: \.isStrong) ?? named.first
    if let gateway, !isInCapitals, said.map({ lexicon.serviceTerms.isGeneral($0.index) }) != false {
      return NamedService(index: gateway, isStrong: true, isSure: true)
    }
    let nearest =
      said ?? around.first { !lexicon.serviceTerms.isGeneral($0.index) } ?? strong.first
      ?? around.first
    return nearest.map { nearest in
      NamedService(
        index: nearest.index, isStrong: !strong.isEmpty,
        isSure: said != nil || isSure(nearest, own: own, enclosing: enclosing))
    }
  }

  /// The service that a name of the value speaks of.
  ///
  /// Of two that a name such as `WEB_SEARCH_KEY` may mean, the form of the value tells.
  private func service(named name: Surroundings.Name) -> (index: Int, isStrong: Bool)? {
    guard let found = lexicon.service(in: name.words),
      // An endpoint handed over beside the value is weighed as one.
      !(lexicon.serviceTerms.isGeneral(found.index) && name.text.contains(0x2F))
    else { return nil }
    guard isInCapitals, !found.isStrong, let capitals = lexicon.serviceOfCapitals,
      lexicon.serviceTerms.hasWord(of: capitals, in: name.words)
    else { return found }
    return (capitals, false)
  }

  /// Whether what stands around a value tells its service.
  ///
  /// A service of its own does, if the value is in its form; a general one if an object or a call is named for it. A general
  /// word of prose says less.
  private func isSure(
    _ service: (index: Int, isStrong: Bool), own: [Surroundings.Name],
    enclosing: [Surroundings.Name]
  ) -> Bool {
    guard lexicon.serviceTerms.isGeneral(service.index) else {
      return service.isStrong || !isInCapitals
    }
    func names(_ name: NameText) -> Bool { lexicon.service(in: name)?.index == service.index }
    func namesNoOther(_ name: NameText) -> Bool {
      names(name)
        && lexicon.serviceTerms.mentions(in: name).allSatisfy { $0.service == service.index }
    }
    return own.contains {
      $0.role == .call && lexicon.carrier($0.words, kinds: [.call]) == nil && names($0.words)
    }
      // A type such as 'Microsoft.CognitiveServices/accounts' names no object.
      || enclosing.contains {
        !$0.label.contains(UInt8(ascii: "/")) && names(NameText($0.label))
          || $0.callee.map { namesNoOther(NameText($0)) } == true
          // An account's name may tell more than the command that it stands in.
          || CommandAbove.isCommand($0.text) && namesNoOther($0.words)
      }
  }

  struct NamedService {
    let index: Int
    /// Whether some name says alone that it is a service's.
    let isStrong: Bool
    /// Whether it is told by a name, not by a word of prose that all services share.
    let isSure: Bool
  }
}
