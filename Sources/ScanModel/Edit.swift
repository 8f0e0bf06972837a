/// A literal of source code, or a value of a configuration file, that is a secret and nothing else.
///
/// Judging finds it where the text is at hand; what stands there instead is Remediation's to say.
package struct Literal: Hashable, Sendable {
  package enum Form: Hashable, Sendable {
    /// A string of the language, quotes included.
    case string
    /// A value without quotes.
    case bare
    /// A part of a string in which the language fills in variables.
    case interpolated
  }

  /// What is replaced.
  package let region: Region
  package let form: Form
  /// What the text calls it: a variable, a key, a parameter.
  package let name: String?
  /// Where the language wants to hear first of what the replacement uses; nil when it need not, or has heard.
  package let preamble: Preamble?

  package init(region: Region, form: Form, name: String?, preamble: Preamble? = nil) {
    self.region = region
    self.form = form
    self.name = name
    self.preamble = preamble
  }
}

/// A place for an import or a declaration.
package struct Preamble: Hashable, Sendable {
  /// Empty: between lines, or at the end of the file.
  package let region: Region
  /// Whether a line has to end before it.
  package let needsLineEnd: Bool
  /// What is declared already, of what a replacement may declare.
  package let declared: [String]

  package init(region: Region, needsLineEnd: Bool = false, declared: [String] = []) {
    self.region = region
    self.needsLineEnd = needsLineEnd
    self.declared = declared
  }
}

/// A change of one file after which a secret no longer stands in it.
package struct Edit: Hashable, Sendable {
  package struct Replacement: Hashable, Sendable {
    package let region: Region
    package let text: String

    package init(region: Region, text: String) {
      self.region = region
      self.text = text
    }
  }

  /// One phrase: "read AZURE_OPENAI_KEY from the environment".
  package let summary: String
  /// In the order of the file; they do not overlap.
  package let replacements: [Replacement]

  package init(summary: String, replacements: [Replacement]) {
    self.summary = summary
    self.replacements = replacements.sorted { $0.region < $1.region }
  }
}
