import ScanModel

/// Addresses of lines in the web view of a repository, where the host is one whose addresses are known.
struct SourceLinks {
  private enum Host {
    case gitHub, gitLab, azure, bitbucket
  }

  private let host: Host
  /// Of the repository: `https://github.com/contoso/chat`.
  private let base: String
  private let head: String?

  /// nil when the remote is none of the hosts that are known by name.
  init?(_ repository: RepositoryFacts?) {
    guard let repository, let remote = repository.remoteURL, isRemoteURI(remote),
      let start = remote.range(ofScheme: ["https://", "http://", "ssh://"])
    else { return nil }
    let rest = remote[start...]
    let authority = rest.prefix { $0 != "/" }
    // What answers at another port than the web's is no web view.
    let name = authority.prefix { $0 != ":" }.lowercased()
    var path = String(rest.dropFirst(authority.count))
    while path.hasSuffix("/") { path.removeLast() }
    if path.hasSuffix(".git") { path.removeLast(4) }
    guard path.count > 1 else { return nil }
    switch name {
    case "github.com": host = .gitHub
    case "gitlab.com": host = .gitLab
    case "bitbucket.org": host = .bitbucket
    case "dev.azure.com": host = .azure
    case _ where name.hasPrefix("github."): host = .gitHub
    case _ where name.hasPrefix("gitlab."): host = .gitLab
    case _ where name.hasSuffix(".visualstudio.com") && path.contains("/_git/"): host = .azure
    default: return nil
    }
    base = "https://" + name + Self.withoutMarkup(path)
    head = repository.headCommit
  }

  /// Parentheses would end a link, and other characters be markup or, in a query, mean something.
  private static let withoutMarkup: ByteEscapes = [
    "(": "%28", ")": "%29", "&": "%26", "*": "%2A", "+": "%2B", "@": "%40", "!": "%21", "'": "%27",
  ]

  /// The address of a place at the commit that the scan has read there.
  ///
  /// - Returns: nil where the place is in no commit that the host could have.
  func address(of place: Occurrence) -> String? {
    let commit: String?
    switch place.origin {
    case .commit(let origin): commit = origin.isReachable ? origin.id.description : nil
    case .file: commit = head
    case .index, .standardInput, .unreachable: commit = nil
    }
    guard let commit, let notice = Notice.Place(place.path, place.region),
      notice.path.bytes.first != UInt8(ascii: "/"), !notice.path.bytes.starts(with: "../".utf8)
    else { return nil }
    let path = Self.withoutMarkup(percentEncoded(notice.path.bytes))
    let line = notice.lines?.lowerBound
    let mark = line.map { "#L\($0)" } ?? ""
    switch host {
    case .gitHub: return "\(base)/blob/\(commit)/\(path)\(mark)"
    case .gitLab: return "\(base)/-/blob/\(commit)/\(path)\(mark)"
    case .bitbucket: return "\(base)/src/\(commit)/\(path)" + (line.map { "#lines-\($0)" } ?? "")
    case .azure:
      let lines = line.map {
        "&line=\($0)&lineEnd=\($0 + 1)&lineStartColumn=1&lineEndColumn=1&lineStyle=plain"
      }
      return "\(base)?path=/\(path)&version=GC\(commit)" + (lines ?? "")
    }
  }
}

extension String {
  /// Where the text goes on after one of the schemes.
  fileprivate func range(ofScheme schemes: [String]) -> Index? {
    schemes.first(where: hasPrefix).map { index(startIndex, offsetBy: $0.count) }
  }
}
