/// A line of a job's log that GitHub Actions obeys: `::error file=a.py,line=3::message`.
///
/// Escaped as the toolkit of its actions does (actions/toolkit, packages/core/src/command.ts).
struct WorkflowCommand: CustomStringConvertible {
  let name: String
  var properties: [(name: String, value: String)] = []
  let message: String

  var description: String {
    let list = properties.map { "\($0.name)=\(Self.property($0.value))" }
    let head = list.isEmpty ? name : name + " " + list.joined(separator: ",")
    return "::\(head)::\(Self.data(message))"
  }

  private static let data: ByteEscapes = ["%": "%25", "\r": "%0D", "\n": "%0A"]
  private static let property = data.adding([":": "%3A", ",": "%2C"])
}
