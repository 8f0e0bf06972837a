/// One secret, judged: what it is, how sure, why, and every place it stands.
package struct Finding: Sendable {
  package var rule: String
  /// What it is, for a person: "Azure OpenAI key".
  package var title: String
  package var secret: Secret
  package var confidence: Confidence
  package var severity: Severity
  /// The service whose key it is, as far as the key or its surroundings tell.
  package var service: Service?
  /// The account to rotate, when an endpoint names it.
  package var resource: Resource?
  /// Where and for what the key is used, as the text beside it says.
  package var usage: KeyUsage
  package var facts: KeyFacts
  /// Why it is believed, strongest first.
  package var evidence: [Evidence]
  /// In the order of `Occurrence`'s comparison; never empty.
  package var occurrences: [Occurrence]
  /// Occurrences that are left out, since there are so many.
  package var moreOccurrences = 0
  /// The comment that lets all of these stand, of several that which ends first; nil where one of them has none.
  package var moreComment: Suppression?
  /// What became of it, where the scan reads a history.
  package var history: SecretHistory?
  /// How to get rid of it, in the language of the first occurrence.
  package var hint: Hint?
  /// What the baseline says of it; nil without a baseline.
  package var baseline: BaselineState?
  /// What it means that a change adds this place of a known secret; nil where it is not known, or nowhere new.
  package var newPlace: NewPlace?
  /// Whether no suppression is for the occurrences that are left out.
  package var isOpenElsewhere = false
  /// Who answers for its places, as the settings name them; sorted.
  package var owners: [String] = []

  package init(
    rule: String, title: String, secret: Secret, confidence: Confidence, severity: Severity,
    service: Service? = nil, resource: Resource? = nil, usage: KeyUsage = KeyUsage(),
    facts: KeyFacts = KeyFacts(),
    evidence: [Evidence] = [], occurrences: [Occurrence], history: SecretHistory? = nil,
    hint: Hint? = nil
  ) {
    self.rule = rule
    self.title = title
    self.secret = secret
    self.confidence = confidence
    self.severity = severity
    self.service = service
    self.resource = resource
    self.usage = usage
    self.facts = facts
    self.evidence = evidence
    self.occurrences = occurrences
    self.history = history
    self.hint = hint
  }
}

/// A service as the rule files name it.
package struct Service: Hashable, Sendable {
  /// Stable, for machines: `azure-openai`.
  package let id: String
  /// For people: "Azure OpenAI".
  package let name: String

  package init(id: String, name: String) {
    self.id = id
    self.name = name
  }
}

/// The Azure resource that an endpoint names.
package struct Resource: Hashable, Sendable {
  /// The host: `contoso.openai.azure.com`.
  package let host: String
  /// The account's name, when the host holds one; a regional host does not.
  package let name: String?
  /// "public", "usgov" or "china".
  package let cloud: String
  /// Where the endpoint stands: in the file of the first occurrence, or in that of `path`.
  package let region: Region?
  /// The file that names the endpoint, when it is another one.
  package let path: BytePath?

  package init(
    host: String, name: String?, cloud: String, region: Region?, path: BytePath? = nil
  ) {
    self.path = path
    self.host = host
    self.name = name
    self.cloud = cloud
    self.region = region
  }
}

/// What stands beside a key about its use.
package struct KeyUsage: Hashable, Sendable {
  /// Azure's name of a region: "westeurope".
  package var region: String?
  /// The deployment of a model.
  package var deployment: String?
  /// The search index.
  package var index: String?

  package init(region: String? = nil, deployment: String? = nil, index: String? = nil) {
    self.region = region
    self.deployment = deployment
    self.index = index
  }
}

/// What the value itself tells, without asking anyone.
package struct KeyFacts: Hashable, Sendable {
  /// "admin key", "query key", "derived key", "hashed key".
  package var role: String?
  package var created: YearMonth?
  package var checksum: Checksum

  package enum Checksum: Hashable, Sendable {
    /// This kind of value carries none.
    case none
    case valid
    /// The shape is right and the checksum is not: an edited example, or a form not yet known.
    case notConfirmed
  }

  package init(role: String? = nil, created: YearMonth? = nil, checksum: Checksum = .none) {
    self.role = role
    self.created = created
    self.checksum = checksum
  }
}

/// A month, as an annotated key carries it.
package struct YearMonth: Hashable, Sendable, CustomStringConvertible {
  package let year: Int
  /// From 1.
  package let month: Int

  package init(year: Int, month: Int) {
    self.year = year
    self.month = month
  }

  /// `2025-06`.
  package var description: String {
    "\(year)-\(month < 10 ? "0" : "")\(month)"
  }

  /// Whole months from here to `other`; negative when `other` is earlier.
  package func months(until other: YearMonth) -> Int {
    (other.year - year) * 12 + other.month - month
  }
}

/// One reason to believe a finding.
package struct Evidence: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    case proof, carrier, name, company, shape
  }

  package let kind: Kind
  /// One phrase for a person, without the secret: "header Ocp-Apim-Subscription-Key".
  package let text: String

  package init(kind: Kind, text: String) {
    self.kind = kind
    self.text = text
  }
}

/// The shortest true advice on how to replace a secret.
package struct Hint: Hashable, Sendable {
  /// One line.
  package let summary: String
  /// What stands in the file instead, in its language; several lines are possible.
  package let replacement: String?
  /// The commands that rotate the key, in order.
  package let commands: [String]

  package init(summary: String, replacement: String? = nil, commands: [String] = []) {
    self.summary = summary
    self.replacement = replacement
    self.commands = commands
  }
}
