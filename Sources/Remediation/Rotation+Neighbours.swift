extension Rotation {
  /// How the credential of a neighbour of Azure AI is made worthless.
  ///
  /// The commands are as the help of the Azure CLI gives them (github.com/Azure/azure-cli and azure-cli-extensions, `_help.py`).
  static func neighbour(_ family: ServiceFamily) -> Rotation {
    switch family {
    case .storage:
      otherKey("az storage account keys renew --account-name «account» -g «group» --key primary")
    case .cosmos:
      Rotation(
        "move clients to the account's other key, regenerate this one",
        [
          "az cosmosdb keys regenerate --name «account» -g «group» "
            + "--key-kind primary  # or secondary, primaryReadonly, secondaryReadonly"
        ])
    case .batch:
      otherKey("az batch account keys renew --name «account» -g «group» --key-name Primary")
    case .redis:
      otherKey("az redis regenerate-keys --name «account» -g «group» --key-type Primary")
    case .serviceBus: otherKey(policyKey(of: "servicebus"))
    case .eventHubs: otherKey(policyKey(of: "eventhubs"))
    case .signalR:
      otherKey("az signalr key renew --name «account» -g «group» --key-type primary")
    case .webPubSub:
      otherKey("az webpubsub key regenerate --name «account» -g «group» --key-type primary")
    case .communication:
      otherKey("az communication regenerate-key --name «account» -g «group» --key-type primary")
    case .eventGrid:
      Rotation(
        "move publishers to the topic's other key, regenerate this one",
        [
          "az eventgrid topic key regenerate --name «account» -g «group» "
            + "--key-name key1  # or key2: the one that leaked"
        ])
    case .appConfiguration:
      Rotation(
        "move clients to the store's other key, regenerate this one",
        ["az appconfig credential regenerate --name «account» -g «group» --id «key-id»"])
    case .functions:
      Rotation(
        "give the key a new value, tell its callers",
        [
          "az functionapp keys set --name «account» -g «group» --key-type functionKeys "
            + "--key-name «key»"
        ])
    case .registry:
      Rotation(
        "move clients to the other password, renew this one",
        [
          "az acr credential renew --name «account» "
            + "--password-name password  # or password2: the one that leaked"
        ])
    case .entra:
      Rotation(
        "make a new secret, move clients to it, delete this one",
        [
          "az ad app credential reset --id «app-id» --append",
          "az ad app credential delete --id «app-id» --key-id «key-id»",
        ])
    case .devOps:
      Rotation("revoke the token in Azure DevOps (User settings, Personal access tokens)", [])
    case .foreign:
      Rotation("revoke it where it was issued", [])
    default:
      Rotation("move clients to the other key, regenerate this one in the portal", [])
    }
  }

  private static func otherKey(_ command: String) -> Rotation {
    Rotation(
      "move clients to the other key, renew this one",
      [command + "  # or the secondary one: the one that leaked"])
  }

  private static func policyKey(of command: String) -> String {
    "az \(command) namespace authorization-rule keys renew --namespace-name «account» "
      + "-g «group» --name «policy» --key PrimaryKey"
  }
}
