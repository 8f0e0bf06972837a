import Foundation

extension CodeScanningRules {
  mutating func check(result: Object, of rules: [String], _ place: String) {
    let id = result["ruleId"] as? String ?? ""
    requireText(id, place + ".ruleId (ADO1015)")
    if let index = result["ruleIndex"] as? Int {
      require(
        rules.indices.contains(index) && rules[index] == id, place + ".ruleIndex",
        "leads to the rule (SARIF1009)")
    }
    require(
      Self.levels.contains(result["level"] as? String ?? ""), place + ".level", "is one of three")
    let related = result["relatedLocations"] as? [Object] ?? []
    checkMessage(result, links: related.compactMap { $0["id"] as? Int }, place)
    let locations = result["locations"] as? [Object] ?? []
    require((1...10).contains(locations.count), place, "has one to ten locations (GitHub, ADO1015)")
    for location in locations { check(location: location, place) }
    for location in related {
      check(location: location, place)
      require(location["message"] != nil, place, "has messages at related locations (GH1007)")
    }
    for flow in result["codeFlows"] as? [Object] ?? [] {
      let threads = flow["threadFlows"] as? [Object] ?? []
      let steps = threads.flatMap { $0["locations"] as? [Object] ?? [] }
      require((1...1000).contains(steps.count), place, "has up to 1,000 steps, all shown (GitHub)")
      for step in steps {
        require(step["index"] == nil, place, "has its steps inline (GH1002)")
        check(location: step["location"] as? Object ?? [:], place)
      }
    }
    let prints = result["partialFingerprints"] as? [String: String] ?? [:]
    requireText(prints["primaryLocationLineHash"], place + ".primaryLocationLineHash")
    require(prints.values.allSatisfy { !$0.isEmpty }, place, "has no empty fingerprint")
    for suppression in result["suppressions"] as? [Object] ?? [] {
      let kind = suppression["kind"] as? String ?? ""
      require(
        ["inSource", "external"].contains(kind), place, "has a kind of suppression (§3.35.2)")
      // Hosts and viewers do not agree on what other states hide.
      require(suppression["status"] as? String == "accepted", place, "is suppressed by what holds")
      requireText(suppression["justification"], place + ".justification")
      check(
        location: suppression["location"] as? Object ?? [:], place + ".suppressions",
        needsRegion: false)
    }
    for fix in result["fixes"] as? [Object] ?? [] { check(fix: fix, place + ".fixes") }
  }

  /// What holds for results side by side.
  mutating func checkTogether(_ results: [Object]) {
    for key in ["suppressions", "baselineState"] {
      let count = results.count { $0[key] != nil }
      require([0, results.count].contains(count), key, "is in all results or in none (§3.27.23)")
    }
    var alerts: Set<[String]> = []
    var secrets: [String: String] = [:]
    for (index, result) in results.enumerated() {
      let prints = result["partialFingerprints"] as? [String: String] ?? [:]
      let hash = prints["primaryLocationLineHash"] ?? ""
      let location = (result["locations"] as? [Object])?.first ?? [:]
      let physical = location["physicalLocation"] as? Object ?? [:]
      let uri = (physical["artifactLocation"] as? Object)?["uri"] as? String ?? ""
      let alert = [result["ruleId"] as? String ?? "", uri, hash]
      require(
        alerts.insert(alert).inserted, "results[\(index)]", "is an alert of its own (GitHub)")
      guard let secret = prints["keystrelSecret/v1"] else { continue }
      let own = hash.split(separator: ":").first.map(String.init) ?? ""
      require(
        secrets[secret, default: own] == own, "results[\(index)]", "has one fingerprint per secret")
      secrets[secret] = own
    }
  }

  mutating func checkMessage(_ holder: Object, links: [Int], _ place: String) {
    let text = (holder["message"] as? Object)?["text"] as? String ?? ""
    requireText(text, place + ".message")
    require(text.last.map { ".!?".contains($0) } == true, place, "ends in a period (SARIF2001)")
    // Only what is not escaped is a link (§3.11.6).
    for match in text.matches(of: /(?:^|[^\\])\[(?:[^\]\\]|\\.)*\]\(([^)]*)\)/) {
      require(Int(match.1).map(links.contains) == true, place, "links to its related locations")
    }
  }

  mutating func check(location: Object, _ place: String, needsRegion: Bool = true) {
    let physical = location["physicalLocation"] as? Object ?? [:]
    let artifact = physical["artifactLocation"] as? Object ?? [:]
    checkURI(artifact, place)
    guard let region = physical["region"] as? Object else {
      require(!needsRegion, place, "has a region (GH1003)")
      return
    }
    check(region: region, place, isPrecise: needsRegion)
  }

  private mutating func checkURI(_ artifact: Object, _ place: String) {
    let uri = artifact["uri"] as? String ?? ""
    requireText(uri, place + ".uri (GH1001)", most: 10_000)
    require(
      uri.wholeMatch(of: /(?:[A-Za-z0-9\-._~!$&'()*+,;=@\/]|%[0-9A-F]{2})+/) != nil, place,
      "has a URI of RFC 3986 (SARIF1002): \(uri.prefix(80))")
    let first = uri.split(separator: "/", omittingEmptySubsequences: false).first ?? ""
    require(!first.contains(":") && !uri.hasPrefix("/"), place, "is relative (GH1005, SARIF2016)")
    // What is scanned above the current folder begins so.
    let segments = uri.split(separator: "/").drop { $0 == ".." }
    require(!segments.contains("..") && !segments.contains("."), place, "has no dot segments")
    require(artifact["uriBaseId"] as? String == "%SRCROOT%", place, "has a base (SARIF1004)")
  }

  private mutating func check(region: Object, _ place: String, isPrecise: Bool) {
    let startLine = region["startLine"] as? Int ?? 0
    let endLine = region["endLine"] as? Int ?? startLine
    let startColumn = region["startColumn"] as? Int ?? 1
    let endColumn = region["endColumn"] as? Int ?? .max
    require(startLine >= 1 && startColumn >= 1, place, "counts from 1 (SARIF1007)")
    require(
      (startLine, startColumn) <= (endLine, endColumn), place, "ends behind its start (SARIF1007)")
    guard isPrecise else { return }
    for key in ["startLine", "startColumn", "endLine", "endColumn"] {
      require(region[key] != nil, place, "has \(key) (GitHub)")
    }
  }

  private mutating func check(fix: Object, _ place: String) {
    requireText((fix["description"] as? Object)?["text"], place + ".description")
    let changes = fix["artifactChanges"] as? [Object] ?? []
    require(!changes.isEmpty, place, "changes something (§3.55.3)")
    for change in changes {
      checkURI(change["artifactLocation"] as? Object ?? [:], place)
      let replacements = change["replacements"] as? [Object] ?? []
      require(!replacements.isEmpty, place, "replaces something (§3.56.3)")
      for replacement in replacements {
        let region = replacement["deletedRegion"] as? Object ?? [:]
        check(region: region, place, isPrecise: true)
        // A binary region asks for binary content (§3.57.2).
        require(region["byteOffset"] == nil, place, "deletes text")
        require(region["snippet"] == nil, place, "tells nothing of what it deletes")
        let content = replacement["insertedContent"] as? Object ?? [:]
        require(content["text"] is String, place, "inserts text")
      }
    }
  }
}
