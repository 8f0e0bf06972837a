import Archives
import ScanModel
import TestSupport
import Testing

@Suite struct ArchiveFormatTests {
  private static let files: Packer.Files = [
    ("conf/appsettings.json", Array("{\"a\": 1}\n".utf8)),
    ("Schlüssel/ключ.txt", Array(String(repeating: "line\n", count: 40_000).utf8)),
    ("empty", []),
  ]

  /// The same members, whatever the archive.
  private static func expectFiles(_ unpacked: Unpacked, _ kind: ArchiveKind) {
    #expect(unpacked.kind == kind)
    let wanted = files.filter { !$0.bytes.isEmpty }
    #expect(Set(unpacked.paths) == Set(wanted.map(\.name)))
    for file in wanted {
      #expect(unpacked[file.name] == String(decoding: file.bytes, as: UTF8.self))
    }
    #expect(unpacked.outcome.troubles == [])
    #expect(unpacked.outcome.isWhole)
    #expect(unpacked.outcome.archives == 1)
    #expect(unpacked.outcome.members == 3)
  }

  @Test(arguments: ["PAX", "GNU", "USTAR", "V7"])
  func readsATar(format: String) throws {
    var files = Self.files
    // Only pax says how it writes names.
    if format != "PAX" { files[1].name = "Schlüssel/ключ.txt" }
    let tar = try Packer().tar(files, format: format)
    Self.expectFiles(Unpacked(tar), .tar)
    for compression in Packer.Compression.allCases {
      let packed = try Packer().compressed(tar, compression)
      Self.expectFiles(Unpacked(packed), compression.kind)
    }
  }

  @Test(arguments: [true, false])
  func readsAZip(stored: Bool) throws {
    let zip = try Packer().zip(Self.files, stored: stored)
    Self.expectFiles(Unpacked(zip), .zip)
    // As from a large file, and as from a pipe, with little at hand.
    Self.expectFiles(Unpacked(zip, held: 100), .zip)
    Self.expectFiles(Unpacked(zip, held: 100, isSeekable: false), .zip)
  }

  @Test(arguments: [
    "-tzip -mm=Deflate", "-tzip -mm=BZip2", "-tzip -mm=LZMA", "-t7z -m0=LZMA2", "-t7z -m0=PPMd",
  ])
  func readsWhat7zMakes(options: String) throws {
    let words = options.split(separator: " ").map(String.init)
    let archive = try Packer().sevenZip(Self.files, words[0], words[1])
    let kind: ArchiveKind = words[0] == "-tzip" ? .zip : .sevenZip
    Self.expectFiles(Unpacked(archive), kind)
    Self.expectFiles(Unpacked(archive, held: 64), kind)
  }

  @Test func aZipBehindAProgramIsOne() throws {
    let zip = try Packer().zip(Self.files)
    let unpacked = Unpacked(Array("#!/bin/sh\nexec java -jar $0\n".utf8) + zip)
    #expect(unpacked.kind == .zip)
    #expect(unpacked.paths == ["conf/appsettings.json", "Schlüssel/ключ.txt"])
    // The program is still to be searched.
    #expect(!unpacked.outcome.isWhole)
    #expect(unpacked.troubles == [])
  }

  @Test(arguments: Packer.Compression.allCases)
  func readsACompressedFile(compression: Packer.Compression) throws {
    let text = String(repeating: "release: gateway\n", count: 20_000)
    let packed = try Packer().compressed(Array(text.utf8), compression)
    for (name, inside) in [
      ("logs/notes.txt" + compression.suffix, "notes.txt"), ("notes", "notes"),
      ("NOTES.TXT" + compression.suffix.uppercased(), "NOTES.TXT"),
      (compression.suffix, compression.suffix),
    ] {
      let unpacked = Unpacked(packed, name: name)
      #expect(unpacked.kind == compression.kind)
      #expect(unpacked.members == [.init(path: inside, bytes: Array(text.utf8))])
      #expect(unpacked.outcome.archives == 1 && unpacked.outcome.isWhole)
    }
    let pipe = Unpacked(packed, name: "notes.txt.x", held: 20, isSeekable: false)
    #expect(pipe.members.map(\.text) == [text])
  }

  @Test(arguments: Packer.Compression.allCases)
  func anEmptyFileStaysEmpty(compression: Packer.Compression) throws {
    let unpacked = Unpacked(try Packer().compressed([], compression))
    #expect(unpacked.kind == compression.kind)
    #expect(unpacked.members == [])
    #expect(unpacked.outcome.troubles == [])
  }

  /// To libarchive these are the end of a tar.
  @Test func zerosHideNothingBehindThem() throws {
    let text = [UInt8](repeating: 0, count: 2048) + Array("text".utf8)
    #expect(Unpacked(try Packer().compressed(text, .gzip)).members.map(\.bytes) == [text])
  }

  @Test(arguments: [
    "", "PK", "PK\u{3}\u{4}", "BZh91 is no archive, and this is text", "7z", "ustar is a word",
    String(repeating: "0", count: 600), String(repeating: "0000 ", count: 200),
    String(repeating: " ", count: 1000), String(repeating: "\0", count: 1000),
  ])
  func textIsNoArchive(text: String) {
    let bytes = Array(text.utf8)
    bytes.withUnsafeBufferPointer { #expect(ArchiveKind($0.span) == nil) }
  }
}

extension Packer.Compression {
  var kind: ArchiveKind {
    switch self {
    case .gzip: .gzip
    case .bzip2: .bzip2
    case .xz: .xz
    case .zstandard: .zstandard
    }
  }
}
