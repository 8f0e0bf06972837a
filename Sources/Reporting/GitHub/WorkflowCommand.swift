/// A line of a job's log that GitHub Actions obeys: `::error file=a.py,line=3::message`.
///
/// Escaped as the toolkit of its actions does (actions/toolkit, packages/core/src/command.ts).
struct WorkflowCommand: CustomStringConvertible {
  let name: String
  var properties: [(name: String, value: String)] = []
  let message: String

  var description: String {
    let list = properties.map { "\($0.name)=\(Self.escapedProperty($0.value))" }
    let head = list.isEmpty ? name : name + " " + list.joined(separator: ",")
    return "::\(head)::\(Self.escapedData(message))"
  }

  private static func escapedData(_ text: String) -> String {
    escaped(text) { byte in
      switch byte {
      case UInt8(ascii: "%"): "%25"
      case UInt8(ascii: "\r"): "%0D"
      case UInt8(ascii: "\n"): "%0A"
      default: nil
      }
    }
  }

  private static func escapedProperty(_ text: String) -> String {
    escaped(escapedData(text)) { byte in
      switch byte {
      case UInt8(ascii: ":"): "%3A"
      case UInt8(ascii: ","): "%2C"
      default: nil
      }
    }
  }
}
