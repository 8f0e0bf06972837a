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

    /// The host for a person; of a template, what all such hosts have in common.
    var display: String {
      isReal ? escapedForDisplay(name).lowercased() : host.pattern
    }
  }

  let endpoints: [Endpoint]
  private let companyOffsets: [Int]

  /// How far, in bytes, something counts as beside a value: about thirty lines.
  static let near = 2000

  init(_ marks: [Mark], in text: Span<UInt8>, lexicon: Lexicon) {
    var endpoints: [Endpoint] = []
    for mark in marks {
      guard case .host(let index) = mark.kind,
        let endpoint = Endpoint(lexicon.hosts[index], at: mark.range, in: text, lexicon: lexicon)
      else { continue }
      endpoints.append(endpoint)
    }
    self.endpoints = endpoints
    companyOffsets = marks.map(\.range.lowerBound)
  }

  /// The nearest endpoint that a key of `service` can belong to.
  ///
  /// - Parameters:
  ///   - range: of the key.
  ///   - service: the key's service when it is known, so that a Search key is not paired with a Speech endpoint.
  ///   - lexicon: knows which services share endpoints.
  /// - Returns: nil when the text has none.
  func nearest(to range: Range<Int>, service: Int?, lexicon: Lexicon) -> Endpoint? {
    endpoints
      .filter { lexicon.sharesEndpoints(service, with: $0.host.service) }
      .min { Self.distance($0.range, range) < Self.distance($1.range, range) }
  }

  /// Bytes from the value to the nearest word of the company; nil when the text has none.
  func companyDistance(from range: Range<Int>) -> Int? {
    companyOffsets.map { Self.distance($0..<$0, range) }.min()
  }

  static func distance(_ left: Range<Int>, _ right: Range<Int>) -> Int {
    max(0, left.lowerBound - right.upperBound, right.lowerBound - left.upperBound)
  }
}

extension EndpointPairing.Endpoint {
  fileprivate init?(
    _ host: HostPattern, at range: Range<Int>, in text: Span<UInt8>, lexicon: Lexicon
  ) {
    // A longer name that only ends or begins like the pattern is another host.
    if range.upperBound < text.count {
      let next = text[range.upperBound]
      guard !next.isAlphanumeric, next != UInt8(ascii: "-") else { return nil }
    }
    var start = range.lowerBound
    while start > 0, range.lowerBound - start < 64,
      text[start - 1].isAlphanumeric || text[start - 1] == UInt8(ascii: "-")
        || text[start - 1] == UInt8(ascii: ".")
    {
      start -= 1
    }
    self.host = host
    self.range = start..<range.upperBound
    let name = self.range.map { text[$0] }
    self.name = name
    let label = Array(name.prefix { $0 != UInt8(ascii: ".") })
    let isReal =
      host.pattern.hasPrefix("*") && label.count >= 2 && lexicon.placeholderWord(in: label) == nil
      && !Self.isTemplate(text, before: start)
    self.label = isReal ? label : nil
  }

  /// Whether the account's name is filled in later: the end of `{name}` or `<resource>` stands before the host.
  private static func isTemplate(_ text: Span<UInt8>, before start: Int) -> Bool {
    start > 0 && "}>%)]*".utf8.contains(text[start - 1])
  }
}
