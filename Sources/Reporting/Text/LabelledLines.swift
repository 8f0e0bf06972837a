import ScanModel

/// What stands below the first line of a finding: labels with text beside them, code and commands.
struct LabelledLines {
  let width: Int
  let paint: Paint

  private static let labelWidth = 10

  /// A label and text that is wrapped beside it; nothing when there is no text.
  func field(_ label: String, _ text: String?, isSafe: Bool = false) -> [String] {
    guard let text, !text.isEmpty else { return [] }
    let indent = 2 + Self.labelWidth
    let shown = isSafe ? text : escapedForDisplay(text.utf8)
    return wrapped(shown, width: max(20, width - indent)).enumerated().map { index, line in
      let label = index == 0 ? label : ""
      let padding = String(repeating: " ", count: Self.labelWidth - label.count)
      return "  " + paint(label, .dim) + padding + line
    }
  }

  /// A label and code, which is not wrapped; nothing when there is none.
  func code(_ label: String, _ text: String?) -> [String] {
    guard let text else { return [] }
    let padding = String(repeating: " ", count: Self.labelWidth - label.count)
    return ["  " + paint(label, .dim) + padding + escapedForDisplay(text.utf8)]
  }

  /// What to do; code and commands only where they do not stand above already.
  func fix(_ hint: Hint?, repeated: Bool) -> [String] {
    guard let hint else { return [] }
    guard !repeated else { return field("fix", hint.summary + " (as shown above)") }
    let code = (hint.replacement ?? "").split(separator: "\n", omittingEmptySubsequences: false)
    func marked(_ mark: String, _ text: some StringProtocol) -> String {
      "    " + paint(mark, .dim) + " " + escapedForDisplay(text.utf8)
    }
    return field("fix", hint.summary)
      + (hint.replacement == nil ? [] : code.map { marked("|", $0) })
      + hint.commands.map { marked("$", $0) }
  }
}
