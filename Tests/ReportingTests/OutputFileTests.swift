import Foundation
import Reporting
import TestSupport
import Testing

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
