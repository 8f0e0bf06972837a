internal import Rules
internal import ScanModel

/// The endpoints of a text, and which of them belongs to a key.
struct EndpointPairing {
  struct Endpoint {
    let host: HostPattern
    /// All of the host name in the text.
    let range: Range<Int>
    let name: [UInt8]
    /// The first label, when it names an account or region and is no placeholder.
    let label: [UInt8]?

    /// Whether the host is one that exists, not a template of one.
    var isReal: Bool { label != nil || !host.pattern.hasPrefix("*") }

    /// Whether it stands within the lines around a key.
    func isBeside(_ key: Range<Int>) -> Bool {
      EndpointPairing.distance(range, key) <= EndpointPairing.near
    }

    /// The host for a person; of a template, what all such hosts have in common.
    var display: String {
      isReal ? escapedForDisplay(name).lowercased() : host.pattern
    }
  }

  private var places: [HostPlaces] = []
  private let companyOffsets: [Int]
  private let regions: RegionPlaces
  let lexicon: Lexicon

  /// How far, in bytes, something counts as beside a value: about thirty lines.
  static let near = 2000

  /// Sorts the marks of a text.
  ///
  /// - Parameters:
  ///   - marks: in the order of the text.
  ///   - text: in which their offsets count.
  ///   - lexicon: knows which services share endpoints.
  init(_ marks: [Mark], in text: Span<UInt8>, lexicon: Lexicon) {
    self.lexicon = lexicon
    regions = RegionPlaces(lexicon)
    companyOffsets = marks.filter { mark in
      guard case .host(let index) = mark.kind else { return true }
      return !lexicon.isNeighbour(lexicon.hosts[index])
    }.map(\.range.lowerBound).sorted()
    var indexOfService: [String: Int] = [:]
    for mark in marks {
      guard case .host(let index) = mark.kind else { continue }
      let host = lexicon.hosts[index]
      guard let range = Self.hostRange(around: mark.range, in: text) else { continue }
      let place = indexOfService[host.service] ?? places.count
      if place == places.count {
        indexOfService[host.service] = place
        places.append(HostPlaces(service: host.service))
      }
      places[place].add(host, range)
    }
  }

  /// The endpoint that a key of `service` most likely belongs to: in its own object before any other, of those the one
  /// that is called like the key, then the nearest.
  ///
  /// - Parameters:
  ///   - range: of the key.
  ///   - service: the key's service when it is known, so that a Search key is not paired with a Speech endpoint.
  ///   - text: the one of `init`.
  /// - Returns: nil when the text has none.
  func best(for range: Range<Int>, service: Int?, in text: Span<UInt8>) -> Endpoint? {
    let candidates = candidates(for: range, service: service, in: text)
    // A template of a host tells the service, but no account.
    let real = candidates.filter(\.isReal)
    return nearest(of: real.isEmpty ? candidates : real, to: range, in: text)
  }

  /// The endpoint, real or a template of one, that tells most of the service: the nearest by the structure of the text.
  func telling(of range: Range<Int>, service: Int?, in text: Span<UInt8>) -> Endpoint? {
    nearest(of: candidates(for: range, service: service, in: text), to: range, in: text)
  }

  /// The endpoint in whose URL or connection string a key stands: `https://contoso.openai.azure.com?api-key=…`,
  /// `Endpoint=https://contoso.search.windows.net;ApiKey=…`.
  func holder(of range: Range<Int>, in text: Span<UInt8>) -> Endpoint? {
    var end = range.lowerBound
    while end > 0, range.lowerBound - end < Self.longestURL,
      Self.urlCharacters.contains(text[end - 1])
    {
      end -= 1
    }
    let holder = places.lazy.flatMap { $0.around(range) }
      .filter {
        $0.range.upperBound >= end && $0.range.upperBound <= range.lowerBound
          && !lexicon.isNeighbour($0.host)
      }
      .max { $0.range.upperBound < $1.range.upperBound }
    return holder.map { Endpoint($0.host, at: $0.range, in: text, lexicon: lexicon) }
  }

  /// Bytes between a host and a key in its URL.
  private static let longestURL = 600
  /// What may stand there: what RFC 3986 allows, and the braces of templates.
  private static let urlCharacters: ByteSet =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:/?#[]@!$&+*=%;{}"

  private func candidates(
    for range: Range<Int>, service: Int?, in text: Span<UInt8>
  ) -> [Endpoint] {
    var candidates: [Endpoint] = []
    for group in places where lexicon.sharesEndpoints(service, with: group.service) {
      for place in group.around(range) {
        candidates.append(Endpoint(place.host, at: place.range, in: text, lexicon: lexicon))
      }
    }
    return candidates
  }

  private func nearest(
    of endpoints: [Endpoint], to range: Range<Int>, in text: Span<UInt8>
  ) -> Endpoint? {
    guard endpoints.count > 1 else { return endpoints.first }
    let ranks = Neighbours(of: range, in: text).ranks(of: endpoints.map(\.range))
    return endpoints.indices.min { ranks[$0] < ranks[$1] }.map { endpoints[$0] }
  }

  /// How a key is used, as far as the text tells.
  func usage(
    of range: Range<Int>, _ endpoint: Endpoint?, service: Int?, in text: Span<UInt8>
  ) -> KeyUsage {
    var usage = KeyUsage()
    let label = endpoint?.name.split(separator: UInt8(ascii: ".")).first {
      lexicon.isRegion(Array($0))
    }
    usage.region =
      label.map { String(decoding: $0, as: UTF8.self) } ?? regions.best(for: range, in: text)
    let reader = UsageReader(around: range, in: text, lexicon: lexicon)
    switch service.map({ lexicon.services[$0].family }) {
    case "search": usage.index = reader.value(where: lexicon.namesIndex)
    case nil, "cognitive": usage.deployment = reader.value(where: lexicon.namesDeployment)
    default: break
    }
    return usage
  }

  /// Whether a host that is evidence for keys stands within the lines around a value.
  func isBesideEndpoint(_ range: Range<Int>) -> Bool {
    places.contains { group in
      group.around(range).contains {
        !lexicon.isNeighbour($0.host) && Self.distance($0.range, range) <= Self.near
      }
    }
  }

  /// Whether a range around a value holds a host that is evidence for keys.
  func holdsEndpoint(_ range: Range<Int>) -> Bool {
    places.contains { group in
      group.around(range).contains {
        !lexicon.isNeighbour($0.host) && range.contains($0.range.lowerBound)
      }
    }
  }

  /// Bytes from the value to the nearest word of the company; nil when the text has none.
  func companyDistance(from range: Range<Int>) -> Int? {
    let next = companyOffsets.partition(before: range.lowerBound)
    return [next - 1, next].filter(companyOffsets.indices.contains)
      .map { Self.distance(companyOffsets[$0]..<companyOffsets[$0], range) }.min()
  }

  /// Bytes between two ranges; 0 when they touch.
  static func distance(_ left: Range<Int>, _ right: Range<Int>) -> Int {
    max(0, left.lowerBound - right.upperBound, right.lowerBound - left.upperBound)
  }
}

extension EndpointPairing {
  /// All of the host name around a mark; nil when the mark ends amid a longer name, which is another host.
  static func hostRange(around mark: Range<Int>, in text: Span<UInt8>) -> Range<Int>? {
    if mark.upperBound < text.count {
      let next = text[mark.upperBound]
      guard !next.isAlphanumeric, next != UInt8(ascii: "-") else { return nil }
    }
    var start = mark.lowerBound
    while start > 0, mark.lowerBound - start < longestLabel,
      text[start - 1].isAlphanumeric || text[start - 1] == UInt8(ascii: "-")
        || text[start - 1] == UInt8(ascii: ".")
    {
      start -= 1
    }
    return start..<mark.upperBound
  }

  /// Bytes of an account's name with what else may stand before the mark: RFC 1035 allows a label 63.
  private static let longestLabel = 64
}

extension EndpointPairing.Endpoint {
  /// The same endpoint, in the text that holds the one that it was found in.
  func placed(by map: SourceMap) -> Self {
    Self(host: host, range: map.origin(of: range), name: name, label: label)
  }

  init(
    _ host: HostPattern, at range: Range<Int>, in text: Span<UInt8>, lexicon: Lexicon
  ) {
    self.host = host
    self.range = range
    let name = range.map { text[$0] }
    self.name = name
    let label = Array(name.prefix { $0 != UInt8(ascii: ".") })
    let isReal =
      host.pattern.hasPrefix("*") && label.count >= 2 && lexicon.placeholderWord(in: label) == nil
      && !Self.isTemplate(text, before: range.lowerBound)
    self.label = isReal ? label : nil
  }

  /// Whether the account's name is filled in later: the end of `{name}` or `<resource>` stands before the host.
  private static func isTemplate(_ text: Span<UInt8>, before start: Int) -> Bool {
    start > 0 && "}>%)]*".utf8.contains(text[start - 1])
  }
}
