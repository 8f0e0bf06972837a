package import Rules
package import ScanModel

/// Finds the accounts that the files of a repository name, and the one that a key without an endpoint may belong to.
package struct AccountSearch: Sendable {
  /// An endpoint that names its account, and where it stands.
  package struct Account: Sendable {
    let host: HostPattern
    let name: String
    let label: String
    let region: Region
    let path: BytePath
  }

  private let lexicon: Lexicon

  /// Accounts of one file that are kept; a file with more is a list of them, and tells nothing.
  private static let mostInFile = 20

  package init(_ ruleSet: RuleSet) {
    lexicon = Lexicon(ruleSet.vocabulary)
  }

  /// The accounts that a text names.
  ///
  /// - Parameters:
  ///   - text: a file, or a segment of one.
  ///   - marks: the hosts in it.
  ///   - path: of the file.
  ///   - segment: which part of it the text is.
  /// - Returns: each once, in the order of the text.
  package func accounts(
    in text: Span<UInt8>, marks: [Mark], path: BytePath, segment: Segment
  ) -> [Account] {
    var endpoints: [EndpointPairing.Endpoint] = []
    for mark in marks where endpoints.count < Self.mostInFile {
      guard case .host(let host) = mark.kind, lexicon.hosts[host].namesAccount,
        let range = EndpointPairing.hostRange(around: mark.range, in: text)
      else { continue }
      let endpoint = EndpointPairing.Endpoint(
        lexicon.hosts[host], at: range, in: text, lexicon: lexicon)
      if endpoint.isReal, !endpoints.contains(where: { $0.display == endpoint.display }) {
        endpoints.append(endpoint)
      }
    }
    guard !endpoints.isEmpty else { return [] }
    let lines = LineTable(text, segment: segment, encoding: .bytes)
    return endpoints.map {
      Account(
        host: $0.host, name: $0.display, label: escapedForDisplay($0.label ?? []).lowercased(),
        region: lines.region(of: $0.range, in: text), path: path)
    }
  }

  /// The account that a finding without an endpoint belongs to: the only one of the repository that fits, or the only
  /// one of the nearest folder around it that has any.
  ///
  /// - Parameters:
  ///   - finding: what is known of the key.
  ///   - accounts: of all files.
  /// - Returns: nil when the service is not known, or more than one account fits.
  package func resource(of finding: Finding, among accounts: [Account]) -> Resource? {
    guard let service = finding.service.flatMap({ lexicon.serviceIndex(id: $0.id) }),
      let path = finding.occurrences.first?.path
    else { return nil }
    var fitting = accounts.filter { lexicon.sharesEndpoints(service, with: $0.host.service) }
    guard !fitting.isEmpty else { return nil }
    var folder = path.folder
    if Set(fitting.map(\.name)).count > 1 {
      while !folder.isEmpty, !fitting.contains(where: { $0.path.bytes.starts(with: folder) }) {
        folder = BytePath(Array(folder.dropLast())).folder
      }
      fitting = fitting.filter { $0.path.bytes.starts(with: folder) }
    }
    guard Set(fitting.map(\.name)).count == 1,
      let account = fitting.min(by: { ($0.path, $0.region) < ($1.path, $1.region) })
    else { return nil }
    return Resource(
      host: account.name, name: account.label, cloud: account.host.cloud, region: account.region,
      path: account.path)
  }
}

extension BytePath {
  /// What stands before the name, with its slash; empty at the root.
  fileprivate var folder: [UInt8] { Array(bytes.dropLast(name.count)) }
}
