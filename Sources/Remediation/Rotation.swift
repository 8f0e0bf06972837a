import ScanModel

/// How a key of one family is made worthless: the first half of a hint.
///
/// Two keys work at any time and a regenerated one dies at once, so clients move to the other key first.
struct Rotation {
  /// The beginning of the summary, to which "then …" is added.
  let advice: String
  /// Templates of commands, in order.
  let commands: [String]
  /// The value of a fresh key as a shell expression, to be stored in Key Vault.
  let freshKey: String?
  /// The command that ends the use of keys, once clients sign in with an identity.
  let lastStep: String?

  init(
    _ advice: String, _ commands: [String], freshKey: String? = nil, lastStep: String? = nil
  ) {
    self.advice = advice
    self.commands = commands
    self.freshKey = freshKey
    self.lastStep = lastStep
  }

  init(of finding: Finding, family: ServiceFamily) {
    self =
      switch family {
      case .openAI, .speech, .cognitive, .cognitiveByKey:
        Self.account(isNamed: finding.resource?.name != nil)
      case .search where finding.facts.role?.hasPrefix("query") == true: Self.searchQuery
      case .search: Self.searchAdmin
      case .apiManagement: Self.apiManagement
      case .maps: Self.maps
      case .machineLearning: Self.machineLearning
      case .bing: Self.bing
      default: Self.neighbour(family)
      }
  }

  /// A Cognitive Services account.
  ///
  /// The first label of its host is its subdomain, which need not be its name; a regional host names no
  /// account at all.
  private static func account(isNamed: Bool) -> Rotation {
    let filter = isNamed ? "[?properties.customSubDomainName=='«account»']" : "[]"
    return Rotation(
      "move clients to the account's other key, regenerate this one",
      [
        "az cognitiveservices account list --query \"\(filter).{name:name, group:resourceGroup, "
          + "endpoint:properties.endpoint}\" -o table",
        "az cognitiveservices account keys regenerate --name «account» -g «group» "
          + "--key-name key1  # or key2: the one that leaked",
      ],
      freshKey: "az cognitiveservices account keys list --name «account» -g «group» "
        + "--query key1 -o tsv",
      lastStep: "az resource update --name «account» -g «group» "
        + "--resource-type Microsoft.CognitiveServices/accounts "
        + "--set properties.disableLocalAuth=true")
  }

  private static let searchAdmin = Rotation(
    "move clients to the other admin key, renew this one",
    [
      "az search admin-key renew --service-name «account» -g «group» "
        + "--key-kind primary  # or secondary: the one that leaked"
    ],
    freshKey: "az search admin-key show --service-name «account» -g «group» "
      + "--query primaryKey -o tsv",
    lastStep: "az search service update --name «account» -g «group» --disable-local-auth true")

  /// Query keys are not regenerated: they are deleted, by value, and made anew.
  private static let searchQuery = Rotation(
    "create a new query key, move clients to it, delete this one",
    [
      "az search query-key create --name «new-name» --service-name «account» -g «group»",
      "az search query-key delete --key-value «this-key» --service-name «account» -g «group»",
    ],
    freshKey: "az search query-key list --service-name «account» -g «group» "
      + "--query \"[?name=='«new-name»'].key\" -o tsv",
    lastStep: "az search service update --name «account» -g «group» --disable-local-auth true")

  private static let apiManagement = Rotation(
    "move clients to the subscription's other key, regenerate this one",
    [
      "az rest --method post --url \"«management»/subscriptions/«subscription»/resourceGroups/"
        + "«group»/providers/Microsoft.ApiManagement/service/«account»/subscriptions/«sid»/"
        + "regeneratePrimaryKey?api-version=2024-05-01\"  # or regenerateSecondaryKey"
    ],
    freshKey: "az rest --method post --url \"«management»/subscriptions/«subscription»/"
      + "resourceGroups/«group»/providers/Microsoft.ApiManagement/service/«account»/"
      + "subscriptions/«sid»/listSecrets?api-version=2024-05-01\" --query primaryKey -o tsv")

  private static let maps = Rotation(
    "move clients to the account's other key, renew this one",
    [
      "az maps account keys renew --name «account» -g «group» "
        + "--key primary  # or secondary: the one that leaked"
    ],
    freshKey: "az maps account keys list --name «account» -g «group» --query primaryKey -o tsv")

  private static let machineLearning = Rotation(
    "move clients to the endpoint's other key, regenerate this one",
    [
      "az ml online-endpoint regenerate-keys --name «account» -g «group» -w «workspace» "
        + "--key-type primary  # or secondary: the one that leaked"
    ],
    freshKey: "az ml online-endpoint get-credentials --name «account» -g «group» -w «workspace» "
      + "--query primaryKey -o tsv")

  private static let bing = Rotation(
    "delete the resource (Bing Search APIs were retired in August 2025) or regenerate its key "
      + "in the portal",
    ["az resource list --resource-type Microsoft.Bing/accounts -o table"])
}
