import Foundation
import GitObjects
import TestSupport

extension Scratch {
  /// What git prints, as bytes, split at zero bytes: for `-z`.
  func fields(_ arguments: String...) throws -> [[UInt8]] {
    let result = try Command("git", arguments, in: path, environment: Scratch.gitEnvironment)
    guard result.status == 0 else {
      throw GitComplained(message: result.errorText)
    }
    return [UInt8](result.output).split(separator: 0).map(Array.init)
  }

  func location() throws -> RepositoryLocation {
    guard let found = try RepositoryLocation.find(from: path) else { throw NoRepository() }
    return found
  }

  func repository() throws -> Repository {
    try Repository(location())
  }

  struct NoRepository: Error {}

  struct GitComplained: Error {
    let message: String
  }

  func commitAll(_ message: String = "change") throws {
    try git("add", "-A")
    try git("commit", "-q", "-m", message)
  }

  /// Adds an entry to the index without a file, so that any bytes may be in its path.
  func stage(_ text: String, at path: [UInt8], mode: String = "100644") throws {
    let id = try git("hash-object", "-w", "--stdin", input: Data(text.utf8))
    try git(
      "update-index", "-z", "--index-info", input: Data("\(mode) \(id) 0\t".utf8) + path + [0])
  }

  func remove(_ name: String) throws {
    try FileManager.default.removeItem(atPath: path + "/" + name)
  }

  func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: path + "/" + name, withDestinationPath: target)
  }
}

/// An id in tests, where wrong digits are a mistake of the test.
func id(_ digits: some StringProtocol) throws -> ObjectID {
  guard let id = ObjectID(hexadecimal: Array(digits.utf8)) else { throw WrongDigits() }
  return id
}

struct WrongDigits: Error {}
