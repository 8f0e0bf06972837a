/// What a baseline says of a finding.
package enum BaselineState: String, Hashable, Sendable {
  /// The baseline does not know it.
  case new
  /// The baseline knows it: it fails no run.
  case unchanged
}

/// What it means that a change adds a place of a secret that the baseline knows.
package enum NewPlace: String, Hashable, Sendable {
  /// Worth a line in the report.
  case note
  /// The team asks that it fails the run.
  case failure
}

extension Finding {
  /// The places that nothing lets stand; all, where only such are open that are left out.
  package var openOccurrences: [Occurrence] {
    let open = occurrences.filter { $0.suppression?.status != .inForce }
    return open.isEmpty && isOpenElsewhere ? occurrences : open
  }

  /// Whether suppressions let it stand everywhere.
  package var isSuppressed: Bool { openOccurrences.isEmpty }

  /// Whether somebody has dealt with it: it fails no run then.
  package var isSettled: Bool { isSuppressed || baseline == .unchanged && newPlace != .failure }
}

/// What a scan took from the settings of the repository, and what a change does to them.
package struct TriageFacts: Sendable {
  /// Where the settings come from: "the work tree", "the merge base 1a2b3c4d5e"; nil when there are none to read.
  package var origin: String?
  /// The files that were read there, sorted.
  package var files: [BytePath] = []
  /// How many entries the baseline has; nil without one.
  package var baselineCount: Int?
  /// Entries of the baseline that the scan did not find again, where it read enough to tell.
  package var absent: [Fingerprint] = []
  /// What the change does to settings, baseline and suppressions, in the order of the places.
  package var changes: [SettingsChange] = []

  package init() {}
}

/// Something in a change that would make later scans see less, or differently.
package struct SettingsChange: Hashable, Sendable {
  package var path: BytePath
  /// From 1; nil where the whole file is meant.
  package var line: Int?
  /// One phrase without a period: "adds a suppression for rule azure-openai-key".
  package var text: String

  package init(path: BytePath, line: Int? = nil, text: String) {
    self.path = path
    self.line = line
    self.text = text
  }
}
