package import ScanModel
internal import TOMLKit

/// The table that is being read: where it stands, and how messages call it.
///
/// A class, because every field refers to its table's.
final class TablePlace: Sendable {
  let file: RuleFile
  let outline: RuleFileOutline
  let path: [TableStep]
  /// "rule 'azure-key': ", or nothing.
  let subject: String

  init(
    file: RuleFile, outline: RuleFileOutline, path: [TableStep] = [], subject: String = ""
  ) {
    self.file = file
    self.outline = outline
    self.path = path
    self.subject = subject
  }

  func inner(_ name: String, _ index: Int) -> TablePlace {
    TablePlace(
      file: file, outline: outline, path: path + [TableStep(name: name, index: index)],
      subject: subject)
  }

  /// - Parameters:
  ///   - key: the key that it is about; nil for the table.
  ///   - message: what is wrong.
  /// - Returns: an error that names file, line, column and rule.
  func error(_ key: String?, _ message: String) -> RuleFileError {
    let entry = outline.entry(at: path, key: key)
    return RuleFileError(
      file: file.name,
      position: entry.map { outline.position(ofByte: $0.keyOffset, in: file) },
      message: subject + message)
  }
}

/// One key of a table with its value.
package struct RuleField {
  let place: TablePlace
  /// As the file writes it.
  package let key: String
  /// In lower case, since gitleaks reads keys in any case.
  package let name: String
  private let value: any TOMLValueConvertible

  init(_ key: String, _ value: any TOMLValueConvertible, in place: TablePlace) {
    self.place = place
    self.key = key
    name = key.lowercased()
    self.value = value
  }

  private init(_ field: RuleField, in place: TablePlace) {
    self.place = place
    key = field.key
    name = field.name
    value = field.value
  }

  /// The same field of a table that has another name by now.
  func moved(to place: TablePlace) -> RuleField {
    RuleField(self, in: place)
  }

  package func error(_ message: String) -> RuleFileError {
    place.error(key, message)
  }

  /// Where the key stands; nil when it cannot be told.
  package var position: SourcePosition? { error("").position }

  /// The error of a key that nothing knows.
  package func unknown(among known: [String]) -> RuleFileError {
    error("unknown key '\(key)'" + suggestion(for: key, among: known))
  }

  private func wrongType(_ expected: String) -> RuleFileError {
    error("'\(key)' has to be \(expected)")
  }

  package func string() throws(RuleFileError) -> String {
    guard let string = value.string else { throw wrongType("a string") }
    return string
  }

  package func nonEmptyString() throws(RuleFileError) -> String {
    let string = try string()
    guard !string.isEmpty else { throw error("'\(key)' is empty") }
    return string
  }

  package func bool() throws(RuleFileError) -> Bool {
    guard let bool = value.bool else { throw wrongType("true or false") }
    return bool
  }

  package func integer(in range: ClosedRange<Int>) throws(RuleFileError) -> Int {
    guard let number = value.int, range.contains(number) else {
      throw wrongType("a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// A day, as a date of TOML's or in quotes.
  package func day() throws(RuleFileError) -> Day {
    if let date = value.date { return Day(year: date.year, month: date.month, day: date.day) }
    guard let day = value.string.flatMap({ Day($0) }) else {
      throw wrongType("a day such as 2027-01-31")
    }
    return day
  }

  /// A number from 0, with or without a fraction.
  func number() throws(RuleFileError) -> Double {
    guard let number = value.double ?? value.int.map(Double.init), number >= 0, number.isFinite
    else { throw wrongType("a number from 0") }
    return number
  }

  package func strings() throws(RuleFileError) -> [String] {
    guard let array = value.array else { throw wrongType("an array of strings") }
    var strings: [String] = []
    for element in array {
      guard let string = element.string else { throw wrongType("an array of strings") }
      strings.append(string)
    }
    return strings
  }

  /// The elements of an array, each as a field of the same key.
  package func elements() throws(RuleFileError) -> [RuleField] {
    guard let array = value.array else { throw wrongType("an array") }
    return array.enumerated().map { RuleField(key, $1, in: place.inner(key, $0)) }
  }

  /// The string, when it is one.
  package var optionalString: String? { value.string }

  /// The fields of a table, sorted by key.
  package func table() throws(RuleFileError) -> [RuleField] {
    guard let table = value.table else { throw wrongType("a table") }
    let inner = place.inner(key, 0)
    return table.map { RuleField($0, $1, in: inner) }
  }

  /// The tables of `[[key]]`; one table counts too.
  package func tables() throws(RuleFileError) -> [RuleTable] {
    if let table = value.table {
      return [RuleTable(table, at: place.inner(key, 0))]
    }
    guard let array = value.array else { throw wrongType("an array of tables") }
    var tables: [RuleTable] = []
    for (index, element) in array.enumerated() {
      guard let table = element.table else { throw wrongType("an array of tables") }
      tables.append(RuleTable(table, at: place.inner(key, index)))
    }
    return tables
  }

  /// One of the words that a type allows.
  ///
  /// - Parameters:
  ///   - words: the allowed words, for the message.
  ///   - make: the value of a word.
  /// - Returns: what the word names.
  /// - Throws: when it is no string, or another word.
  package func choice<Value>(
    _ words: [String], _ make: (String) -> Value?
  ) throws(RuleFileError) -> Value {
    let word = try string()
    guard let value = make(word) else {
      throw error(
        "'\(key)' cannot be '\(word)'" + suggestion(for: word, among: words)
          + "; possible: \(words.joined(separator: ", "))")
    }
    return value
  }

  package func choice<Value: CaseIterable & RawRepresentable>(
    _ type: Value.Type
  ) throws(RuleFileError) -> Value where Value.RawValue == String {
    try choice(type.allCases.map(\.rawValue), Value.init(rawValue:))
  }
}

/// A table and its place.
package struct RuleTable {
  let place: TablePlace
  private let table: TOMLTable

  init(_ table: TOMLTable, at place: TablePlace) {
    self.table = table
    self.place = place
  }

  /// The outermost table of a file.
  ///
  /// - Parameters:
  ///   - file: its name and text; nothing of what it says is understood here.
  ///   - allowsDates: whether values may be days.
  /// - Throws: where it is no TOML.
  package init(_ file: RuleFile, allowsDates: Bool = false) throws(RuleFileError) {
    let outline = try RuleFileOutline(file, allowsDates: allowsDates)
    let place = TablePlace(file: file, outline: outline)
    do {
      self.init(try TOMLTable(string: file.text), at: place)
    } catch let error as TOMLParseError {
      let start = error.source.begin
      throw RuleFileError(
        file: file.name,
        position: SourcePosition(file: file.name, line: start.line, column: start.column),
        message: "no valid TOML: " + error.description)
    } catch {
      throw RuleFileError(file: file.name, message: "no valid TOML: \(error)")
    }
  }

  /// Its keys and values, sorted by key.
  package func fields() -> [RuleField] {
    table.map { RuleField($0, $1, in: place) }
  }

  /// An error about the table as a whole, at its header.
  package func error(_ message: String) -> RuleFileError {
    place.error(nil, message)
  }

  /// Where its header stands; nil when it cannot be told.
  package var position: SourcePosition? { error("").position }
}
