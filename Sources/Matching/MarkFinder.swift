package import Rules
package import ScanModel
internal import Synchronization

/// Finds the vocabulary's hosts and company words in texts that have candidates.
package struct MarkFinder: Sendable {
  private let literals: LiteralSet
  private let kinds: [Mark.Kind]
  private let lengths: [Int]

  init(_ vocabulary: Vocabulary) {
    self.init(vocabulary.hosts, company: vocabulary.names.company) { _ in true }
  }

  /// Finds only the hosts that name an account: those are long, and the search is as fast as reading.
  package init(accountsOf vocabulary: Vocabulary) {
    self.init(vocabulary.hosts, company: [], where: \.namesAccount)
  }

  private init(
    _ hosts: [HostPattern], company: [String], where isWanted: (HostPattern) -> Bool
  ) {
    var words: [LiteralSet.Literal] = []
    var kinds: [Mark.Kind] = []
    for (index, host) in hosts.enumerated() where isWanted(host) {
      // The dot stays: `*.openai.azure.com` is sought as `.openai.azure.com`.
      let suffix = host.pattern.hasPrefix("*") ? String(host.pattern.dropFirst()) : host.pattern
      words.append(LiteralSet.Literal(suffix, ignoringCase: true))
      kinds.append(.host(index))
    }
    for (index, word) in company.enumerated() {
      words.append(LiteralSet.Literal(word, ignoringCase: true))
      kinds.append(.company(index))
    }
    literals = LiteralSet(words)
    self.kinds = kinds
    lengths = words.map(\.bytes.count)
  }

  /// The marks of a text, in its order.
  package func findAll(in bytes: Span<UInt8>) -> [Mark] {
    var hits: [LiteralSet.Hit] = []
    literals.findAll(in: bytes, into: &hits)
    return hits.map {
      Mark(kind: kinds[$0.literal], range: $0.start..<($0.start + lengths[$0.literal]))
    }
    .sorted {
      ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
    }
  }
}

/// The search for marks, made when a match first needs it: most small scans have none.
final class LazyMarkFinder: Sendable {
  private let vocabulary: Vocabulary
  private let made = AtomicLazyReference<Made>()

  /// By reference, so that it can be published atomically.
  private final class Made: Sendable {
    let finder: MarkFinder

    init(_ finder: MarkFinder) {
      self.finder = finder
    }
  }

  init(_ vocabulary: Vocabulary) {
    self.vocabulary = vocabulary
  }

  /// The finder; when several threads come at once each makes one, and all get the first.
  var finder: MarkFinder {
    let made = made.load() ?? made.storeIfNil(Made(MarkFinder(vocabulary)))
    return made.finder
  }
}
