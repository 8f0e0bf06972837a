/// A line that the agent of Azure Pipelines obeys: `##vso[task.logissue type=error;linenumber=3;]message`.
///
/// Escaped as its task library does (microsoft/azure-pipelines-task-lib, node/taskcommand.ts), with the agent's own
/// form of the percent sign.
struct LoggingCommand: CustomStringConvertible {
  /// Area and action: "task.logissue".
  let name: String
  var properties: [(name: String, value: String)] = []
  let message: String

  var description: String {
    let list = properties.map { "\($0.name)=\(Self.escapedProperty($0.value));" }
    let head = list.isEmpty ? name : name + " " + list.joined()
    return "##vso[\(head)]\(Self.escapedData(message))"
  }

  private static func escapedData(_ text: String) -> String {
    escaped(text) { byte in
      switch byte {
      case UInt8(ascii: "%"): "%AZP25"
      case UInt8(ascii: "\r"): "%0D"
      case UInt8(ascii: "\n"): "%0A"
      default: nil
      }
    }
  }

  private static func escapedProperty(_ text: String) -> String {
    escaped(escapedData(text)) { byte in
      switch byte {
      case UInt8(ascii: ";"): "%3B"
      case UInt8(ascii: "]"): "%5D"
      default: nil
      }
    }
  }
}
