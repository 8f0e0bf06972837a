/// A place where a rule's pattern matched: a candidate, not yet judged.
package struct Match: Hashable, Sendable {
  /// Index into the rule set's rules.
  package let rule: Int
  /// The secret's bytes in the matched text, or the encoded bytes that hold it.
  package let secret: Range<Int>
  /// The whole match.
  package let whole: Range<Int>
  /// The decoded value when the text holds it encoded; nil when the bytes at `secret` are the value.
  package let decoded: [UInt8]?

  package init(rule: Int, secret: Range<Int>, whole: Range<Int>, decoded: [UInt8]? = nil) {
    self.rule = rule
    self.secret = secret
    self.whole = whole
    self.decoded = decoded
  }

  /// The same where it stands in the text that holds the one it was found in.
  package func placed(from held: DecodedText) -> Match {
    Match(
      rule: rule, secret: held.map.origin(of: secret), whole: held.map.origin(of: whole),
      decoded: decoded ?? Array(held.bytes[secret]))
  }
}

/// A match that its own rule lets pass, before anything judges it.
package struct DismissedMatch: Hashable, Sendable {
  package enum Reason: Hashable, Sendable {
    /// One of the rule's allowlists, or of those that hold for all rules, takes it away.
    case allowlist
    /// The rule is for other paths.
    case path
    /// Its characters are less random than the rule asks for, in bits each.
    case entropy(Double)
  }

  package let match: Match
  package let reason: Reason

  package init(_ match: Match, _ reason: Reason) {
    self.match = match
    self.reason = reason
  }

  /// The same where it stands in the text that holds the one it was found in.
  package func placed(from held: DecodedText) -> DismissedMatch {
    DismissedMatch(match.placed(from: held), reason)
  }
}

/// A word of the vocabulary that stands in a text with candidates: a host, a company word.
package struct Mark: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// Index into the vocabulary's hosts.
    case host(Int)
    /// Index into the vocabulary's company words.
    case company(Int)
  }

  package let kind: Kind
  package let range: Range<Int>

  package init(kind: Kind, range: Range<Int>) {
    self.kind = kind
    self.range = range
  }
}

/// How the bytes of a blob encode its text.
package enum TextEncoding: Hashable, Sendable {
  /// UTF-8, ASCII or anything else that is searched as it is.
  case bytes
  case utf16LittleEndian(byteOrderMark: Bool)
  case utf16BigEndian(byteOrderMark: Bool)
  case utf32LittleEndian(byteOrderMark: Bool)
  case utf32BigEndian(byteOrderMark: Bool)
}
