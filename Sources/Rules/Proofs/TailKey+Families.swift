// Seeds are from microsoft/security-utilities, `IdentifiableMetadata.cs`.
extension TailKey {
  package static let azureSearch = TailKey(
    "AI Search key", "AzSe", byteCount: 39, alphabet: .urlSafe,
    seeds: [Seed("admin", "PAdmin00"), Seed("query", "Query000")])

  package static let azureApim = TailKey(
    "API Management key", "APIM", byteCount: 64,
    seeds: [
      Seed("subscription", "IoTHub00"), Seed("direct", "Tenant00", role: "direct management key"),
      Seed("gateway", "Gatewy00"), Seed("repository", "GitKey00"),
    ])

  package static let storage = TailKey(
    "Storage account key", "+ASt", byteCount: 64, seeds: [Seed("account", "Default0")])

  package static let cosmos = TailKey(
    "Cosmos DB key", "ACDb", byteCount: 64,
    seeds: [
      Seed("read-write", "MastRW00"), Seed("read-only", "MastRO00"), Seed("system", "SysAll00"),
      Seed("resource", "Resour00"),
      Seed("system-read-only", "SystRO00", role: "system read-only key"),
      Seed("system-read-write", "SystRW00", role: "system read-write key"),
      Seed("encryption", "Encryp00"),
    ])

  package static let batch = TailKey(
    "Batch account key", "+ABa", byteCount: 64, seeds: [Seed("account", "AbAcct00")])

  package static let machineLearning = TailKey(
    "Machine Learning Studio (classic) key", "+AMC", byteCount: 64,
    seeds: [Seed("classic", "Classic0", role: "classic web service key")])

  package static let functions = TailKey(
    "Functions key", "AzFu", byteCount: 40, alphabet: .urlSafe,
    seeds: [Seed("function", "Functi00"), Seed("system", "System00"), Seed("master", "Master00")])

  package static let redis = TailKey(
    "Redis access key", "AzCa", byteCount: 32, alphabet: .lettersAndDigits,
    seeds: [Seed("access", "Access00")])

  package static let serviceBus = TailKey(
    "Service Bus key", "+ASb", byteCount: 32, seeds: messaging)
  package static let eventHubs = TailKey("Event Hubs key", "+AEh", byteCount: 32, seeds: messaging)
  package static let relay = TailKey("Relay key", "+ARm", byteCount: 32, seeds: messaging)

  /// `Unknown0` is for rules whose rights are no single one.
  private static let messaging = [
    Seed("send", "Send0000"), Seed("listen", "Listen00"), Seed("manage", "Manage00"),
    Seed("system", "System00"), Seed("unknown", "Unknown0", role: "key"),
  ]

  package static let ioT = TailKey(
    "IoT key", "AIoT", byteCount: 32,
    seeds: [
      Seed("hub", "IoTHub00"), Seed("provisioning", "DpsKey00"), Seed("device", "Device00"),
    ])

  package static let eventGrid = TailKey(
    "Event Grid key", "AZEG", byteCount: 32, seeds: [Seed("access", "SendRecv")])

  package static let containerRegistry = TailKey(
    "Container Registry password", "+ACR", byteCount: 39,
    seeds: [Seed("password", "ACRDflt0", role: "password")])
}
