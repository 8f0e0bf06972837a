import Foundation
import TestSupport
import Testing

@testable import Reporting

struct OutputFileTests {
  @Test func aFileAppearsOnlyWhenItIsComplete() throws {
    let scratch = try Scratch()
    let path = try scratch.write("report.json", "old")
    let file = try OutputFile(path: path)
    file.write(String(repeating: "new ", count: 50_000))
    #expect(try content(path) == "old")
    try file.finish()
    #expect(try content(path) == String(repeating: "new ", count: 50_000))
    #expect(try names(scratch) == ["report.json"])
  }

  @Test func aReportThatIsGivenUpLeavesTheOldOne() throws {
    let scratch = try Scratch()
    let path = try scratch.write("report.json", "old")
    do {
      let file = try OutputFile(path: path)
      file.write("new")
    }
    #expect(try content(path) == "old")
    #expect(try names(scratch) == ["report.json"])
  }

  @Test func aLinkStaysALink() throws {
    let scratch = try Scratch()
    let target = try scratch.write("real.json", "old")
    let link = scratch.path + "/link.json"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "real.json")
    let file = try OutputFile(path: link)
    file.write("new")
    try file.finish()
    #expect(try content(target) == "new")
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "real.json")
  }

  @Test func aPrivateReportIsTheUsersAlone() throws {
    let scratch = try Scratch()
    let path = try scratch.write("report.json", "old")
    let file = try OutputFile(path: path, isPrivate: true)
    try file.finish()
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o600)
  }

  @Test func aFolderThatIsNotThereIsNamed() throws {
    let scratch = try Scratch()
    let path = scratch.path + "/none/report.json"
    let error = try #require(throws: OutputError.self) { try OutputFile(path: path) }
    #expect(error.description == "cannot create \(path): no such file or directory")
  }

  @Test func aReaderThatGoesAwayIsNoError() throws {
    // As the command line has it: without this the first write ends the process.
    signal(SIGPIPE, SIG_IGN)
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    close(ends[0])
    let file = OutputFile(descriptor: ends[1])
    for _ in 0..<3 { file.write(String(repeating: "x", count: 100_000)) }
    try file.finish()
  }

  @Test func aDescriptorThatIsClosedIsAnError() throws {
    let file = OutputFile(descriptor: 9999)
    file.write("text")
    let error = try #require(throws: OutputError.self) { try file.finish() }
    #expect(error.description == "cannot write standard output: bad file descriptor")
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func aFullDiskIsAnError() throws {
    let file = try OutputFile(path: "/dev/full")
    file.write("text")
    let error = try #require(throws: OutputError.self) { try file.finish() }
    #expect(error.description == "cannot write /dev/full: no space left on device")
  }
}

private func content(_ path: String) throws -> String {
  try String(contentsOfFile: path, encoding: .utf8)
}

private func names(_ scratch: Scratch) throws -> [String] {
  try FileManager.default.contentsOfDirectory(atPath: scratch.path).sorted()
}
