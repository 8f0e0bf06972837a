import Foundation
import GitObjects
import Inputs
import ScanModel
import TestSupport

extension Input {
  /// The paths that the input lists, in its order.
  func paths() throws -> [String] {
    try listing().blobs.map(\.path.text)
  }

  /// Everything that is read, as text by path; a blob that fails is `failure: REASON`.
  func texts() throws -> [String: String] {
    let reader = try makeReader()
    var texts: [String: String] = [:]
    for blob in try listing().blobs {
      var bytes: [UInt8] = []
      do {
        try reader.read(blob) { span, segment in
          for index in segment.owned where index < span.count { bytes.append(span[index]) }
        }
        texts[blob.path.text] = String(decoding: bytes, as: UTF8.self)
      } catch {
        texts[blob.path.text] = "failure: \(error)"
      }
    }
    if let walk = try listing().walk {
      let collector = TextCollector()
      try walk.work(collector) { true }
      for (id, text) in collector.texts { texts[id.description] = text }
      for issue in walk.coverage.issues { texts["failure: \(issue.message)"] = "" }
    }
    return texts
  }

  /// The added lines by path; nil as an empty list of ranges is told apart as `[0...0]`.
  func addedLines() throws -> [String: [ClosedRange<Int>]] {
    let reader = try makeReader()
    var lines: [String: [ClosedRange<Int>]] = [:]
    for blob in try listing().blobs {
      lines[blob.path.text] = try reader.addedLines(of: blob).map(\.ranges) ?? [0...0]
    }
    return lines
  }
}

extension Listing {
  /// All that a history holds, read; what the walk counted, with what the listing did.
  func walked() throws -> (blobs: [BlobID: String], messages: [BlobID: String], Coverage) {
    let collector = TextCollector()
    try walk?.work(collector) { true }
    var coverage = coverage
    if let walk { coverage.merge(walk.coverage) }
    return (collector.texts, collector.messages, coverage)
  }
}

private final class TextCollector: BlobVisitor {
  var texts: [BlobID: String] = [:]
  var messages: [BlobID: String] = [:]

  func visit(
    _ id: BlobID, _ bytes: Span<UInt8>, changed: Span<Range<Int>>?, since base: UInt8
  ) -> UInt8? {
    texts[id] = String(decoding: bytes.indices.map { bytes[$0] }, as: UTF8.self)
    return 0
  }

  func visitMessage(of id: BlobID, _ message: Span<UInt8>) {
    messages[id] = String(decoding: message.indices.map { message[$0] }, as: UTF8.self)
  }
}

extension Scratch {
  /// What git prints, split at zero bytes: for `-z`.
  func fields(_ arguments: String...) throws -> [String] {
    let result = try Command("git", arguments, in: path, environment: Scratch.gitEnvironment)
    return result.output.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
  }

  func commitAll(_ message: String = "change") throws {
    try git("add", "-A")
    try git("commit", "-q", "-m", message)
  }

  func remove(_ name: String) throws {
    try FileManager.default.removeItem(atPath: path + "/" + name)
  }

  func link(_ name: String, to target: String) throws {
    let place = path + "/" + name
    try FileManager.default.createDirectory(
      atPath: (place as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(atPath: place, withDestinationPath: target)
  }
}
