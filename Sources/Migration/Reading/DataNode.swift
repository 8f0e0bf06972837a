/// A value of a JSON or YAML document, with the line on which it begins.
struct DataNode: Hashable, Sendable {
  enum Value: Hashable, Sendable {
    case null
    case bool(Bool)
    /// As it is written.
    case number(String)
    case string(String)
    case array([DataNode])
    case object([Member])
  }

  struct Member: Hashable, Sendable {
    let key: String
    /// Of the key, from 1.
    let line: Int
    let value: DataNode
  }

  /// From 1.
  let line: Int
  let value: Value

  /// The value of a key; the last one where it is there twice, as most readers have it.
  subscript(key: String) -> DataNode? {
    guard case .object(let members) = value else { return nil }
    return members.last { $0.key == key }?.value
  }

  var string: String? {
    if case .string(let text) = value { text } else { nil }
  }

  /// A text, or a number as it is written.
  var text: String? {
    switch value {
    case .string(let text), .number(let text): text
    case .null, .bool, .array, .object: nil
    }
  }

  var bool: Bool? {
    if case .bool(let bool) = value { bool } else { nil }
  }

  var integer: Int? {
    if case .number(let text) = value { Int(text) } else { nil }
  }

  var number: Double? {
    if case .number(let text) = value { Double(text) } else { nil }
  }

  var array: [DataNode]? {
    if case .array(let elements) = value { elements } else { nil }
  }

  var members: [Member]? {
    if case .object(let members) = value { members } else { nil }
  }

  /// The texts of an array, or the one text that stands in place of it.
  var strings: [DataNode] {
    if string != nil { return [self] }
    return (array ?? []).filter { $0.string != nil }
  }
}
