internal import Foundation

/// Makes archives, in a folder of its own, with Python's library or with commands that `scripts/setup tests` installs.
public struct Packer {
  public let scratch: Scratch

  public init() throws {
    scratch = try Scratch()
  }

  /// What lies in an archive, in order.
  public typealias Files = [(name: String, bytes: [UInt8])]

  /// A way to pack one content.
  public enum Compression: String, CaseIterable, Sendable {
    case gzip, bzip2, xz, zstandard

    public var suffix: String {
      switch self {
      case .gzip: ".gz"
      case .bzip2: ".bz2"
      case .xz: ".xz"
      case .zstandard: ".zst"
      }
    }
  }

  /// A zip of deflated members.
  public func zip(_ files: Files, stored: Bool = false) throws -> [UInt8] {
    try write(files)
    return try python(
      """
      import zipfile
      method = zipfile.ZIP_STORED if \(stored ? "True" : "False") else zipfile.ZIP_DEFLATED
      with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in files(): archive.writestr(name, data)
      """)
  }

  /// A tar in one of Python's formats: "USTAR", "GNU", "PAX"; or "V7", which has no magic.
  public func tar(_ files: Files, format: String = "PAX") throws -> [UInt8] {
    try write(files)
    return try python(
      """
      import tarfile
      v7 = "\(format)" == "V7"
      with tarfile.open(fileobj=out, mode="w", format=tarfile.\(format == "V7" ? "USTAR" : format)_FORMAT) as archive:
        for name, data in files():
          info = tarfile.TarInfo(name)
          info.size = len(data)
          archive.addfile(info, io.BytesIO(data))
      if v7:
        data = bytearray(out.getvalue())
        at = 0
        while at + 512 <= len(data) and data[at] != 0:
          size = int(data[at + 124:at + 135], 8)
          data[at + 257:at + 512] = bytes(255)
          data[at + 148:at + 156] = b" " * 8
          data[at + 148:at + 156] = b"%06o\\0 " % sum(data[at:at + 512])
          at += 512 + (size + 511) // 512 * 512
        out = io.BytesIO(bytes(data))
      """)
  }

  /// One content, compressed.
  public func compressed(_ bytes: [UInt8], _ compression: Compression) throws -> [UInt8] {
    try write([("content", bytes)])
    switch compression {
    case .zstandard: return try output(of: "zstd", "-q", "-c", "1")
    case .gzip: return try python("import gzip; out.write(gzip.compress(files()[0][1], 9))")
    case .bzip2: return try python("import bz2; out.write(bz2.compress(files()[0][1]))")
    case .xz: return try python("import lzma; out.write(lzma.compress(files()[0][1]))")
    }
  }

  /// What 7z makes of files: `7z a -bd …`.
  public func sevenZip(_ files: Files, _ options: String..., name: String = "a.7z") throws
    -> [UInt8]
  {
    for file in files { try scratch.write("in/" + file.name, Data(file.bytes)) }
    let result = try Command(
      "7z", ["a", "-bd"] + options + ["../" + name, "."], in: scratch.path + "/in")
    guard result.status == 0 else { throw PackingFailed(message: result.errorText) }
    return Array(try Data(contentsOf: URL(fileURLWithPath: scratch.path + "/" + name)))
  }

  /// Runs Python, which writes the archive to `out`; `files()` are the names and contents at hand.
  public func python(_ script: String) throws -> [UInt8] {
    let setup = """
      import io, json, sys
      def files():
        names = json.load(open("names"))
        return [(name, open(str(i + 1), "rb").read()) for i, name in enumerate(names)]
      out = io.BytesIO()

      """
    let end = "\nsys.stdout.buffer.write(out.getvalue())\n"
    return try output(of: "python3", "-c", setup + script + end)
  }

  private func write(_ files: Files) throws {
    let names = try JSONEncoder().encode(files.map(\.name))
    try scratch.write("names", names)
    for (index, file) in files.enumerated() { try scratch.write("\(index + 1)", Data(file.bytes)) }
  }

  private func output(of program: String, _ arguments: String...) throws -> [UInt8] {
    let result = try Command(program, arguments, in: scratch.path)
    guard result.status == 0 else { throw PackingFailed(message: result.errorText) }
    return Array(result.output)
  }

  public struct PackingFailed: Error {
    public let message: String
  }
}
