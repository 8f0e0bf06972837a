import ScanModel

/// What settings and baseline did, in the JSON report.
struct JSONTriage: Encodable {
  let origin: String?
  let files: [String]
  let baselineCount: Int?
  let absent: [String]
  let changes: [Change]

  struct Change: Encodable {
    let path: String
    let pathBytes: String?
    let line: Int?
    let text: String
  }

  /// - Returns: nil where there is nothing to tell.
  init?(_ facts: TriageFacts) {
    guard facts.origin != nil || facts.baselineCount != nil || !facts.changes.isEmpty else {
      return nil
    }
    origin = facts.origin
    files = facts.files.map(\.text)
    baselineCount = facts.baselineCount
    absent = facts.absent.map(\.hex)
    changes = facts.changes.map {
      Change(path: $0.path.text, pathBytes: $0.path.base64IfRepaired, line: $0.line, text: $0.text)
    }
  }
}

/// What lets a secret stand at a place, or would.
struct JSONSuppression: Encodable {
  let kind: String
  let status: String
  /// Why it does not count, where it is not written as it has to be.
  let fault: String?
  let path: String
  let pathBytes: String?
  let line: Int
  let reason: String?
  let owner: String?
  let until: String?

  init(_ suppression: Suppression) {
    kind = suppression.kind.rawValue
    status = suppression.status.name
    fault = suppression.status.fault
    path = suppression.path.text
    pathBytes = suppression.path.base64IfRepaired
    line = suppression.line
    reason = suppression.reason
    owner = suppression.owner
    until = suppression.until?.description
  }
}

extension Suppression.Status {
  /// As the machine formats spell it.
  var name: String {
    switch self {
    case .inForce: "inForce"
    case .invalid: "invalid"
    case .expired: "expired"
    case .unapproved: "unapproved"
    }
  }

  /// What is missing, where it is not written as it has to be.
  var fault: String? {
    if case .invalid(let fault) = self { fault } else { nil }
  }
}
