import Foundation
import TestSupport
import Testing

/// What is wrong around the process: disks, streams, folders, variables.
///
/// Where a key was found the code is 1 although its report could not be written: it stops a pipeline as 2 does.
@Suite struct SurroundingsFailureTests {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try scratch.git("init", "-q", "-b", "main")
    try scratch.write(
      ".env", try Keystrel.expanded("AZURE_OPENAI_API_KEY={{azure84 openai 2025-03 #962}}\n"))
    try scratch.git("add", ".")
    try scratch.git("commit", "-qm", "First")
  }

  /// Runs keystrel by a shell, as `"$0" "$@"` in the script.
  private func run(_ script: String, _ arguments: String...) throws -> Command {
    try Keystrel.run(through: ["sh", "-c", script], arguments, in: scratch)
  }

  private func names(_ folder: String = "") throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: scratch.path + "/" + folder)
      .filter { $0 != ".git" && $0 != ".env" }.sorted()
  }

  private func text(_ name: String) throws -> String {
    try String(contentsOfFile: scratch.path + "/" + name, encoding: .utf8)
  }

  /// `ulimit -f` counts blocks of 512 or 1,024 bytes; either is less than the report.
  @Test func aReportThatDoesNotFitLeavesTheOldOne() throws {
    try scratch.write("report.sarif", "old")
    let result = try run(
      #"ulimit -f 1; "$0" "$@""#, "scan", "-f", "sarif", "-o", "report.sarif")
    #expect(result.status == 1)
    #expect(result.errorText.contains("report.sarif"))
    #expect(result.isOneLine)
    #expect(try text("report.sarif") == "old")
    #expect(try names() == ["report.sarif"])
  }

  @Test(.enabled(if: TemporaryDisk.isPossible))
  func aFullDiskLeavesTheOldReport() throws {
    let disk = try TemporaryDisk(at: scratch.path + "/disk", size: "16k")
    try scratch.write("disk/report.json", "old")
    try scratch.write("disk/filling", Data(count: 9000))
    let result = try Keystrel.run(
      "scan", ".env", "-f", "sarif", "-o", "disk/report.json", in: scratch)
    #expect(result.status == 1)
    #expect(result.errorText.contains("disk/report.json: no space left on device"))
    #expect(try text("disk/report.json") == "old")
    #expect(try names("disk") == ["filling", "report.json"])
    try disk.unmount()
  }

  @Test(.enabled(if: TemporaryDisk.isPossible))
  func aFileSystemThatIsReadOnlyIsScanned() throws {
    let disk = try TemporaryDisk(at: scratch.path + "/disk", size: "1m")
    #expect(try Command("cp", ["-r", scratch.path + "/.git", scratch.path + "/disk"]).status == 0)
    try scratch.git("-C", "disk", "checkout", "-q", ".")
    try disk.makeReadOnly()
    for arguments in [["scan", "disk"], ["history", "disk"]] {
      #expect(try Keystrel.run(arguments, in: scratch).status == 1)
    }
    let result = try Keystrel.run("scan", "disk", "-o", "disk/report.txt", in: scratch)
    #expect(result.status == 1)
    #expect(result.errorText.contains("cannot create disk/report.txt: read-only file system"))
    try disk.unmount()
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func standardOutputThatIsFullIsTwo() throws {
    for command in ["scan", "rules list"] {
      let result = try run("\"$0\" \(command) > /dev/full")
      #expect(result.status == (command == "scan" ? 1 : 2))
      #expect(
        result.errorText == "keystrel: cannot write standard output: no space left on device\n")
    }
  }

  @Test(arguments: ["none/report.json", ".env/report.json", "."])
  func anOutputThatCannotBeMadeIsNamed(path: String) throws {
    let result = try Keystrel.run("scan", "-o", path, in: scratch)
    #expect(result.status == 1)
    #expect(result.errorText.contains("cannot create \(path): "))
    #expect(result.isOneLine)
    try FileManager.default.removeItem(atPath: scratch.path + "/.env")
    try scratch.write(".env", "EMPTY=\n")
    #expect(try Keystrel.run("scan", "-o", path, in: scratch).status == 2)
  }

  @Test(.enabled(if: Unprivileged.isPossible))
  func anOutputFolderThatIsReadOnlyIsNamed() throws {
    try scratch.write("reports/old.json", "old")
    try scratch.changeMode(of: "reports", to: 0o555)
    let result = try Unprivileged.run(["scan", "-o", "reports/new.json"], in: scratch)
    #expect(result.status == 1)
    #expect(result.errorText.contains("cannot create reports/new.json: permission denied"))
    try scratch.changeMode(of: "reports", to: 0o755)
    #expect(try names("reports") == ["old.json"])
  }

  @Test func aReaderThatLeavesChangesNoExitCode() throws {
    let script = #"{ "$0" "$@"; echo "code $?" >&2; } | :"#
    for (arguments, code) in [(["scan"], 1), (["rules", "list"], 0)] {
      let result = try Keystrel.run(through: ["sh", "-c", script], arguments, in: scratch)
      #expect(result.errorText == "code \(code)\n")
    }
  }

  @Test func streamsThatAreClosedAreNoPlaceForAReport() throws {
    let noOutput = try run(#""$0" "$@" >&-"#, "scan")
    #expect(noOutput.status == 1)
    #expect(
      noOutput.errorText == "keystrel: cannot write standard output: bad file descriptor\n")
    // Without a stand-in the report would get the number of standard error, and what is said there.
    let silent = try run(
      #""$0" "$@" <&- >&- 2>&-"#, "scan", ".env", "gone", "-f", "json", "-o", "report.json")
    #expect(silent.status == 1)
    #expect(try text("report.json").hasPrefix("{"))
    #expect(try text("report.json").hasSuffix("}\n"))
    #expect(try run(#""$0" "$@" 2>&-"#, "scan", "gone").status == 2)
    #expect(try run(#""$0" "$@" <&-"#, "scan").status == 1)
    for arguments in [["scan", "-"], ["pre-receive"]] {
      let noInput = try Keystrel.run(
        through: ["sh", "-c", #""$0" "$@" <&-"#], arguments, in: scratch)
      #expect(noInput.status == 2)
      #expect((noInput.text + noInput.errorText).contains("bad file descriptor"))
    }
  }

  @Test(arguments: [["scan"], ["staged"], ["diff", "HEAD"], ["history"]])
  func aFolderThatIsGoneIsTold(arguments: [String]) throws {
    let script = #"mkdir gone; cd gone; rmdir ../gone; "$0" "$@""#
    let result = try Keystrel.run(through: ["sh", "-c", script], arguments, in: scratch)
    #expect(result.status == 2)
    #expect((result.text + result.errorText).contains("no such file or directory"))
  }

  @Test(arguments: [["scan"], ["staged"], ["diff", "HEAD"], ["history"]])
  func anEmptyEnvironmentChangesNothing(arguments: [String]) throws {
    let usual = try Keystrel.run(arguments, in: scratch)
    for variables in [[], ["LANG=C", "LC_ALL=C"], ["HOME=/nonexistent", "LANG=tr_TR.UTF-8"]] {
      let result = try Command(
        "env", ["-i"] + variables + [Keystrel.binary] + arguments, in: scratch.path)
      #expect(result.status == usual.status)
      #expect(result.text == usual.text)
      #expect(result.errorText.isEmpty)
    }
  }

  @Test(arguments: ["gone.toml", "."])
  func aRuleFileThatCannotBeReadIsNamed(path: String) throws {
    for arguments in [
      ["scan", "--rules", path], ["staged", "--config", path], ["rules", "test", path],
    ] {
      let result = try Keystrel.run(arguments, in: scratch)
      #expect(result.status == 2)
      #expect(result.errorText.hasPrefix("keystrel: \(path): cannot be read: "))
      #expect(result.isOneLine)
    }
  }
}

/// A small file system in memory; only root may make one.
final class TemporaryDisk {
  private let path: String
  private var isMounted = false

  static let isPossible: Bool =
    getuid() == 0
    && (try? Command(
      "unshare", ["-m", "sh", "-c", "mount -t tmpfs -o size=16k tmpfs /mnt"]
    ).status) == 0

  init(at path: String, size: String) throws {
    self.path = path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    try run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", path)
    isMounted = true
  }

  deinit { try? unmount() }

  func makeReadOnly() throws { try run("mount", "-o", "remount,ro", path) }

  func unmount() throws {
    guard isMounted else { return }
    try run("umount", path)
    isMounted = false
  }

  private func run(_ command: String...) throws {
    let result = try Command(command[0], Array(command.dropFirst()))
    guard result.status == 0 else { throw Failed(message: result.errorText) }
  }

  struct Failed: Error {
    let message: String
  }
}
