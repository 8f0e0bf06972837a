import ScanModel

extension SARIF {
  /// A change after which the secret no longer stands there (§3.55).
  ///
  /// It says where the secret is and never what it is.
  struct Fix: Encodable {
    let description: Message
    let artifactChanges: [ArtifactChange]

    struct ArtifactChange: Encodable {
      let artifactLocation: ArtifactLocation
      let replacements: [Replacement]
    }

    /// Of text: a region that counted bytes would ask for bytes (§3.57.2).
    struct Replacement: Encodable {
      let deletedRegion: Region
      let insertedContent: Message
    }

    init(_ edit: Edit, of path: BytePath) {
      description = Message(text: sentence(escapedBrackets(edit.summary)))
      artifactChanges = [
        ArtifactChange(
          artifactLocation: ArtifactLocation(path),
          replacements: edit.replacements.map {
            Replacement(
              deletedRegion: Region(
                startLine: $0.region.startLine, startColumn: $0.region.startColumn,
                endLine: $0.region.endLine, endColumn: $0.region.endColumn),
              insertedContent: Message(text: $0.text))
          })
      ]
    }
  }
}
