import ScanModel

extension SARIF {
  /// How the tool was run (§3.20); without times, so that equal scans make equal files.
  struct Invocation: Encodable {
    let executionSuccessful: Bool
    let exitCode: Int
    let exitCodeDescription: String
    let toolExecutionNotifications: [Notification]
    let toolConfigurationNotifications: [Notification]
    let properties: Properties

    struct Properties: Encodable {
      let command: String
      let belowShown: Int
      let coverage: JSONCoverage
      let settings: Settings?
      /// Results that are left out, since the hosts of reports take no more.
      let resultsLeftOut: Int?
    }

    /// What the repository says about findings, and where that was read.
    struct Settings: Encodable {
      let origin: String?
      let files: [String]
      let baselineCount: Int?
      /// Entries of the baseline that were not found again.
      ///
      /// A result of the state `absent` would have no place, and hosts of reports refuse such results.
      let baselineAbsent: Int?
    }
  }

  /// Something to know of the scan itself (§3.58).
  struct Notification: Encodable {
    let level: Level
    let descriptor: DescriptorReference
    let message: Message
    var locations: [Location]?
  }

  /// Where a kind of notification stands among those of the driver (§3.52).
  struct DescriptorReference: Encodable {
    let id: String
    let index: Int
  }
}

extension SARIF.Invocation {
  init(_ report: ScanReport, leftOut: Int) {
    executionSuccessful = report.coverage.isComplete
    let ending = Ending(report)
    exitCode = ending.rawValue
    exitCodeDescription = ending.description
    toolExecutionNotifications =
      report.coverage.issues.sorted().map { SARIF.Notification(.incomplete, $0.line) }
      + (leftOut > 0 ? [SARIF.Notification(.leftOut, SARIF.Limits.note(leftOut: leftOut))] : [])
      + report.coverage.notes.map { SARIF.Notification(.note, $0) }
    toolConfigurationNotifications = report.triage.changes.map(SARIF.Notification.init)
    properties = Properties(
      command: report.command, belowShown: report.belowShown,
      coverage: JSONCoverage(report.coverage), settings: Settings(report.triage),
      resultsLeftOut: leftOut > 0 ? leftOut : nil)
  }

  /// What the run ends with; the command line says the same.
  private enum Ending: Int {
    case clean, findings, incomplete

    init(_ report: ScanReport) {
      if report.failures > 0 {
        self = .findings
      } else {
        self = report.coverage.isComplete ? .clean : .incomplete
      }
    }

    var description: String {
      switch self {
      case .clean: "Nothing that fails the run was found."
      case .findings: "Findings that fail the run."
      case .incomplete: "Something could not be scanned."
      }
    }
  }
}

extension SARIF.Invocation.Settings {
  /// nil where the repository says nothing.
  fileprivate init?(_ facts: TriageFacts) {
    guard facts.origin != nil || !facts.files.isEmpty || facts.baselineCount != nil else {
      return nil
    }
    origin = facts.origin
    files = facts.files.map(\.text)
    baselineCount = facts.baselineCount
    baselineAbsent = facts.baselineCount.map { _ in facts.absent.count }
  }
}

extension SARIF.Notification {
  /// What notifications are about: the descriptors of the driver, in this order.
  enum Kind: Int, CaseIterable {
    case incomplete, note, settings, leftOut

    var descriptor: SARIF.Rule {
      switch self {
      case .incomplete:
        SARIF.Rule(
          notification: "incomplete-scan", title: "Something could not be scanned",
          "A part of what was to be scanned could not be read, so the result is incomplete.")
      case .note:
        SARIF.Rule(
          notification: "scan-note", title: "Left out on request",
          "The user left something out, or put up with it; the result is complete without it.")
      case .settings:
        SARIF.Rule(
          notification: "settings-change", title: "The change changes the settings",
          "Settings, baseline or suppressions are part of the change; this run does not heed that.")
      case .leftOut:
        SARIF.Rule(
          notification: "results-left-out", title: "More results than a report may hold",
          "The surest and worst results are listed, the others only counted.")
      }
    }

    fileprivate var level: SARIF.Level {
      switch self {
      case .incomplete: .error
      case .settings, .leftOut: .warning
      case .note: .note
      }
    }
  }

  init(_ kind: Kind, _ text: String) {
    level = kind.level
    descriptor = SARIF.DescriptorReference(id: kind.descriptor.id, index: kind.rawValue)
    message = SARIF.Message(text: sentence(escapedBrackets(SARIF.Limits.text(text))))
  }

  fileprivate init(_ change: SettingsChange) {
    self.init(.settings, "This change " + change.text)
    locations = [
      SARIF.Location(physicalLocation: SARIF.PhysicalLocation(change.path, line: change.line))
    ]
  }
}
