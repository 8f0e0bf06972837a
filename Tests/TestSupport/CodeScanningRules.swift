import Foundation

/// What GitHub and Azure DevOps document about the SARIF that they take, and what SARIF's own validator asks for.
///
/// https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support (GitHub),
/// https://learn.microsoft.com/azure/devops/repos/security/github-advanced-security-code-scanning-third-party and the rules
/// ADO1001 to ADO2012 (Azure DevOps), GH1001 to GH1007 and SARIF1001 to SARIF2016 of https://github.com/microsoft/sarif-sdk.
/// Not asked for: ids such as CS2001 (SARIF2009), `message.id` (2002), embedded files (2013), context (2011), help URIs.
public struct CodeScanningRules {
  typealias Object = [String: Any]

  private(set) var violations: [String] = []

  /// What a report breaks.
  ///
  /// - Parameter sarif: the text of the report.
  /// - Returns: one line for each, with where it is; empty when all is well.
  /// - Throws: when it is no JSON.
  public static func violations(in sarif: String) throws -> [String] {
    var rules = CodeScanningRules()
    let log = try JSONSerialization.jsonObject(with: Data(sarif.utf8)) as? Object ?? [:]
    rules.check(log: log)
    return rules.violations
  }

  mutating func require(_ condition: Bool, _ place: String, _ rule: String) {
    if !condition { violations.append("\(place): \(rule)") }
  }

  mutating func requireText(_ value: Any?, _ place: String, most: Int = .max) {
    let text = value as? String ?? ""
    require(!text.isEmpty, place, "is required and not empty (GitHub)")
    require(text.count <= most, place, "has more than \(most) characters (GitHub)")
  }

  private mutating func check(log: Object) {
    let schema = log["$schema"] as? String ?? ""
    require(schema.hasSuffix("sarif-2.1.0.json"), "$schema", "is the final schema (SARIF1011)")
    require(log["version"] as? String == "2.1.0", "version", "is 2.1.0 (GitHub)")
    let runs = log["runs"] as? [Object] ?? []
    require((1...20).contains(runs.count), "runs", "are 1 to 20 (GitHub, ADO1001)")
    for run in runs { check(run: run) }
    let ids = runs.map { ($0["automationDetails"] as? Object)?["id"] as? String ?? "" }
    require(Set(ids).count == ids.count, "automationDetails", "have different categories (GitHub)")
  }

  private mutating func check(run: Object) {
    let tool = run["tool"] as? Object ?? [:]
    let driver = tool["driver"] as? Object ?? [:]
    requireText(driver["name"], "driver.name")
    let words = (driver["name"] as? String ?? "").split(separator: " ").count
    require(words <= 3, "driver.name", "has three words at most (SARIF2005)")
    requireText(driver["fullName"], "driver.fullName (ADO1018)")
    requireText(driver["informationUri"], "driver.informationUri (SARIF2005)")
    let version = driver["semanticVersion"] as? String ?? ""
    require(version.first?.isNumber == true, "semanticVersion", "begins with a number (SARIF2005)")
    let rules = driver["rules"] as? [Object] ?? []
    require(driver["rules"] != nil && rules.count <= 25_000, "rules", "are 25,000 at most (GitHub)")
    let extensions = tool["extensions"] as? [Object] ?? []
    require(extensions.count <= 100, "extensions", "are 100 at most (GitHub)")
    let ids = rules.map { $0["id"] as? String ?? "" }
    require(Set(ids).count == ids.count, "rules", "have ids of their own (GitHub)")
    for (index, rule) in rules.enumerated() { check(rule: rule, "rules[\(index)]") }

    let category = (run["automationDetails"] as? Object)?["id"] as? String ?? ""
    require(category.hasSuffix("/"), "automationDetails.id", "is a category (ADO1014, GitHub)")
    let bases = run["originalUriBaseIds"] as? Object ?? [:]
    require(bases["%SRCROOT%"] != nil, "originalUriBaseIds", "has the base (SARIF1004)")
    if let provenance = run["versionControlProvenance"] as? [Object] {
      let mapped = provenance.map { ($0["mappedTo"] as? Object)?["uriBaseId"] as? String }
      require(mapped.allSatisfy { $0 == "%SRCROOT%" }, "mappedTo", "has the base (SARIF2007)")
    }
    let results = run["results"] as? [Object] ?? []
    require(run["results"] != nil, "results", "are required (GitHub, ADO1014)")
    require(results.count <= 25_000, "results", "are 25,000 at most (GitHub)")
    for (index, result) in results.enumerated() {
      check(result: result, of: ids, "results[\(index)]")
    }
    checkTogether(results)
    checkNotifications(of: run, driver)
  }

  private mutating func check(rule: Object, _ place: String) {
    let id = rule["id"] as? String ?? ""
    let name = rule["name"] as? String ?? ""
    requireText(id, place + ".id")
    requireText(name, place + ".name (ADO2012)", most: 255)
    require(name != id, place + ".name", "is not the id (SARIF1001)")
    require(
      name.first?.isUppercase == true && name.allSatisfy { $0.isLetter || $0.isNumber },
      place + ".name", "is a Pascal identifier (SARIF2012)")
    for key in ["shortDescription", "fullDescription"] {
      requireText((rule[key] as? Object)?["text"], "\(place).\(key)", most: 1024)
    }
    requireText((rule["help"] as? Object)?["text"], place + ".help")
    let level = (rule["defaultConfiguration"] as? Object)?["level"] as? String ?? "warning"
    require(Self.levels.contains(level), place, "has a level (GitHub)")
    let properties = rule["properties"] as? Object ?? [:]
    let tags = properties["tags"] as? [String] ?? []
    require(tags.count <= 10, place + ".tags", "are 10 at most, of which all are shown (GitHub)")
    require(Set(tags).count == tags.count, place + ".tags", "are unique (§3.8.2.2)")
    let precision = properties["precision"] as? String ?? ""
    require(
      ["very-high", "high", "medium", "low"].contains(precision), place, "has a precision (GitHub)")
    let severity = (properties["security-severity"] as? String).flatMap(Double.init) ?? 0
    require(severity > 0 && severity <= 10, place + ".security-severity", "is over 0, up to 10")
  }

  private mutating func checkNotifications(of run: Object, _ driver: Object) {
    let descriptors = (driver["notifications"] as? [Object] ?? []).map { $0["id"] as? String }
    let invocations = run["invocations"] as? [Object] ?? []
    require(!invocations.isEmpty, "invocations", "tell how the run went")
    for invocation in invocations {
      let code = invocation["exitCode"] as? Int ?? -1
      require((0...2).contains(code), "exitCode", "is one of the documented")
      let succeeded = invocation["executionSuccessful"] as? Bool
      let lists = ["toolExecutionNotifications", "toolConfigurationNotifications"]
      let all = lists.flatMap { invocation[$0] as? [Object] ?? [] }
      let failed = all.contains { $0["level"] as? String == "error" }
      require(succeeded == !failed, "executionSuccessful", "is false with errors only (§3.20.14)")
      for (index, notification) in all.enumerated() {
        let place = "notifications[\(index)]"
        let descriptor = notification["descriptor"] as? Object ?? [:]
        let number = descriptor["index"] as? Int ?? -1
        require(
          descriptors.indices.contains(number)
            && descriptors[number] == descriptor["id"] as? String,
          place, "has its descriptor (SARIF1009)")
        checkMessage(notification, links: [], place)
        for location in notification["locations"] as? [Object] ?? [] {
          check(location: location, place, needsRegion: false)
        }
      }
    }
  }

  static let levels = ["note", "warning", "error"]
}
