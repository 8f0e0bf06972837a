internal import Archives
internal import ScanModel

extension Coverage {
  /// Counts an archive, and says what of it was not read.
  ///
  /// What others could read with ordinary means makes the scan incomplete. What is encrypted or damaged is as closed to
  /// them, and what lies too deep was searched as it is: that is said and counted, like a file that git ignores.
  mutating func add(_ outcome: ArchiveOutcome, of path: BytePath) {
    archives += outcome.archives
    members += outcome.members
    for trouble in outcome.troubles {
      if let reason = trouble.kind.skipReason {
        skipped[reason, default: 0] += trouble.count
        notes.append(path.display + ": " + trouble.text)
      } else {
        issues.append(ScanIssue(subject: path.display, message: trouble.text))
      }
    }
  }
}

extension ArchiveTrouble.Kind {
  fileprivate var skipReason: SkipReason? {
    switch self {
    case .encrypted: .encrypted
    case .damaged: .damaged
    case .tooDeep: .tooDeep
    case .unreadable, .tooManyBytes, .tooManyMembers: nil
    }
  }
}

extension ArchiveTrouble {
  fileprivate var text: String {
    let place = first.bytes.isEmpty ? "" : ", \(first.display) first"
    return switch kind {
    case .encrypted: "\(members) encrypted and not read" + place
    case .damaged: "damaged, read as far as that went (\(reason))" + place
    case .tooDeep: "archives \(reason) were searched as they are" + place
    case .unreadable: "\(members) not unpacked (\(reason))" + place + Self.advice
    case .tooManyBytes, .tooManyMembers:
      "the rest was not unpacked (\(reason))" + place + Self.advice
    }
  }

  private static let advice = "; unpack it and scan the files, or leave archives out: --no-archives"

  private var members: String { count == 1 ? "1 part is" : "\(count) parts are" }
}
