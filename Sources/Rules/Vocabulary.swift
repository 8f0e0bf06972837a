/// The words by which surroundings are recognised: data, from `rules/vocabulary.toml`.
package struct Vocabulary: Sendable {
  package var services: [ServiceWords] = []
  package var hosts: [HostPattern] = []
  package var carriers: [Carrier] = []
  package var names = NameWords()
  /// Values in lower case that are published examples and test vectors, never keys.
  package var publishedValues: [String] = []
  /// Azure's regions, as its tools spell them: "westeurope".
  package var regions: [String] = []
  package var publishedDigests: [PublishedDigest] = []

  package init() {}
}

/// A key that everybody knows, such as an emulator's.
package struct PublishedDigest: Sendable, Hashable {
  /// For people: "Azurite's well-known account key".
  package var name: String
  /// SHA-256 of the key, 64 hexadecimal digits in lower case.
  package var sha256: String

  package init(name: String, sha256: String) {
    self.name = name
    self.sha256 = sha256
  }
}

/// How a service is named in identifiers and in keys.
package struct ServiceWords: Sendable {
  package var id: String
  /// For people: "Azure OpenAI".
  package var name: String
  /// The four characters at offset 72 of its 84-character keys; several services have several.
  package var codes: [String] = []
  /// Sequences of lower-case words that name it alone: "azure openai", "aoai".
  ///
  /// A name is split at case changes, digits and punctuation.
  package var strong: [String] = []
  /// Words that name it only beside other evidence: "speech", "vision", "search".
  package var weak: [String] = []
  /// Words of its packages and URLs, which tell the service of a key that no name around it tells.
  package var clues: [String] = []
  /// Clues that count only right beside a key, or in a path.
  package var hints: [String] = []
  /// Where these stand its words do not count: the "apim" of `Ocp-Apim-Subscription-Key`.
  package var except: [String] = []
  /// Whether it stands for several services, so that a more specific word is right too.
  package var isGeneral = false
  /// Whether its keys may be 32 hexadecimal digits, so that words beside one may speak of it.
  package var hasHexadecimalKeys = true
  /// Whether a key of 32 hexadecimal digits in capitals is one of its own.
  package var hasCapitals = false

  /// Services of one family share endpoints; a key is never paired with the endpoint of another family.
  package var family = "cognitive"
  /// Families whose keys its endpoints may take instead of their own: a gateway's.
  package var fronts: [String] = []
  /// Whether its keys prove themselves, so that its hosts are no evidence for keys of others.
  package var isNeighbour = false

  package init(id: String, name: String) {
    self.id = id
    self.name = name
  }
}

/// A host name of Azure AI: `*.openai.azure.com`.
package struct HostPattern: Sendable {
  /// In lower case; a leading `*.` stands for the account's or the region's name.
  package var pattern: String
  /// Id of the service; empty when the host serves several.
  package var service: String
  /// "public", "usgov" or "china".
  package var cloud: String
  /// Whether the first label names the account, not a region.
  package var namesAccount: Bool
  /// Whether only accounts of the service have such a host, so that it outweighs words around a key.
  package var isOfItsOwn = false

  package init(pattern: String, service: String, cloud: String, namesAccount: Bool) {
    self.pattern = pattern
    self.service = service
    self.cloud = cloud
    self.namesAccount = namesAccount
  }
}

/// What holds a key: a header, a query parameter, a call, an argument of a call or a command.
package struct Carrier: Sendable {
  package enum Kind: String, Sendable, CaseIterable {
    case header, query, call, argument
  }

  package var kind: Kind
  /// As it is written; compared without regard to case, except for calls.
  package var name: String
  /// Id of the service, when the carrier belongs to one.
  package var service: String?
  /// Ids of services that take no key in it, so that words beside it speak of something else.
  package var notOf: [String] = []
  /// Whether others than Azure use it too, so that it counts only beside an Azure word.
  package var isShared: Bool
  /// Whether all sorts of things are handed over in it, so that it counts only beside an endpoint.
  package var needsEndpoint = false

  package init(kind: Kind, name: String, service: String?, isShared: Bool) {
    self.kind = kind
    self.name = name
    self.service = service
    self.isShared = isShared
  }
}

/// Words of names that say what a value is: in lower case, sequences separated by one space.
package struct NameWords: Sendable {
  /// The value is a secret: "key", "api key", "secret", "token".
  package var secret: [String] = []
  /// The value is something else even beside a secret word: "id", "hash", "etag".
  package var other: [String] = []
  /// Right before a secret word they make another kind of key: "row" key, "cache" key.
  package var otherKeys: [String] = []
  /// After a secret word they make it something about a key: key "version", key "vault".
  package var otherTails: [String] = []
  /// The name says nothing, look at the sibling or parent: "value", "default".
  package var empty: [String] = []
  /// Azure or one of its AI products is meant: "azure", "cognitive services".
  package var company: [String] = []
  /// Another company's product is meant: "giphy", "stripe".
  package var otherCompany: [String] = []
  /// Parts of values that are placeholders: "your", "replace", "example".
  package var placeholder: [String] = []
  /// The value is a region, when one of these ends the name.
  package var region: [String] = []
  /// The value is the name of a deployment.
  package var deployment: [String] = []
  /// The value is the name of a search index.
  package var index: [String] = []

  package init() {}
}
