internal import Rules
internal import ScanModel

/// The vocabulary, prepared for looking names up.
struct Lexicon: Sendable {
  struct Term: Sendable {
    let flat: [UInt8]
    let service: Int
  }

  let services: [ServiceWords]
  let hosts: [HostPattern]
  private let strong: [Term]
  private let weak: [Term]
  /// The longest first, so that "api key" is taken before "key".
  private let secret: [[UInt8]]
  private let other: [[UInt8]]
  private let otherKeys: [[UInt8]]
  private let otherTails: [[UInt8]]
  private let empty: Set<[UInt8]>
  private let company: [[UInt8]]
  private let otherCompany: [[UInt8]]
  private let carriers: [(flat: [UInt8], carrier: Carrier)]
  private let placeholders: [[UInt8]]
  private let published: Set<[UInt8]>

  init(_ vocabulary: Vocabulary) {
    func flat(_ words: [String]) -> [[UInt8]] { words.map { NameText($0.utf8).flat } }
    func terms(_ path: KeyPath<ServiceWords, [String]>) -> [Term] {
      vocabulary.services.indices.flatMap { index in
        flat(vocabulary.services[index][keyPath: path]).map { Term(flat: $0, service: index) }
      }
      // The longest says most: "azure ai search" before "azure ai".
      .sorted { $0.flat.count > $1.flat.count }
    }
    services = vocabulary.services
    hosts = vocabulary.hosts
    strong = terms(\.strong)
    weak = terms(\.weak)
    secret = flat(vocabulary.names.secret).sorted { $0.count > $1.count }
    other = flat(vocabulary.names.other)
    otherKeys = flat(vocabulary.names.otherKeys)
    otherTails = flat(vocabulary.names.otherTails)
    empty = Set(flat(vocabulary.names.empty))
    company = flat(vocabulary.names.company)
    otherCompany = flat(vocabulary.names.otherCompany)
    placeholders = flat(vocabulary.names.placeholder)
    published = Set(vocabulary.publishedValues.map { Array($0.lowercased().utf8) })
    carriers = vocabulary.carriers.map { (NameText($0.name.utf8).flat, $0) }
  }

  /// The service that an annotated key's code or signature belongs to.
  func service(code: String) -> Int? {
    services.firstIndex { $0.codes.contains(code) }
  }

  func serviceIndex(id: String) -> Int? {
    services.firstIndex { $0.id == id }
  }

  /// Whether a key of `service` may be used at an endpoint of `hostService`; true for what is not known.
  func sharesEndpoints(_ service: Int?, with hostService: String) -> Bool {
    guard let service, let host = serviceIndex(id: hostService) else { return true }
    let family = services[service].family
    return services[host].family == family || services[host].fronts.contains(family)
  }

  /// The service that a name speaks of, and whether it says so alone.
  func service(in name: NameText) -> (index: Int, isStrong: Bool)? {
    if let term = strong.first(where: { name.contains($0.flat) }) { return (term.service, true) }
    if let term = weak.first(where: { name.contains($0.flat) }) { return (term.service, false) }
    return nil
  }

  /// Whether the name is that of a secret: a secret word ends it, or all but a number or an environment's name.
  func isSecret(_ name: NameText) -> Bool {
    for word in secret {
      guard let range = name.lastRange(of: word), name.isWhole(range.upperBound..<range.upperBound)
      else { continue }
      let tail = NameText(
        name.flat[range.upperBound...], boundariesOf: name, from: range.upperBound)
      if tail.flat.count <= 14, !otherTails.contains(where: { tail.contains($0) }) { return true }
    }
    return endsWithGluedKey(name)
  }

  /// "translatorkey", "luiskey": compounds in one case, but not "monkey" or "turkey".
  private func endsWithGluedKey(_ name: NameText) -> Bool {
    let tail = Array("key".utf8)
    guard name.flat.count > 6, name.flat.suffix(3).elementsEqual(tail) else { return false }
    let text = String(decoding: name.flat, as: UTF8.self)
    return !["monkey", "turkey", "donkey", "hockey", "jockey", "whiskey", "malarkey", "lackey"]
      .contains { text.hasSuffix($0) }
  }

  /// Whether the name's last part is a service and a key and nothing else, as Microsoft's documentation names them:
  /// `SPEECH_KEY`, `VisionApiKey`.
  func isPlainServiceKey(_ name: NameText) -> Bool {
    let part = name.flat[name.lastPartStart...]
    return (strong + weak).contains { term in
      part.starts(with: term.flat)
        && secret.contains { part.dropFirst(term.flat.count).elementsEqual($0) }
    }
  }

  /// The word by which the name says that its value is something else, in its last part.
  func otherWord(in name: NameText) -> String? {
    let start = name.lastPartStart
    let word =
      other.first { word in name.lastRange(of: word, from: start).map(name.isWhole) ?? false }
      ?? otherKeys.first { kind in
        secret.contains { word in
          name.lastRange(of: kind + word, from: start).map(name.isWhole) ?? false
        }
      }
    return word.map { String(decoding: $0, as: UTF8.self) }
  }

  /// Whether the name says nothing of its own: "value", "default".
  func isEmpty(_ name: NameText) -> Bool {
    let last = Array(name.flat[name.lastPartStart...])
    return empty.contains(name.flat) || empty.contains(last)
  }

  func namesCompany(_ name: NameText) -> Bool {
    company.contains { name.contains($0) }
  }

  func namesOtherCompany(_ name: NameText) -> Bool {
    otherCompany.contains { name.contains($0) }
  }

  /// The header, parameter, call or argument that the name is.
  ///
  /// One that only Azure uses may also end a longer name (`httpHeaders__Ocp_Apim_Subscription_Key`); a shared one has to
  /// be all of its last part, or `datadogApiKey` would be the header `api-key`.
  func carrier(_ name: NameText, kinds: Set<Carrier.Kind>) -> Carrier? {
    let lastPart = name.flat[name.lastPartStart...]
    return carriers.first { entry in
      guard kinds.contains(entry.carrier.kind) else { return false }
      if entry.carrier.isShared { return lastPart.elementsEqual(entry.flat) }
      let start = name.flat.count - entry.flat.count
      return start >= 0 && name.flat[start...].elementsEqual(entry.flat)
        && name.isWhole(start..<name.flat.count)
    }?.carrier
  }

  func isPublished(_ value: [UInt8]) -> Bool {
    published.contains(value.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 })
  }

  /// The word that gives the value away as a placeholder: "your", "example".
  func placeholderWord(in value: [UInt8]) -> String? {
    let text = NameText(value)
    return placeholders.first { text.contains($0) }.map { String(decoding: $0, as: UTF8.self) }
  }
}

extension Lexicon {
  /// Whether a service stands for all of a family, so that an endpoint or a name may say which one it is.
  func isGeneral(_ service: Int?) -> Bool {
    service.map { services[$0].strong.isEmpty && services[$0].weak.isEmpty } ?? true
  }
}
