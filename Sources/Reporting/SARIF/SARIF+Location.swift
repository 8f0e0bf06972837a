import ScanModel

extension SARIF {
  struct Location: Encodable {
    var id: Int?
    let physicalLocation: PhysicalLocation
    var message: Message?
  }

  struct PhysicalLocation: Encodable {
    let artifactLocation: ArtifactLocation
    var region: Region?
  }

  struct ArtifactLocation: Encodable {
    var uri: String?
    var uriBaseId: String?
    var description: Message?
  }

  /// Lines and columns from 1, the end column after the last character (§3.30).
  struct Region: Encodable {
    let startLine: Int
    var startColumn: Int?
    var endLine: Int?
    var endColumn: Int?
    var byteOffset: Int?
    var byteLength: Int?
    var snippet: Message?
  }
}

extension SARIF.PhysicalLocation {
  init(_ path: BytePath, _ region: Region, snippet: String? = nil) {
    artifactLocation = SARIF.ArtifactLocation(path)
    self.region = SARIF.Region(region, snippet: snippet)
  }

  /// A whole line, or the whole file.
  init(_ path: BytePath, line: Int?) {
    artifactLocation = SARIF.ArtifactLocation(path)
    region = line.map { SARIF.Region(startLine: $0) }
  }
}

extension SARIF.Region {
  init(_ region: Region, snippet: String?) {
    startLine = region.startLine
    startColumn = region.startColumn
    endLine = region.endLine
    endColumn = region.endColumn
    byteOffset = region.byteOffset
    byteLength = region.byteCount
    self.snippet = snippet.map { SARIF.Message(text: SARIF.Limits.text($0)) }
  }
}

extension SARIF.ArtifactLocation {
  /// The name that code scanning knows for the root of the repository.
  static let root = "%SRCROOT%"

  /// A relative reference below the root, or a `file:` URI for an absolute path.
  init(_ path: BytePath) {
    let encoded = SARIF.Limits.uri(percentEncoded(path.bytes))
    if path.bytes.first == UInt8(ascii: "/") {
      uri = "file://" + encoded
    } else {
      uri = encoded
      uriBaseId = Self.root
    }
  }
}
