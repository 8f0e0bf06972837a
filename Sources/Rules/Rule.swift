package import ScanModel

/// One rule: what to look for, and how to judge what was found.
///
/// A superset of gitleaks' rule (github.com/gitleaks/gitleaks, `config/rule.go`): a `.gitleaks.toml` loads as it is.
package struct Rule: Sendable {
  package var id: String
  package var description = ""
  /// PCRE2 syntax; nil for a rule that matches paths only.
  package var regex: String?
  /// The group of `regex` that holds the secret; 0 is the first group that took part, or else the whole match, as in gitleaks.
  package var secretGroup = 0
  /// Bits per character under which a secret is dropped (Shannon); nil for no limit.
  package var entropy: Double?
  /// A PCRE2 pattern that the path has to match.
  package var path: String?
  /// gitleaks' `keywords`: the regex runs only where one of them stands, in any case; always when empty.
  package var keywords: [String] = []
  package var tags: [String] = []
  package var allowlists: [Allowlist] = []
  package var required: [RequiredRule] = []
  /// gitleaks' `skipReport`: the rule only serves as another's `required`.
  package var skipReport = false

  // What follows is ours; gitleaks ignores it.

  package var kind: Kind = .secret
  /// For people: "Azure AI key"; the description when the file gives none.
  package var title = ""
  /// What the prefilter looks for; takes the place of `keywords` when not empty.
  package var anchors: [Anchor] = []
  /// How many bytes before and after an anchor the regex needs to see; nil hands it the whole blob.
  package var reach: Reach?
  /// Where judging starts from.
  package var confidence: Confidence = .medium
  package var severity: Severity = .high
  /// Id of a `[[services]]` entry, when every match belongs to one.
  package var service: String?
  /// The named checksum that proves a match.
  package var proof: Proof?
  /// Whether the value needs evidence around it to count.
  package var context: Context = .none
  /// What the secret is called after its service's name, when it does not tell itself: "account key", "client secret".
  package var noun = "key"
  /// Markdown for the SARIF rule: what it is, how to rotate, what replaces it.
  package var help = ""
  /// What closes what a posture rule finds, in the language that it is for.
  package var fix: Hint?
  package var examples: [Example] = []
  package var counterexamples: [Example] = []

  package init(id: String) {
    self.id = id
  }

  /// Whether its matches are judged as secrets of their own.
  package var reportsSecrets: Bool { kind == .secret && !skipReport }

  /// What a rule looks for.
  package enum Kind: String, Sendable, CaseIterable {
    case secret
    /// A block of infrastructure or a command that leaves the use of keys open.
    case posture
  }

  /// The surroundings that a rule's value needs.
  package enum Context: String, Sendable, CaseIterable {
    /// The shape is enough.
    case none
    /// Without a carrier, a key's name or an Azure AI endpoint near it the value is an identifier like any other.
    case required
  }

  package struct Reach: Sendable, Hashable {
    package var before: Int
    package var after: Int

    package init(before: Int, after: Int) {
      self.before = before
      self.after = after
    }
  }

  /// A piece of a file that has to match, or must not; its generator calls are expanded by `expanded()`.
  package struct Example: Sendable, Hashable {
    /// Where it is said to stand; decides the language.
    package var path: String
    package var text: String

    package init(path: String, text: String) {
      self.path = path
      self.text = text
    }
  }
}

/// What the prefilter can find in one pass over the bytes.
package enum Anchor: Sendable, Hashable {
  /// These bytes; letters of either case when `ignoringCase`.
  case literal(String, ignoringCase: Bool)
  /// A run of at least `length` bytes of one class.
  case run(ByteClass, length: Int)
}

/// A set of byte values that stand in a row in keys.
package enum ByteClass: String, Sendable, Hashable, CaseIterable {
  /// `0-9 a-f A-F`
  case hex
  /// `0-9 A-Z a-z`
  case alphanumeric
  /// `0-9 A-Z a-z + / - _`
  case base64

  package func contains(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
      UInt8(ascii: "A")...UInt8(ascii: "F"):
      true
    case UInt8(ascii: "g")...UInt8(ascii: "z"), UInt8(ascii: "G")...UInt8(ascii: "Z"):
      self != .hex
    case UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "_"):
      self == .base64
    default:
      false
    }
  }
}

/// gitleaks' allowlist: what a rule finds and must not report.
package struct Allowlist: Sendable {
  package var description = ""
  /// Whether all kinds of condition that are given have to hold, or one.
  package var matchAll = false
  package var commits: [String] = []
  /// PCRE2 patterns over the path.
  package var paths: [String] = []
  package var regexes: [String] = []
  package var regexTarget: Target = .secret
  /// Words that, in any case, disqualify a secret that contains them.
  package var stopwords: [String] = []

  package init() {}

  package enum Target: String, Sendable, CaseIterable {
    case secret, match, line
  }
}

/// gitleaks' `[[rules.required]]`: another rule that has to match near this one.
package struct RequiredRule: Sendable, Hashable {
  package var id: String
  package var withinLines: Int?
  package var withinColumns: Int?

  package init(id: String, withinLines: Int? = nil, withinColumns: Int? = nil) {
    self.id = id
    self.withinLines = withinLines
    self.withinColumns = withinColumns
  }
}
