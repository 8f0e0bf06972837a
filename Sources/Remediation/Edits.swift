package import ScanModel

/// Gives each place of each secret, where it can be, the edit that takes the secret out of the file.
///
/// Only files are edited that are there now: on disk, in the index, in the commit at HEAD.
///
/// - Parameters:
///   - findings: in the order of the report; of several secrets that would be called the same, the later get a number.
///   - head: the commit at HEAD, 40 hexadecimal digits.
package func addEdits(to findings: inout [Finding], head: String?) {
  var names = SecretNames()
  for index in findings.indices {
    let finding = findings[index]
    guard finding.occurrences.contains(where: { $0.literal != nil }) else { continue }
    let name = names.name(for: finding)
    findings[index].occurrences = finding.occurrences.map { occurrence in
      guard let literal = occurrence.literal, finding.isThereNow(occurrence, head: head),
        let edit = Edit(of: literal, in: SourceLanguage(path: occurrence.path), name)
      else { return occurrence }
      var edited = occurrence
      edited.edit = edit
      return edited
    }
  }
}

extension Finding {
  fileprivate func isThereNow(_ occurrence: Occurrence, head: String?) -> Bool {
    switch occurrence.origin {
    case .file, .index: return true
    case .standardInput, .unreachable: return false
    case .commit(let commit):
      if let head, commit.id.description == head { return true }
      let path = history?.paths.first {
        $0.path == occurrence.path && $0.blob == occurrence.blob
      }
      return path?.isInHead == true
    }
  }
}

extension Edit {
  /// - Returns: nil where the language has no way to read a secret that is one expression.
  fileprivate init?(of literal: Literal, in language: SourceLanguage, _ name: SecretName) {
    guard let reading = Reading(language, literal.form, name) else { return nil }
    var replacements = [Replacement(region: literal.region, text: reading.text)]
    if let preamble = literal.preamble, let (declared, text) = reading.preamble,
      !preamble.declared.contains(declared)
    {
      replacements.append(
        Replacement(region: preamble.region, text: (preamble.needsLineEnd ? "\n" : "") + text))
    }
    self.init(summary: reading.summary, replacements: replacements)
  }
}

/// How a language reads a secret from outside of its file.
private struct Reading {
  let text: String
  /// A phrase that goes before "from the environment".
  let summary: String
  /// What is declared for it, and the lines that do so.
  var preamble: (declared: String, text: String)?

  init?(_ language: SourceLanguage, _ form: Literal.Form, _ name: SecretName) {
    let variable = name.variable
    summary =
      switch language {
      case .dotenv, .appSettings: "Leave it empty here and set \(variable) where the program runs."
      case .githubWorkflow: "Read \(variable) from the secrets of the repository."
      case .azurePipeline: "Read \(name.kebab) from the variables of the pipeline."
      case .terraform, .bicep: "Take it as a parameter that is kept secret."
      default: "Read \(variable) from the environment."
      }
    switch (language, form) {
    case (.python, .string):
      text = "os.environ[\"\(variable)\"]"
      preamble = ("os", "import os\n")
    case (.javascript, .string): text = "process.env.\(variable)"
    // Without the mark it may be undefined, which no parameter for a key takes.
    case (.typescript, .string): text = "process.env.\(variable)!"
    case (.csharp, .string): text = "System.Environment.GetEnvironmentVariable(\"\(variable)\")"
    case (.java, .string), (.kotlin, .string): text = "System.getenv(\"\(variable)\")"
    case (.go, .string):
      text = "os.Getenv(\"\(variable)\")"
      preamble = ("os", "\nimport \"os\"\n")
    // A reference, as the literal was.
    case (.rust, .string):
      text = "&std::env::var(\"\(variable)\").expect(\"\(variable) is not set\")"
    case (.swift, .string):
      text = "(ProcessInfo.processInfo.environment[\"\(variable)\"] ?? \"\")"
      preamble = ("Foundation", "import Foundation\n")
    case (.ruby, .string): text = "ENV.fetch(\"\(variable)\")"
    case (.php, .string): text = "getenv('\(variable)')"
    case (.powershell, .string): text = "$env:\(variable)"
    case (.powershell, .interpolated): text = "$($env:\(variable))"
    case (.bash, .string), (.bash, .bare): text = "\"${\(variable):?}\""
    case (.bash, .interpolated): text = "${\(variable):?}"
    case (.terraform, .string):
      text = "var.\(name.parameter.snake)"
      preamble = (
        name.parameter.snake,
        "\nvariable \"\(name.parameter.snake)\" {\n  type      = string\n  sensitive = true\n}\n"
      )
    case (.bicep, .string):
      text = name.parameter.camel
      preamble = (
        name.parameter.camel, "\n@secure()\nparam \(name.parameter.camel) string\n"
      )
    case (.appSettings, .string): text = "\"\""
    case (.dotenv, .bare): text = ""
    case (.properties, .bare), (.yaml, .bare), (.compose, .bare): text = "${\(variable)}"
    case (.githubWorkflow, .bare): text = "${{ secrets.\(variable) }}"
    case (.azurePipeline, .bare): text = "$(\(name.kebab))"
    default: return nil
    }
  }
}
