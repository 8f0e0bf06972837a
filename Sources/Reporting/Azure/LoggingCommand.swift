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
    let list = properties.map { "\($0.name)=\(Self.property($0.value));" }
    let head = list.isEmpty ? name : name + " " + list.joined()
    return "##vso[\(head)]\(Self.data(message))"
  }

  private static let data: ByteEscapes = ["%": "%AZP25", "\r": "%0D", "\n": "%0A"]
  private static let property = data.adding([";": "%3B", "]": "%5D"])
}
