package import Rules

/// Reads `.secrets.baseline` of Yelp's detect-secrets, versions 0.12 to 1.5.
package enum DetectSecrets {
  package static let usualFiles = [".secrets.baseline"]

  /// Reads a baseline, which holds the settings too.
  ///
  /// - Parameters:
  ///   - file: its name and text.
  ///   - plan: what it adds to.
  ///   - readWordList: reads the file of a word list; nil when there is none.
  /// - Throws: when it is none, with the line.
  package static func read(
    _ file: RuleFile, into plan: inout MigrationPlan, readWordList: (String) -> RuleFile?
  ) throws(RuleFileError) {
    let baseline = try JSONReader.read(file)
    guard let results = baseline["results"]?.members else {
      throw RuleFileError(
        file: file.name, message: "no baseline of detect-secrets: it has no 'results'")
    }
    plan.files.append(file.name)
    var reader = Reader(file: file.name, plan: plan)
    for (key, filter) in [("files", "file"), ("lines", "line")] {
      // Before version 1.
      reader.readPatterns(baseline["exclude"]?[key], "should_exclude_\(filter)")
    }
    for filter in baseline["filters_used"]?.array ?? [] {
      reader.readFilter(filter, readWordList)
    }
    if let list = baseline["word_list"], let name = list["file"]?.string {
      reader.readWords(name, list, shortest: 3, readWordList)
    }
    for plugin in baseline["plugins_used"]?.array ?? [] { reader.readPlugin(plugin) }
    for result in results { reader.readResults(result) }
    plan = reader.plan
  }

  private struct Reader {
    let file: String
    var plan: MigrationPlan

    private func place(_ node: DataNode) -> ForeignPlace {
      ForeignPlace(file: file, line: node.line)
    }

    mutating func readResults(_ member: DataNode.Member) {
      for secret in member.value.array ?? [] {
        guard let digest = secret["hashed_secret"]?.string?.lowercased(), digest.utf8.count == 40,
          digest.utf8.allSatisfy(ByteClass.hex.contains)
        else {
          plan.except(file, secret.line, "a result without the SHA-1 of its value")
          continue
        }
        let isCleared = secret["is_secret"]?.bool == false
        plan.secrets.append(
          KnownSecret(
            origin: place(secret), digest: .sha1(digest),
            path: secret["filename"]?.string ?? member.key,
            line: secret["line_number"]?.integer,
            purpose: isCleared
              ? .suppression(reason: "marked as no secret in \(file)") : .baseline))
      }
    }

    mutating func readPatterns(_ node: DataNode?, _ filter: String) {
      for pattern in node?.strings ?? [] {
        guard let text = pattern.string, !text.isEmpty else { continue }
        let found = MigratedRules.Pattern(text: text, origin: place(pattern))
        switch filter {
        case "should_exclude_file": plan.rules.paths.append(found)
        case "should_exclude_line": plan.rules.lines.append(found)
        default: plan.rules.values.append(found)
        }
      }
    }

    mutating func readFilter(_ filter: DataNode, _ readWordList: (String) -> RuleFile?) {
      guard let path = filter["path"]?.string else { return }
      let name = path.split(separator: ".").last.map(String.init) ?? path
      switch path {
      case _ where path.hasPrefix("detect_secrets.filters.regex."):
        readPatterns(filter["pattern"], name)
      case "detect_secrets.filters.wordlist.should_exclude_secret":
        guard let list = filter["file_name"]?.string else { return }
        readWords(list, filter, shortest: filter["min_length"]?.integer ?? 3, readWordList)
      case "detect_secrets.filters.gibberish.should_exclude_secret":
        plan.except(
          file, filter.line, "the gibberish model, which keystrel has no counterpart for",
          advice: "keys are told by checksums, names and endpoints instead")
      case _ where path.hasPrefix("detect_secrets.filters."):
        // Heuristics over values that keystrel judges by their surroundings, and the marks in comments, which it honours.
        break
      default:
        plan.except(
          file, filter.line, "the filter \(path), which is code of your own",
          advice: "write it as an allowlist: docs/rules.md")
      }
    }

    mutating func readWords(
      _ name: String, _ node: DataNode, shortest: Int, _ readWordList: (String) -> RuleFile?
    ) {
      guard let list = readWordList(name) else {
        return plan.except(
          file, node.line, "the word list \(name) cannot be read",
          advice: "put it back and migrate again")
      }
      for (index, line) in list.text.textLines.enumerated() {
        let word = line.trimmingBlanks
        guard word.count >= shortest else { continue }
        plan.rules.words.append(
          .init(text: word, origin: ForeignPlace(file: name, line: index + 1)))
      }
    }

    mutating func readPlugin(_ plugin: DataNode) {
      guard let name = plugin["name"]?.string else { return }
      if plugin["path"] != nil {
        plan.except(
          file, plugin.line, "the plugin \(name), which is code of your own",
          advice: "write it as a rule: docs/rules.md")
      }
      if let excluded = plugin["keyword_exclude"]?.string, !excluded.isEmpty {
        plan.except(
          file, plugin.line, "keyword_exclude of \(name): names are weighed, not matched",
          advice: "keystrel --explain tells what becomes of such values")
      }
    }
  }
}
