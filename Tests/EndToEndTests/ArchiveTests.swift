import Foundation
import TestSupport
import Testing

/// What lies in archives, from the command line.
@Suite struct ArchiveTests {
  let scratch: Scratch
  let packer: Packer
  let leak: [UInt8]

  init() throws {
    scratch = try Scratch()
    packer = try Packer()
    leak = Array(
      try Keystrel.expanded("# settings\n\nAZURE_OPENAI_API_KEY={{azure84 openai 2025-03 #971}}\n")
        .utf8)
  }

  private func scan(_ arguments: String...) throws -> Report {
    try Report(Keystrel.run(["scan", "--format", "json"] + arguments, in: scratch))
  }

  @Test func aMemberIsShownBehindItsArchive() throws {
    let jar = try packer.zip([("empty.txt", []), ("c.properties", leak)])
    try scratch.write(
      "a.tar.gz", Data(try packer.compressed(try packer.tar([("b.jar", jar)]), .gzip)))
    try scratch.write("lib/app.zip", Data(try packer.zip([("conf/x.env", leak)])))
    try scratch.write("notes.env.gz", Data(try packer.compressed(leak, .gzip)))
    let report = try scan()
    #expect(
      report.findings.flatMap(\.occurrences).map(\.path) == [
        "a.tar.gz!/b.jar!/c.properties", "lib/app.zip!/conf/x.env", "notes.env.gz!/notes.env",
      ])
    for place in report.findings.flatMap(\.occurrences) {
      #expect(place.region.startLine == 3)
      #expect(place.region.startColumn == 22)
      #expect(place.region.byteOffset == 33)
    }
    #expect(report.coverage.archives == 4)
    #expect(report.coverage.members == 5)
    #expect(report.coverage.complete)
    #expect(try scan("--no-archives").findings.isEmpty)
    #expect(try scan("--max-archive-depth", "1").findings.flatMap(\.occurrences).count == 2)
  }

  @Test func everyReportSaysWhatOfArchivesWasRead() throws {
    try scratch.write("a.zip", Data(try packer.zip([("a.env", leak)])))
    try scratch.write(
      "b.zip", Data(try packer.sevenZip([("b.env", leak)], "-tzip", "-pnone", name: "b.zip")))
    let text = try Keystrel.run("scan", in: scratch)
    #expect(text.status == 1)
    #expect(text.text.contains("2 files, 2 archives, 1 member"))
    #expect(text.text.contains("1 encrypted in archives"))
    #expect(text.text.contains("note: b.zip: 1 part is encrypted and not read, b.env first"))
    for format in ["json", "jsonl", "sarif"] {
      let output = try Keystrel.run("scan", "--format", format, in: scratch).text
      let plain = output.filter { $0 != " " }
      #expect(plain.contains("\"archives\":2"), "\(format)")
      #expect(plain.contains("\"members\":1"), "\(format)")
      #expect(plain.contains("\"encryptedinarchives\":1"), "\(format)")
      #expect(plain.contains("a.zip!/a.env"), "\(format)")
    }
    let json = try Keystrel.run("scan", "--format", "json", in: scratch).text
    if JSONSchema.isOn { #expect(try JSONSchema.errors(in: json, schema: JSONSchema.report) == "") }
  }

  @Test(arguments: [1, 2])
  func theNumberOfWorkersChangesNothing(jobs: Int) throws {
    for number in 0..<20 {
      let files: Packer.Files = [("a\(number % 3).env", leak), ("b", Array("\(number)".utf8))]
      try scratch.write("\(number).zip", Data(try packer.zip(files)))
    }
    try scratch.write("cut.zip", Data(try packer.zip([("a.env", leak), ("b", leak)]).prefix(250)))
    let report = try Keystrel.run("scan", "--format", "json", "--jobs", "\(jobs)", in: scratch)
    let other = try Keystrel.run("scan", "--format", "json", "--jobs", "4", in: scratch)
    #expect(report.text == other.text)
  }

  // MARK: - What is not read

  @Test func encryptedDamagedAndDeepArchivesAreSaidAndCounted() throws {
    let clean = Array("nothing here\n".utf8)
    try scratch.write("enc.7z", Data(try packer.sevenZip([("a.env", leak)], "-mhe=on", "-pnone")))
    try scratch.write("cut.tar.gz", Data(try packer.compressed(leak, .gzip).dropLast(20)))
    let deep = try (0..<5).reduce(clean) { bytes, _ in try packer.compressed(bytes, .gzip) }
    try scratch.write("deep.gz", Data(deep))
    let report = try scan()
    #expect(report.coverage.complete)
    #expect(
      report.coverage.skipped == [
        "encrypted in archives": 1, "damaged in archives": 1, "archives too deep in others": 1,
      ])
    #expect(report.coverage.notes?.count == 3)
    #expect(try Keystrel.run("scan", in: scratch).status == 0)
  }

  /// What others can unpack and the scan did not is no "clean".
  @Test func aBombMakesTheScanIncomplete() throws {
    let zeros = try packer.python(
      "import gzip; out.write(gzip.compress(gzip.compress(bytes(80_000_000))))")
    try scratch.write("bomb.gz", Data(zeros))
    try scratch.write("a.zip", Data(try packer.zip([("a.env", leak)])))
    let result = try Keystrel.run("scan", "--fail-on", "never", in: scratch)
    #expect(result.status == 2)
    #expect(result.text.contains("incomplete: bomb.gz: the rest was not unpacked"))
    #expect(result.text.contains("a.zip!/a.env:3:22"))
  }

  @Test func theRestOfADamagedArchiveIsSearchedAsItIs() throws {
    let files: Packer.Files = [("a", Array("first\n".utf8)), ("b.env", leak)]
    var tar = try packer.tar(files, format: "USTAR")
    // The second header is no header any more.
    for index in 1024..<1100 { tar[index] = 0xEE }
    try scratch.write("a.tar", Data(tar))
    let report = try scan()
    #expect(report.findings.flatMap(\.occurrences).map(\.path) == ["a.tar"])
    #expect(report.coverage.skipped["damaged in archives"] == 1)
  }

  @Test func hostileNamesAreEscaped() throws {
    try packer.scratch.write("leak", Data(leak))
    let tar = try packer.python(
      """
      import tarfile
      with tarfile.open(fileobj=out, mode="w", format=tarfile.GNU_FORMAT) as archive:
        for name in ["../../up.env", "a\\x1b[2J\\n.env", "bad\\udcff.env"]:
          data = open("leak", "rb").read()
          info = tarfile.TarInfo(name)
          info.size = len(data)
          archive.addfile(info, io.BytesIO(data))
      """)
    try scratch.write("a.tar", Data(tar))
    let text = try Keystrel.run("scan", in: scratch).text
    #expect(text.contains("a.tar!/../../up.env:3:22"))
    #expect(text.contains("a.tar!/a\\u{1b}[2J\\u{a}.env:3:22"))
    #expect(text.contains("a.tar!/bad\u{FFFD}.env:3:22"))
    let sarif = try Keystrel.run("scan", "--format", "sarif", in: scratch).text
    #expect(sarif.contains("\"a.tar!%2F..%2F..%2Fup.env\""))
    #expect(sarif.contains("\"a.tar!/bad%FF.env\""))
    if JSONSchema.isOn { #expect(try JSONSchema.errors(in: sarif, schema: JSONSchema.sarif) == "") }
    // Nothing has left the archive.
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path) == ["a.tar"])
  }

  // MARK: - Kinds of text

  @Test func membersMayBeInUTF16() throws {
    let text = String(decoding: leak, as: UTF8.self)
    let member = Array(try #require(text.data(using: .utf16)))
    try scratch.write("a.zip", Data(try packer.zip([("settings.reg", member)])))
    let place = try #require(try scan().findings.first?.occurrences.first)
    #expect(place.path == "a.zip!/settings.reg")
    #expect(place.region.startLine == 3 && place.region.startColumn == 22)
  }

  @Test func officeDocumentsAreArchives() throws {
    let key = try Keystrel.expanded("{{azure84 openai 2025-03 #972}}")
    let document =
      "<w:document><w:body><w:p><w:r><w:t>\(key)</w:t></w:r></w:p></w:body></w:document>"
    let strings = "<sst><si><t>AZURE_OPENAI_API_KEY</t></si><si><t>\(key)</t></si></sst>"
    try scratch.write(
      "a.docx", Data(try packer.zip([("word/document.xml", Array(document.utf8))])))
    try scratch.write(
      "b.xlsx", Data(try packer.zip([("xl/sharedStrings.xml", Array(strings.utf8))])))
    #expect(
      try scan().findings.flatMap(\.occurrences).map(\.path) == [
        "a.docx!/word/document.xml", "b.xlsx!/xl/sharedStrings.xml",
      ])
  }

  @Test func anArchiveMayComeThroughAPipe() throws {
    for archive in [try packer.zip([("a.env", leak)]), try packer.tar([("a.env", leak)])] {
      let result = try Keystrel.run("scan", "-", in: scratch, input: Data(archive))
      #expect(result.text.contains("<stdin>!/a.env:3:22"))
    }
  }
}
