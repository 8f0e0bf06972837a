internal import ScanModel

/// What a `keystrel:allow` says: `reason="a sample of the vendor" owner=ann until=2027-01-31`.
struct SuppressionTerms {
  var reason: String?
  var owner: String?
  var until: Day?
  /// Why it does not count, as a phrase; nil when it does.
  var fault: String?

  /// Bytes of a value that are kept.
  private static let longestValue = 300
  /// A run of letters and digits that may be a key: what is written about a secret must not hold one.
  private static let longestRun = 28

  private static let closings = ["*/", "-->", "--%>", "*)", "-}", "#>", "}}"].map { Array($0.utf8) }

  /// Reads what stands behind the mark, to the end of the comment or of the line.
  ///
  /// Words without `=` are for people. A name that is not known makes the whole not count: a misspelt `until` would let
  /// the secret stand for ever.
  ///
  /// - Returns: also what follows the comment on its line.
  static func read(_ text: ArraySlice<UInt8>) -> (terms: SuppressionTerms, rest: ArraySlice<UInt8>)
  {
    var terms = SuppressionTerms()
    var rest = text.prefix { $0 != UInt8(ascii: "\n") }
    while let first = rest.first {
      if let closing = closings.first(where: { rest.starts(with: $0) }) {
        rest = rest.dropFirst(closing.count)
        terms.require()
        return (terms, rest)
      }
      guard first.isNameByte else {
        rest = rest.dropFirst()
        continue
      }
      let name = rest.prefix(while: \.isNameByte)
      rest = rest.dropFirst(name.count)
      if rest.first == UInt8(ascii: "=") {
        rest = rest.dropFirst()
        terms.take(String(decoding: name, as: UTF8.self), value(&rest))
      } else {
        while let next = rest.first, !next.isSpace, !startsClosing(rest) { rest = rest.dropFirst() }
      }
    }
    terms.require()
    return (terms, rest)
  }

  private static func startsClosing(_ text: ArraySlice<UInt8>) -> Bool {
    closings.contains { text.starts(with: $0) }
  }

  /// A word, or what stands in quotes; these may be escaped, since JSON's comments are strings.
  private static func value(_ rest: inout ArraySlice<UInt8>) -> [UInt8] {
    let backslash = UInt8(ascii: "\\")
    let unescaped = rest.drop { $0 == backslash }
    guard let quote = unescaped.first, "\"'`".utf8.contains(quote) else {
      var value: [UInt8] = []
      while let next = rest.first, !next.isSpace, !"\"'`,;".utf8.contains(next),
        !startsClosing(rest)
      {
        value.append(next)
        rest = rest.dropFirst()
      }
      return value
    }
    let value = unescaped.dropFirst().prefix { $0 != quote }
    rest = unescaped.dropFirst(value.count + 2)
    return Array(value.reversed().drop { $0 == backslash }.reversed())
  }

  private mutating func take(_ name: String, _ value: [UInt8]) {
    switch name {
    case "reason": reason = reason ?? Self.text(value)
    case "owner": owner = owner ?? Self.text(value)
    case "until":
      let text = String(decoding: value, as: UTF8.self)
      if let day = Day(text) {
        until = until.map { min($0, day) } ?? day
      } else {
        fault = fault ?? "'\(Self.text(value) ?? "")' is no date like 2027-01-31"
      }
    default:
      fault = fault ?? "'\(name.prefix(40))' is none of reason, owner and until"
    }
  }

  private mutating func require() {
    if reason == nil { fault = fault ?? "it gives no reason" }
  }

  /// A value as it may be shown; nil when nothing is left of it.
  private static func text(_ value: [UInt8]) -> String? {
    var kept: [UInt8] = []
    var run: [UInt8] = []
    func endRun() {
      kept += run.count < longestRun ? run[...] : run.prefix(4) + Array("…".utf8)
      run = []
    }
    for byte in value.prefix(longestValue) {
      if byte.isAlphanumeric {
        run.append(byte)
      } else {
        endRun()
        kept.append(byte)
      }
    }
    endRun()
    let isSpace = { (byte: UInt8) in byte.isSpace }
    let trimmed = Array(kept.drop(while: isSpace).reversed().drop(while: isSpace).reversed())
    return trimmed.isEmpty ? nil : escapedForDisplay(trimmed)
  }
}

extension UInt8 {
  fileprivate var isSpace: Bool { self <= 0x20 }

  fileprivate var isNameByte: Bool {
    isAlphanumeric && !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self)
      || self == UInt8(ascii: "_")
  }
}
