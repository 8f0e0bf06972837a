import ScanModel

extension SecretHistory {
  /// How a person tells it: when it came in, when it went, where it is.
  var phrase: String {
    var clauses: [String] = []
    if let first { clauses.append("introduced " + first.phrase) }
    if let lastRemoval, !isInHead { clauses.append("removed " + lastRemoval.phrase) }
    if let extent { clauses.insert(extent, at: 0) }
    let past = clauses.joined(separator: ", ")
    return past + (past.isEmpty ? "" : "; ") + whereNow
  }

  /// How much of it there is, when it is not one file that never changed.
  private var extent: String? {
    switch (contentCount, fileCount) {
    case (1, 1): nil
    case (1, _): counted(fileCount, "file")
    case (_, 1): counted(contentCount, "version") + " of the file"
    default: counted(contentCount, "version") + " of " + counted(fileCount, "file")
    }
  }

  /// Which refs have it: "still in main, release/1 and 3 more refs".
  var whereNow: String {
    guard isReachable else { return "no ref leads to it" }
    guard let list = refs.phrase else { return "in no ref any more" }
    // What was never brought in by a commit is there because a tag or another ref was put on it.
    return (first == nil ? "named by " : "still in ") + list
  }
}

extension RefList {
  private static let shown = 2

  /// Some by name and the number of the others; nil when there is none.
  fileprivate var phrase: String? {
    // HEAD is nearly always another name of a branch.
    let names = kept.count > 1 && kept.first == "HEAD" ? Array(kept.dropFirst()) : kept
    guard !names.isEmpty else { return nil }
    let all = count - (kept.count - names.count)
    var parts = names.prefix(Self.shown).map(shortened)
    if all > parts.count {
      let rest = counted(all - parts.count, "more ref", plural: "more refs")
      parts.append(isAtLeast ? "at least " + rest : rest)
    }
    guard let last = parts.popLast() else { return nil }
    return parts.isEmpty ? last : parts.joined(separator: ", ") + " and " + last
  }

  private func shortened(_ name: String) -> String {
    for prefix in ["refs/heads/", "refs/remotes/", "refs/tags/", "refs/"]
    where name.hasPrefix(prefix) {
      return String(name.dropFirst(prefix.count))
    }
    return name
  }
}

extension Commit {
  /// `2021-03-04 by Ann in 1a2b3c4d5e`.
  fileprivate var phrase: String {
    let date = UTCTime(secondsSince1970: authorTime).map { $0.date + " " } ?? ""
    return "\(date)by \(author) in \(id.description.prefix(10))"
  }
}
