/// A rule file's name and text.
package struct RuleFile: Sendable, Hashable {
  /// As errors name it: a path, or where in git it was read.
  package let name: String
  package let text: String

  package init(name: String, text: String) {
    self.name = name
    self.text = text
  }

  /// The files of `rules/`, in the order of their names.
  package static var builtIn: [RuleFile] {
    embeddedRuleFiles.map { RuleFile(name: $0.name.description, text: $0.text.description) }
  }

  /// Whether all rules of a built-in file look for posture, as its name says.
  package var isForPosture: Bool { name.hasSuffix("-posture.toml") }
}

#if KEYSTREL_FUZZ
  /// The plugin that embeds them cannot run where every program is a fuzzer; those bring rules of their own.
  private let embeddedRuleFiles: [(name: StaticString, text: StaticString)] = []
#endif
