/// What somebody wrote down to let a secret stand.
package struct Suppression: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    /// `keystrel:allow` beside the secret.
    case comment = "keystrel:allow"
    /// An entry of `.keystrel.toml`.
    case configuration
    /// `gitleaks:allow` beside the secret.
    case gitleaksComment = "gitleaks:allow"
    /// A line of `.gitleaksignore`.
    case gitleaksIgnore = ".gitleaksignore"
    /// `pragma: allowlist secret` beside the secret, or for the next line.
    case detectSecretsComment = "pragma: allowlist secret"

    /// Whether it stands in the file of the secret.
    package var isInSource: Bool {
      switch self {
      case .comment, .gitleaksComment, .detectSecretsComment: true
      case .configuration, .gitleaksIgnore: false
      }
    }

    /// Those that stand in the file of the secret.
    package static let inSource = Set(allCases.filter(\.isInSource))
  }

  package enum Status: Hashable, Sendable {
    case inForce
    /// It is not written as it has to be; what is missing, as a phrase: "it gives no reason".
    case invalid(String)
    /// Its last day is past.
    case expired
    /// The change that brings the secret brings the suppression too: no change approves itself.
    case unapproved
  }

  package var kind: Kind
  /// The file in which it is written.
  package var path: BytePath
  /// From 1.
  package var line: Int
  package var reason: String?
  package var owner: String?
  /// The last day on which it holds.
  package var until: Day?
  package var status: Status

  package init(
    kind: Kind, path: BytePath, line: Int, reason: String? = nil, owner: String? = nil,
    until: Day? = nil, status: Status = .inForce
  ) {
    self.kind = kind
    self.path = path
    self.line = line
    self.reason = reason
    self.owner = owner
    self.until = until
    self.status = status
  }
}

extension Suppression {
  /// The same when the file that holds both, it and the secret, stands at a path.
  package func placed(at path: BytePath) -> Suppression {
    guard kind.isInSource else { return self }
    var suppression = self
    suppression.path = path
    return suppression
  }
}

/// A day of the calendar, UTC.
package struct Day: Hashable, Sendable {
  package let year: Int
  /// From 1.
  package let month: Int
  /// From 1.
  package let day: Int

  package init(year: Int, month: Int, day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }

  /// Reads `2027-01-31`; nil when it is no day of the Gregorian calendar.
  ///
  /// - Parameter text: a full date (RFC 3339, §5.6).
  package init?(_ text: some StringProtocol) {
    let digits = Array(text.utf8)
    guard digits.count == 10, digits[4] == UInt8(ascii: "-"), digits[7] == UInt8(ascii: "-") else {
      return nil
    }
    func number(_ range: Range<Int>) -> Int? {
      digits[range].reduce(0 as Int?) { sum, digit in
        guard let sum, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
        return sum * 10 + Int(digit - UInt8(ascii: "0"))
      }
    }
    guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
      (1...12).contains(month), (1...Self.days(of: month, in: year)).contains(day)
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  private static func days(of month: Int, in year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  package var yearMonth: YearMonth { YearMonth(year: year, month: month) }
}

extension Day: Comparable {
  package static func < (left: Day, right: Day) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }
}

extension Day: CustomStringConvertible {
  /// `2027-01-31`.
  package var description: String {
    String(repeating: "0", count: max(0, 4 - String(year).count)) + yearMonth.description
      + "-\(day < 10 ? "0" : "")\(day)"
  }
}
