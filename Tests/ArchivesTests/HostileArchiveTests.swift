import Archives
import ScanModel
import TestSupport
import Testing

@Suite struct HostileArchiveTests {
  private static let text = Array("text\n".utf8)

  // MARK: - Names

  @Test func namesAreOnlyNames() throws {
    let names = ["../../up", "/etc/absolute", "a\u{1B}[31m\nb", "./same", "same", "same"]
    let files = names.map { ($0, Self.text) }
    for archive in [try Packer().zip(files), try Packer().tar(files)] {
      let unpacked = Unpacked(archive)
      #expect(unpacked.paths == names)
      #expect(unpacked.outcome.troubles == [])
    }
  }

  @Test func aNameNeedNotBeText() throws {
    let tar = try Packer().python(
      """
      import tarfile
      with tarfile.open(fileobj=out, mode="w", format=tarfile.GNU_FORMAT) as archive:
        info = tarfile.TarInfo("bad\\udcff\\udcfe.txt")
        info.size = 5
        archive.addfile(info, io.BytesIO(b"text\\n"))
        info.name = "long" * 2000
        archive.addfile(info, io.BytesIO(b"text\\n"))
      """)
    var paths: [[UInt8]] = []
    tar.withUnsafeBufferPointer { bytes in
      let reader = ArchiveReader { true }
      _ = reader.read(bytes.span, as: .tar, at: BytePath("a.tar")) { part, _ in
        paths.append(part.path.bytes)
      }
    }
    #expect(paths.first == Array("bad".utf8) + [0xFF, 0xFE] + Array(".txt".utf8))
    #expect(paths.last?.count == 1024)
  }

  @Test func linksAndDevicesAreNotFollowed() throws {
    let tar = try Packer().python(
      """
      import tarfile
      with tarfile.open(fileobj=out, mode="w") as archive:
        for kind in [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.DIRTYPE, tarfile.FIFOTYPE]:
          info = tarfile.TarInfo("x%s" % kind.decode())
          info.type, info.linkname = kind, "/etc/hostname"
          archive.addfile(info)
        info = tarfile.TarInfo("file")
        info.size = 5
        archive.addfile(info, io.BytesIO(b"text\\n"))
      """)
    let unpacked = Unpacked(tar)
    #expect(unpacked.paths == ["file"])
    #expect(unpacked.outcome.troubles == [])
  }

  // MARK: - Passwords

  @Test(arguments: [
    ("-tzip", "-mem=ZipCrypto"), ("-tzip", "-mem=AES256"), ("-t7z", "-mhe=off"),
    ("-t7z", "-mhe=on"),
  ])
  func encryptedMembersAreCounted(type: String, method: String) throws {
    let files: Packer.Files = [("a.env", Self.text), ("b.env", Self.text)]
    let unpacked = Unpacked(try Packer().sevenZip(files, type, method, "-ppassword"))
    #expect(unpacked.kind != nil)
    #expect(unpacked.members == [])
    #expect(unpacked.troubles == [.encrypted])
    #expect(unpacked.outcome.troubles.first?.count == (method == "-mhe=on" ? 1 : 2))
  }

  // MARK: - Damage

  @Test func whatIsBeforeTheDamageIsFound() throws {
    var files: Packer.Files = (0..<30).map { number in
      var random = Random(seed: UInt64(number))
      return ("file\(number)", (0..<20_000).map { _ in UInt8.random(in: 0...255, using: &random) })
    }
    files.insert(("first", Self.text), at: 0)
    let packer = try Packer()
    for archive in [
      try packer.zip(files), try packer.tar(files),
      try packer.compressed(try packer.tar(files), .gzip),
      try packer.compressed(try packer.tar(files), .zstandard),
    ] {
      let unpacked = Unpacked(Array(archive.dropLast(archive.count / 2)))
      #expect(unpacked["first"] == "text\n")
      #expect(unpacked.troubles == [.damaged])
      #expect(!unpacked.outcome.isWhole)
    }
  }

  @Test(arguments: Packer.Compression.allCases)
  func aCutFileIsSaidToBe(compression: Packer.Compression) throws {
    var random = Random(seed: 1)
    let bytes = (0..<3000).map { _ in UInt8.random(in: 0...255, using: &random) }
    let packed = try Packer().compressed(bytes, compression)
    for length in [20, packed.count / 2, packed.count - 1] {
      let unpacked = Unpacked(Array(packed.prefix(length)))
      // libarchive lets a gzip pass of which only the checksum is cut.
      let isWhole = compression == .gzip && length == packed.count - 1
      #expect(unpacked.troubles == (isWhole ? [] : [.damaged]), "\(length)")
    }
  }

  @Test func whatCannotBeReadIsNoDamage() throws {
    let zip = try Packer().zip([("a", Self.text)])
    let reader = ArchiveReader { true }
    let rest = FurtherBytes(byteCount: zip.count) { _, _ in nil }
    let outcome = zip.prefix(30).withUnsafeBufferPointer {
      reader.read($0.span, rest, as: .zip, at: BytePath("a.zip")) { _, _ in }
    }
    #expect(outcome.troubles.map(\.kind) == [.unreadable])
  }

  @Test func anUnknownMethodIsSaidToBe() throws {
    let zip = try Packer().sevenZip([("a", Self.text), ("b", Self.text)], "-tzip", "-mm=Deflate64")
    // What does not shrink is stored.
    let long = Array(String(repeating: "text\n", count: 500).utf8)
    let deflate64 = try Packer().sevenZip([("a", long), ("b", long)], "-tzip", "-mm=Deflate64")
    #expect(Unpacked(zip).troubles == [])
    let unpacked = Unpacked(deflate64)
    #expect(unpacked.troubles == [.unreadable])
    #expect(unpacked.outcome.troubles.first?.count == 2)
    #expect(unpacked.outcome.troubles.first?.reason.contains("unsupported ZIP compression") == true)
  }

  /// Its list of members is at its end.
  @Test func a7zHasToBeSeekable() throws {
    let archive = try Packer().sevenZip([("a", Self.text)])
    #expect(Unpacked(archive, held: 50).paths == ["a"])
    #expect(Unpacked(archive, held: 50, isSeekable: false).troubles == [.unreadable])
  }

  @Test func stopsWhenItIsToldTo() throws {
    let zip = try Packer().zip((0..<10).map { ("\($0)", Self.text) })
    var left = 4
    let reader = ArchiveReader {
      left -= 1
      return left > 0
    }
    var count = 0
    let outcome = zip.withUnsafeBufferPointer {
      reader.read($0.span, as: .zip, at: BytePath("a.zip")) { _, _ in count += 1 }
    }
    #expect(count < 5)
    #expect(outcome.isStopped)
  }
}
