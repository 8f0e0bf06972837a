import ScanModel

extension SARIF {
  /// What lets a result stand (§3.35).
  ///
  /// Only what is in force becomes one. The status is no way to tell more: Azure DevOps' viewer hides what is under review,
  /// and GitHub's action `dismiss-alerts` dismisses whatever has a suppression of any status. What is expired or not approved
  /// would be hidden by either; it is told in the message instead.
  struct Suppression: Encodable {
    let kind: Kind
    var status = "accepted"
    let justification: String
    let location: Location
    let properties: Properties

    enum Kind: String, Encodable {
      case inSource, external
    }

    struct Properties: Encodable {
      let by: String
      let reason: String?
      let owner: String?
      let until: String?
      /// "invalid", "expired" or "unapproved", where it does not hold.
      let status: String?
    }

    init?(_ suppression: ScanModel.Suppression) {
      guard suppression.status == .inForce else { return nil }
      kind = suppression.kind.isInSource ? .inSource : .external
      justification = Limits.text(suppression.justification)
      location = Location(
        physicalLocation: PhysicalLocation(suppression.path, line: suppression.line))
      properties = Properties(suppression)
    }
  }
}

extension SARIF.Suppression.Properties {
  init(_ suppression: Suppression) {
    by = suppression.kind.rawValue
    reason = suppression.reason.map(SARIF.Limits.text)
    owner = suppression.owner.map(SARIF.Limits.text)
    until = suppression.until?.description
    status =
      switch suppression.status {
      case .inForce: nil
      case .invalid: "invalid"
      case .expired: "expired"
      case .unapproved: "unapproved"
      }
  }
}

extension Suppression {
  /// The reason, and who answers for it how long.
  fileprivate var justification: String {
    var terms: [String] = []
    if let owner { terms.append("owner: " + owner) }
    if let until { terms.append("until \(until)") }
    if reason == nil { terms.insert("no reason given", at: 0) }
    let text =
      (reason ?? kind.rawValue) + (terms.isEmpty ? "" : " (" + terms.joined(separator: ", ") + ")")
    return escapedForDisplay(text.utf8)
  }
}
