internal import Inputs
internal import Judging
internal import Matching
internal import Rules
internal import ScanModel
internal import Synchronization

extension Scan {
  /// Gives keys whose files name no endpoint the one that the rest of the folder names.
  ///
  /// Reads the files a second time, and only when there is such a key.
  ///
  /// - Parameters:
  ///   - findings: of a scan of files.
  ///   - blobs: all that was listed.
  ///   - input: lends their bytes.
  ///   - progress: a scan that is stopped reads nothing again.
  /// - Returns: the same findings, in their order.
  func pairedAcrossFiles(
    _ findings: [Finding], of blobs: [Blob], in input: any Input, progress: ScanProgress
  ) -> [Finding] {
    guard blobs.allSatisfy({ $0.origin == .file }), !progress.isStopped,
      findings.contains(where: isWithoutAccount)
    else { return findings }
    let search = AccountSearch(ruleSet)
    let accounts = self.accounts(of: blobs, in: input, search, progress: progress)
    return findings.map { finding in
      guard isWithoutAccount(finding),
        let resource = search.resource(of: finding, among: accounts)
      else { return finding }
      var finding = finding
      finding.resource = resource
      let text = "the only endpoint near it, in \(resource.path?.display ?? "another file")"
      finding.evidence.append(Evidence(kind: .company, text: text))
      return finding
    }
  }

  private func isWithoutAccount(_ finding: Finding) -> Bool {
    finding.resource == nil && finding.service != nil && finding.confidence >= leastReported
  }

  private func accounts(
    of blobs: [Blob], in input: any Input, _ search: AccountSearch, progress: ScanProgress
  ) -> [AccountSearch.Account] {
    let hosts = MarkFinder(accountsOf: ruleSet.vocabulary)
    let cursor = Atomic<Int>(0)
    let found = Mutex<[AccountSearch.Account]>([])
    _ = run(workers: min(jobs, blobs.count)) {
      // What cannot be read now was told as unread before.
      guard let reader = try? input.makeReader() else { return Output() }
      var own: [AccountSearch.Account] = []
      while !progress.isStopped {
        let index = cursor.add(1, ordering: .relaxed).oldValue
        guard index < blobs.count else { break }
        try? reader.read(blobs[index]) { bytes, segment in
          let marks = hosts.findAll(in: bytes)
          guard !marks.isEmpty else { return }
          own += search.accounts(
            in: bytes, marks: marks, path: blobs[index].path, segment: segment)
        }
      }
      found.withLock { $0 += own }
      return Output()
    }
    // A repository with so many is about accounts, and none of them is the key's.
    return found.withLock { $0.count <= Self.mostAccounts ? $0 : [] }
  }

  private static let mostAccounts = 10_000
}
