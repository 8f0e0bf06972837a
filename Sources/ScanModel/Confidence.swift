/// How sure the scanner is that a finding is a live kind of secret.
package enum Confidence: Int, Hashable, Sendable, CaseIterable {
  case low, medium, high
  /// Proved offline, by a checksum in the value itself.
  case certain

  package init?(name: String) {
    guard let match = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = match
  }

  package var name: String {
    switch self {
    case .low: "low"
    case .medium: "medium"
    case .high: "high"
    case .certain: "certain"
    }
  }

  /// One level less sure; `low` stays low.
  package var lowered: Confidence {
    Confidence(rawValue: rawValue - 1) ?? .low
  }

  /// One level surer, never `certain`: only a proof makes certain.
  package var raised: Confidence {
    self >= .high ? self : Confidence(rawValue: rawValue + 1) ?? .high
  }
}

extension Confidence: Comparable {
  package static func < (left: Confidence, right: Confidence) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// How far the damage of a leaked secret reaches.
package enum Severity: Int, Hashable, Sendable, CaseIterable {
  case low, medium, high, critical

  package init?(name: String) {
    guard let match = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = match
  }

  package var name: String {
    switch self {
    case .low: "low"
    case .medium: "medium"
    case .high: "high"
    case .critical: "critical"
    }
  }
}

extension Severity: Comparable {
  package static func < (left: Severity, right: Severity) -> Bool {
    left.rawValue < right.rawValue
  }
}
