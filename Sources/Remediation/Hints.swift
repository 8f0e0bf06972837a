package import ScanModel

/// The shortest true advice on a finding, in the language of the file where it stands first.
///
/// - Parameter finding: a judged secret with at least one occurrence.
/// - Returns: one line, what replaces the key in that file, and the commands that make it worthless; with the
///   account's name in them when an endpoint gave it away, else with `<account>` for the reader to fill.
package func hint(for finding: Finding) -> Hint {
  let family = ServiceFamily(of: finding)
  let blanks = Blanks(finding, family: family)
  let rotation = Rotation(of: finding, family: family)
  let language = finding.occurrences.first.map { SourceLanguage(path: $0.path) } ?? .text
  let (access, replacement) = Replacement.best(in: language, for: family)

  var commands = rotation.commands
  if access == .stored {
    if replacement.needsKey, let freshKey = rotation.freshKey {
      commands.append(
        "az keyvault secret set --vault-name «vault» --name «secret» --value \"$(\(freshKey))\""
      )
    }
  } else if let lastStep = rotation.lastStep {
    commands.append(lastStep + "  # once no client uses a key")
  }
  return Hint(
    summary: blanks.filled(rotation.advice + ", then " + replacement.advice),
    replacement: blanks.filled(replacement.text),
    commands: commands.map(blanks.filled))
}
