import ScanModel

/// Services whose keys are rotated, and replaced, in the same way.
enum ServiceFamily: Hashable, Sendable, CaseIterable {
  case openAI, speech, cognitive, search, apiManagement, maps, machineLearning, bing
  /// Cognitive Services whose libraries know keys only.
  case cognitiveByKey
  /// What stands beside Azure AI.
  case storage, cosmos, batch, functions, redis, serviceBus, eventHubs, eventGrid, registry
  case appConfiguration, signalR, webPubSub, communication, devOps, entra
  /// Neighbours whose keys no command of `az` renews for certain.
  case otherNeighbour
  /// What a user's rule found: a credential of some other company.
  case foreign

  /// The family of a finding's service, or of the gateway that its key is sent to.
  ///
  /// What stands behind an API Management gateway gives a key its name, but it is a subscription of the gateway
  /// that is leaked; a key with a checksum is its service's own wherever it stands.
  init(of finding: Finding) {
    let family = ServiceFamily(finding.service, rule: finding.rule)
    let isAccountKey = [.openAI, .speech, .cognitive, .cognitiveByKey].contains(family)
    let isForGateway = Self.gateways.contains { finding.resource?.host.hasSuffix($0) ?? false }
    self = isAccountKey && isForGateway && finding.facts.checksum == .none ? .apiManagement : family
  }

  /// The hosts of API Management gateways, as the vocabulary has them.
  private static let gateways = [".azure-api.net", ".azure-api.us"]

  /// The family of a service; every kind of Cognitive Services account that has no family of its own,
  /// and whatever is unknown, is rotated as such an account.
  ///
  /// - Parameters:
  ///   - service: what the finding names.
  ///   - rule: its rule; those of Azure begin with its name.
  init(_ service: Service?, rule: String) {
    guard service != nil || rule.hasPrefix("azure-") else {
      self = .foreign
      return
    }
    self =
      switch service?.id {
      case "azure-openai": .openAI
      case "azure-speech": .speech
      case "azure-ai-search": .search
      case "azure-apim": .apiManagement
      case "azure-maps": .maps
      case "azure-ml": .machineLearning
      case "azure-bing": .bing
      case "azure-custom-vision", "azure-luis", "azure-qna-maker", "azure-personalizer",
        "azure-anomaly-detector", "azure-metrics-advisor", "azure-content-moderator",
        "azure-immersive-reader", "azure-video":
        .cognitiveByKey
      default: service.flatMap { Self.neighbours[$0.id] } ?? .cognitive
      }
  }

  private static let neighbours: [String: ServiceFamily] = [
    "azure-storage": .storage, "azure-cosmos": .cosmos, "azure-batch": .batch,
    "azure-functions": .functions, "azure-redis": .redis, "azure-service-bus": .serviceBus,
    "azure-event-hubs": .eventHubs, "azure-event-grid": .eventGrid,
    "azure-container-registry": .registry, "azure-app-configuration": .appConfiguration,
    "azure-signalr": .signalR, "azure-web-pubsub": .webPubSub,
    "azure-communication": .communication, "azure-devops": .devOps, "entra": .entra,
    "azure-relay": .otherNeighbour, "azure-iot": .otherNeighbour, "azure-sql": .otherNeighbour,
    "azure-mixed-reality": .otherNeighbour, "azure-fluid-relay": .otherNeighbour,
  ]

  /// How its clients can do without this key, best first.
  var access: [Access] {
    switch self {
    case .openAI: [.openAI, .credential, .stored]
    case .speech: [.speech, .stored]
    case .cognitive, .search: [.credential, .stored]
    // Maps wants a client id beside the token, and the others have no token that replaces the key.
    default: [.stored]
    }
  }

  /// The role that lets an identity call the service, and its id where Azure documents one.
  var role: (name: String, id: String) {
    switch self {
    case .openAI: ("Cognitive Services OpenAI User", "5e0bd9bd-7b93-4f28-af87-19fc36ad61bd")
    case .speech: ("Cognitive Services Speech User", "<role-id>")
    case .search: ("Search Index Data Reader", "1407120a-92aa-4202-b7e9-c0e197c71c8f")
    default: ("Cognitive Services User", "a97b65f3-24c7-4388-baec-2e87135dc908")
    }
  }

  /// The host of its endpoints in the public cloud, where the file does not name one.
  var usualHost: String {
    switch self {
    case .openAI: "<account>.openai.azure.com"
    case .search: "<service>.search.windows.net"
    case .apiManagement: "<service>.azure-api.net"
    case .maps: "atlas.microsoft.com"
    case .machineLearning: "<endpoint>.<region>.inference.ml.azure.com"
    case .speech, .cognitive, .cognitiveByKey, .bing: "<account>.cognitiveservices.azure.com"
    default: "<host>"
    }
  }
}

/// A way for a program to call a service without a key in its text.
enum Access: Hashable, Sendable {
  /// An OpenAI client that asks for bearer tokens.
  case openAI
  /// A client that takes a token credential where it took the key.
  case credential
  /// The Speech SDK, which takes a token in a form of its own.
  case speech
  /// No way round a key: it is read from Key Vault, or from where the platform puts it.
  case stored
}
