import ScanModel

/// What a file of some language says instead of a key.
struct Replacement {
  /// The end of the summary: "let DefaultAzureCredential sign in".
  let advice: String
  /// The template of the text.
  let text: String
  /// Whether a key is still needed, and so has to be put into Key Vault.
  let needsKey: Bool

  init(_ advice: String, _ text: String, needsKey: Bool = true) {
    self.advice = advice
    self.text = text
    self.needsKey = needsKey
  }

  /// What each language offers; every one has `stored`, by itself or by its kin.
  typealias Table = [SourceLanguage: [Access: Replacement]]

  /// The first of the family's ways that the language has.
  static func best(
    in language: SourceLanguage, for family: ServiceFamily
  ) -> (Access, Replacement) {
    let offered = entries(of: language)
    for access in family.access {
      if let replacement = offered[access] { return (access, replacement) }
    }
    return (.stored, anywhere)
  }

  private static func entries(of language: SourceLanguage) -> [Access: Replacement] {
    let language = kin[language] ?? language
    return code[language] ?? configuration[language] ?? infrastructure[language] ?? [:]
  }

  /// Languages that are answered as another.
  private static let kin: [SourceLanguage: SourceLanguage] = [
    .typescript: .javascript, .notebook: .python, .objectiveC: .swift, .css: .html,
  ]

  private static let anywhere = Replacement(
    "take it out of the file and read it from Key Vault where it is used",
    "az keyvault secret show --vault-name «vault» --name «secret» --query value -o tsv")
}
