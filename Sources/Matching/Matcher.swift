internal import Rules
package import ScanModel

/// Runs the rules over the bytes of one blob after the other: one for each worker, never shared.
///
/// A pass of the prefilter over the bytes finds the anchors of all rules. Where it finds none, and that is nearly
/// everywhere, no pattern runs and nothing is allocated.
package final class Matcher {
  private let plan: MatchPlan
  private var runner: RuleRunner
  private var decoder = TextDecoder()
  private var decodedText: [UInt8] = []
  /// Where to search again in a text that is known but for its changes.
  private var regions = ChangeRegions()

  /// How often a text can be encoded in another that is searched.
  private static let deepest = 4
  /// How much is decoded for one blob, beyond its own size.
  private static let mostDecoded = 64 << 20

  /// Prepares matching.
  ///
  /// - Parameters:
  ///   - plan: the rules.
  ///   - explains: whether what rules let pass is told too.
  package init(_ plan: MatchPlan, explains: Bool = false) {
    self.plan = plan
    runner = RuleRunner(plan, explains: explains)
  }

  /// The commit that brought in what is matched next, for allowlists that name commits; nil when it is not known.
  package var commit: BlobID? {
    get { runner.commit }
    set { runner.commit = newValue }
  }

  /// What is known of a blob, and tells where to search in what is made from it.
  package struct Note: OptionSet, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// It holds no anchor that a change far from it can matter to.
    static let lacksFarAnchors = Note(rawValue: 1)
  }

  /// Of the blob that was matched last.
  package var note: Note { runner.hasFarAnchors ? [] : .lacksFarAnchors }

  /// What was found in one text.
  package struct Found {
    package var matches: [Match] = []
    /// What matched and was let pass by its rule; empty unless that is to be explained.
    package var dismissed: [DismissedMatch] = []
    /// The hosts and company words of the text, when a match needs evidence.
    package var marks: [Mark] = []
    /// The texts that it holds encoded or in pieces and that have matches of their own.
    package var decoded: [DecodedText] = []
    package var encoding: TextEncoding = .bytes
    /// Patterns that ran into a limit, and text that was not decoded, in words; there may be more than was found.
    package var issues: [String] = []

    fileprivate mutating func note(_ issue: String) {
      if !issues.contains(issue) { issues.append(issue) }
    }

    fileprivate var isEmpty: Bool {
      matches.isEmpty && dismissed.isEmpty && decoded.isEmpty && issues.isEmpty
    }
  }

  /// Matches all rules against a blob.
  ///
  /// - Parameters:
  ///   - bytes: the blob as it is stored.
  ///   - path: for rules and allowlists that ask for it; `unknown` fits every rule and no allowlist.
  ///   - changed: what of the blob is not the same as in another for which `match` returned true: ascending ranges,
  ///     empty ones for seams. nil: nothing is known.
  ///   - base: what `note` was of that other one.
  ///   - body: called once if anything matched or went wrong, with the text as UTF-8 in which the offsets count.
  /// - Returns: whether the blob holds no candidate of any rule, so that what is made from it need only be searched
  ///   where it differs.
  @discardableResult
  package func match(
    _ bytes: Span<UInt8>, path: BytePath, changed: Span<Range<Int>>? = nil, since base: Note = [],
    _ body: (Span<UInt8>, Found) -> Void
  ) -> Bool {
    let encoding = TextEncoding(detectingIn: bytes)
    var found = Found(encoding: encoding)
    runner.beginBlob()
    guard encoding != .bytes else {
      if let changed, !holdsCandidates(bytes, near: changed, since: base) { return true }
      search(bytes, path: path, into: &found)
      if !found.isEmpty { body(bytes, found) }
      return !runner.hasCandidates
    }
    // Taken out, so that nothing else holds it while it is written to.
    var text = decodedText
    decodedText = []
    encoding.decode(bytes, into: &text)
    text.lend { text in
      search(text, path: path, into: &found)
      if !found.isEmpty { body(text, found) }
    }
    decodedText = text
    // Offsets of the decoded text are not those of the bytes.
    return false
  }

  /// Whether a candidate stands so near to a change that it can be due to it.
  private func holdsCandidates(
    _ text: Span<UInt8>, near changed: Span<Range<Int>>, since base: Note
  ) -> Bool {
    guard plan.alwaysOn.isEmpty else { return true }
    regions.set(around: changed, in: text, since: base, plan.reaches)
    return runner.holdsCandidates(text, within: regions, since: base)
      || decoder.hasSomething(in: text, within: regions.words, encoded: runner.encodedRuns)
  }

  private func search(_ text: Span<UInt8>, path: BytePath, into found: inout Found) {
    runner.run(in: text, path: path, into: &found)
    var left = text.count + Self.mostDecoded
    searchDecoded(of: text, path: path, depth: 1, left: &left, into: &found)
    mark(text, &found.marks, for: found.matches)
  }

  /// Searches what a text holds encoded or in pieces, and what that holds.
  private func searchDecoded(
    of text: Span<UInt8>, path: BytePath, depth: Int, left: inout Int, into found: inout Found
  ) {
    guard let contents = decoder.decode(text, encoded: runner.encodedRuns) else { return }
    for value in contents.values {
      value.bytes.lend { bytes in
        runner.run(in: bytes, path: path, into: &found) { match in
          Match(
            rule: match.rule, secret: value.place, whole: value.place,
            decoded: match.secret.map { bytes[$0] })
        }
      }
    }
    if depth > Self.deepest, !contents.texts.isEmpty {
      found.note("text that is encoded more than \(Self.deepest) times over was not decoded")
    }
    // What was written out so often may be written out for ever; it was searched each time.
    guard depth <= Self.deepest else { return }
    for held in contents.texts + contents.stretches {
      left -= held.bytes.count
      guard left >= 0 else {
        return found.note(
          "more than \(Self.mostDecoded >> 20) MiB of encoded text, not all of it was decoded")
      }
      search(held, path: path, depth: depth, left: &left, into: &found)
    }
  }

  private func search(
    _ held: DecodedText, path: BytePath, depth: Int, left: inout Int, into found: inout Found
  ) {
    var inner = Found()
    held.bytes.lend { bytes in
      runner.run(in: bytes, path: path, into: &inner)
      searchDecoded(of: bytes, path: path, depth: depth + 1, left: &left, into: &inner)
    }
    if !inner.matches.isEmpty {
      var text = held
      text.matches = inner.matches
      held.bytes.lend { mark($0, &text.marks, for: text.matches) }
      found.decoded.append(text)
    }
    found.decoded += inner.decoded.map { $0.within(held.map) }
    found.dismissed += inner.dismissed.map { $0.placed(from: held) }
    for issue in inner.issues { found.note(issue) }
  }

  private func mark(_ text: Span<UInt8>, _ marks: inout [Mark], for matches: [Match]) {
    if matches.contains(where: { plan.rules[$0.rule].needsMarks }) {
      marks = plan.marks.finder.findAll(in: text)
    }
  }
}
