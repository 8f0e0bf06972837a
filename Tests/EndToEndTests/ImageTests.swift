import Foundation
import TestSupport
import Testing

/// Container images: `docker save`, and the layout of the Open Container Initiative.
@Suite struct ImageTests {
  let scratch: Scratch
  let packer: Packer

  init() throws {
    scratch = try Scratch()
    packer = try Packer()
  }

  private static func key(_ number: Int) throws -> String {
    try Keystrel.expanded("{{azure84 openai 2025-03 #\(number)}}")
  }

  /// The configuration of an image as docker writes it, in one line.
  private func configuration() throws -> [UInt8] {
    let text = """
      {"architecture":"amd64","config":{"Env":["PATH=/usr/bin:/bin","AZURE_OPENAI_API_KEY=\(try Self.key(1))"],\
      "Cmd":["python","app.py"]},"history":[{"created":"2025-01-01T00:00:00Z","created_by":"/bin/sh -c #(nop) \
      ENV AZURE_OPENAI_API_KEY=\(try Self.key(2))","empty_layer":true},{"created_by":"ARG \
      AZURE_OPENAI_API_KEY=\(try Self.key(3))","comment":"buildkit.dockerfile.v0"},{"created_by":"RUN \
      |1 AZURE_OPENAI_API_KEY=\(try Self.key(4)) /bin/sh -c pip install . # buildkit"}],"os":"linux"}
      """
    return Array(text.utf8)
  }

  private func layer() throws -> [UInt8] {
    try packer.tar([
      ("app/app.py", Array("import os\n".utf8)), ("app/.wh.old", []),
      ("app/.env", Array("DEBUG=1\nAZURE_OPENAI_API_KEY=\(try Self.key(5))\n".utf8)),
    ])
  }

  private func places() throws -> [String] {
    let report = try Report(Keystrel.run("scan", "--format", "json", in: scratch))
    #expect(report.coverage.complete)
    #expect(Set(report.findings.map(\.confidence)) == ["certain"])
    return report.findings.flatMap(\.occurrences).map { "\($0.path):\($0.region.startLine)" }
  }

  @Test func aSavedImageIsRead() throws {
    try scratch.write(
      "image.tar",
      Data(
        try packer.tar(
          [
            ("0123abcd/VERSION", Array("1.0".utf8)), ("0123abcd/layer.tar", try layer()),
            ("4567.json", try configuration()),
            (
              "manifest.json",
              Array("[{\"Config\":\"4567.json\",\"Layers\":[\"0123abcd/layer.tar\"]}]".utf8)
            ),
          ], format: "USTAR")))
    #expect(
      try places() == ["image.tar!/0123abcd/layer.tar!/app/.env:2"]
        + Array(repeating: "image.tar!/4567.json:1", count: 4))
  }

  @Test(arguments: Packer.Compression.allCases)
  func anOCIImageIsRead(compression: Packer.Compression) throws {
    let blobs = "blobs/sha256/"
    try scratch.write(
      "image.tar",
      Data(
        try packer.tar([
          ("oci-layout", Array("{\"imageLayoutVersion\":\"1.0.0\"}".utf8)),
          (blobs + "aa01", try packer.compressed(try layer(), compression)),
          (blobs + "bb02", try configuration()),
          ("index.json", Array("{\"schemaVersion\":2}".utf8)),
        ])))
    #expect(
      try places() == ["image.tar!/blobs/sha256/aa01!/app/.env:2"]
        + Array(repeating: "image.tar!/blobs/sha256/bb02:1", count: 4))
  }
}
