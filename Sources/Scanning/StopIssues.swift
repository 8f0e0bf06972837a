internal import Inputs
internal import ScanModel

extension ScanProgress {
  /// What a stop has kept from being done, as an issue of the coverage.
  func stopIssue(_ what: String) -> ScanIssue {
    let reason =
      switch stopReason {
      case .timeLimit: "the time limit was reached"
      case .interrupted, nil: "interrupted"
      }
    return ScanIssue(
      subject: nil, message: "\(reason): \(what)", isTimeout: stopReason == .timeLimit)
  }

  /// How much of a listing was read, when it was not all.
  func unread(_ listing: Listing) -> [ScanIssue] {
    guard isStopped, done < total else { return [] }
    let noun =
      switch listing.blobs.first?.origin {
      case .file, .standardInput: "files"
      case .index, .commit, .unreachable: "blobs"
      case nil: "objects"
      }
    return [stopIssue("\(done) of \(total) \(noun) were read")]
  }
}
