import ScanModel

/// What is filled into a template where it says `«name»`.
///
/// The names come from scanned files and stand in commands that people paste into a shell: whatever is not
/// plainly a name becomes a `<blank>` for the reader to fill.
struct Blanks {
  private let values: [String: String]

  init(_ finding: Finding, family: ServiceFamily) {
    let service = finding.service
    // Without a service the rule's id names the secret as well as anything.
    let id =
      (service?.id ?? (family == .foreign ? finding.rule : nil)).flatMap(plainName)
      ?? "azure-ai-services"
    let section = String(
      (service?.name ?? "").filter { $0.isASCII && ($0.isLetter || $0.isNumber) })
    let cloud = Cloud(finding.resource?.cloud)
    let setting = id.uppercased().split(separator: "-").joined(separator: "_")
    values = [
      "account": finding.resource?.name.flatMap(plainName) ?? "<account>",
      // A token needs the account's own host: a regional one takes keys only.
      "host": finding.resource.flatMap { $0.name == nil ? nil : plainName($0.host) }
        ?? family.usualHost,
      "scope": family == .search ? cloud.searchScope : cloud.cognitiveScope,
      "vault_url": "https://<vault>.\(cloud.vaultSuffix)",
      "management": cloud.management,
      "role": family.role.name,
      "role_id": family.role.id,
      "terraform_type": family == .search ? "azurerm_search_service" : "azurerm_cognitive_account",
      "terraform_switch": family == .search ? "local_authentication_enabled" : "local_auth_enabled",
      "secret": id + "-key",
      "secret_id": id.split(separator: "-").joined(separator: "_") + "_key",
      "KEY": setting + "_KEY",
      "ENDPOINT": setting + "_ENDPOINT",
      "Section": section.isEmpty ? "AzureAIServices" : section,
    ]
  }

  /// The template with every blank filled.
  func filled(_ template: String) -> String {
    var output = ""
    var rest = template[...]
    while let open = rest.firstIndex(of: "«"), let close = rest[open...].firstIndex(of: "»") {
      let name = String(rest[rest.index(after: open)..<close])
      output += rest[..<open]
      output += values[name] ?? "<\(name)>"
      rest = rest[rest.index(after: close)...]
    }
    return output + rest
  }
}

/// The text when it can only be the name of an account, a host or a service.
private func plainName(_ text: String) -> String? {
  let isPlain = text.utf8.allSatisfy { byte in
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "_"):
      true
    default: false
    }
  }
  // 253 bytes is the longest host name there is (RFC 1035); a leading dash would read as an option.
  return isPlain && (1...253).contains(text.utf8.count) && !text.hasPrefix("-") ? text : nil
}

/// What differs between the national clouds.
private enum Cloud {
  case world, usGovernment, china

  init(_ name: String?) {
    self =
      switch name {
      case "usgov": .usGovernment
      case "china": .china
      default: .world
      }
  }

  private var domain: String {
    switch self {
    case .world: "azure.com"
    case .usGovernment: "azure.us"
    case .china: "azure.cn"
    }
  }

  var cognitiveScope: String { "https://cognitiveservices.\(domain)/.default" }
  var searchScope: String { "https://search.\(domain)/.default" }

  var vaultSuffix: String {
    switch self {
    case .world: "vault.azure.net"
    case .usGovernment: "vault.usgovcloudapi.net"
    case .china: "vault.azure.cn"
    }
  }

  var management: String {
    switch self {
    case .world: "https://management.azure.com"
    case .usGovernment: "https://management.usgovcloudapi.net"
    case .china: "https://management.chinacloudapi.cn"
    }
  }
}
