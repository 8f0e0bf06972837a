import ScanModel

extension SARIF {
  /// The way of a secret through the history of a file (§3.36): what brought it in, what took it away, where it is now.
  struct CodeFlow: Encodable {
    let message: Message
    let threadFlows: [ThreadFlow]

    struct ThreadFlow: Encodable {
      let locations: [Step]
    }

    /// A `threadFlowLocation` (§3.38).
    struct Step: Encodable {
      let location: Location
      var importance = "essential"
      let executionOrder: Int
      let executionTimeUtc: String?
    }

    /// - Returns: nil without a history, or when that says no more than the result itself.
    init?(of finding: Finding, at occurrence: Occurrence) {
      guard let history = finding.history,
        let path = history.paths.first(where: {
          $0.path == occurrence.path && $0.blob == occurrence.blob
        })
      else { return nil }
      var events = Event.all(of: path)
      if let first = history.first, !events.contains(where: { $0.commit == first }),
        let origin = history.paths.first(where: { $0.introduced.kept.contains(first) })
      {
        events.insert(
          Event(commit: first, text: "First introduced in '\(origin.path.display)' by", order: 0),
          at: 0)
      }
      var texts = events.prefix(Limits.flowSteps - 1).map { ($0.phrase, $0.time) }
      guard !texts.isEmpty else { return nil }
      let now = SecretHistory([path]).whereNow
      texts.append((sentence("Now " + now), nil))
      let physical = PhysicalLocation(occurrence.path, occurrence.region)
      message = Message(text: "From its introduction until now.")
      threadFlows = [
        ThreadFlow(
          locations: texts.enumerated().map { number, step in
            Step(
              location: Location(
                physicalLocation: physical,
                message: Message(text: escapedBrackets(Limits.text(step.0)))),
              executionOrder: number + 1, executionTimeUtc: step.1)
          })
      ]
    }
  }
}

extension SARIF.CodeFlow {
  /// A commit that did something with the secret.
  private struct Event {
    let commit: Commit
    let text: String
    /// Of two at the same time, what comes in comes before what goes.
    let order: Int

    var time: String? { UTCTime(secondsSince1970: commit.committerTime)?.timestamp }

    /// A sentence such as "Introduced by commit 1a2b3c4d5e of 2025-06-15".
    var phrase: String {
      let date = UTCTime(secondsSince1970: commit.committerTime).map { " of " + $0.date } ?? ""
      let doubt = commit.isReachable ? "" : ", to which no ref leads"
      return sentence("\(text) commit \(commit.id.description.prefix(10))\(date)\(doubt)")
    }

    /// Those of one file, the oldest first.
    static func all(of path: PathHistory) -> [Event] {
      let events =
        path.introduced.kept.map { Event(commit: $0, text: "Introduced by", order: 0) }
        + path.removed.kept.map { Event(commit: $0, text: "Removed by", order: 1) }
      return events.sorted {
        ($0.commit.committerTime, $0.order, $0.commit.id)
          < ($1.commit.committerTime, $1.order, $1.commit.id)
      }
    }
  }
}
