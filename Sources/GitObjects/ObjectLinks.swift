#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// What commits, annotated tags and trees say about other objects, read from their bytes.
enum ObjectLinks {
  /// Calls `body` with each object of this repository that an object names; bytes that are no such object end it.
  static func visit(_ kind: ObjectKind, _ bytes: Span<UInt8>, _ body: (ObjectID) -> Void) {
    switch kind {
    case .blob: break
    case .tree: visitTree(bytes, body)
    case .commit:
      var position = 0
      guard let tree = id(in: bytes, after: "tree ", at: &position) else { return }
      body(tree)
      while let parent = id(in: bytes, after: "parent ", at: &position) { body(parent) }
    case .tag:
      var position = 0
      if let target = id(in: bytes, after: "object ", at: &position) { body(target) }
    }
  }

  /// Reads a line of a word and an id, and moves behind it.
  private static func id(
    in bytes: Span<UInt8>, after word: StaticString, at position: inout Int
  ) -> ObjectID? {
    let start = position + word.utf8CodeUnitCount
    let end = start + 2 * ObjectID.byteCount
    guard end < bytes.count, bytes[end] == UInt8(ascii: "\n") else { return nil }
    for offset in 0..<word.utf8CodeUnitCount
    where unsafe bytes[position + offset] != word.utf8Start[offset] {
      return nil
    }
    position = end + 1
    return ObjectID(hexadecimal: bytes.extracting(start..<end))
  }

  private static func visitTree(_ bytes: Span<UInt8>, _ body: (ObjectID) -> Void) {
    var position = 0
    while position < bytes.count {
      // Git writes the mode of a submodule in one way only.
      let isGitlink =
        position + 1 < bytes.count && bytes[position] == UInt8(ascii: "1")
        && bytes[position + 1] == UInt8(ascii: "6")
      while position < bytes.count, bytes[position] != 0 { position += 1 }
      guard position + ObjectID.byteCount < bytes.count else { return }
      let id = unsafe bytes.extracting(position + 1..<position + 1 + ObjectID.byteCount)
        .withUnsafeBytes { unsafe ObjectID($0) }
      if !isGitlink { body(id) }
      position += 1 + ObjectID.byteCount
    }
  }
}

/// Where the message of a commit or an annotated tag begins: behind the first empty line.
///
/// - Returns: nil when there is no message.
package func messageStart(in object: Span<UInt8>) -> Int? {
  let lineFeed = UInt8(ascii: "\n")
  // A line of a header that goes on, as a signature does, begins with a space: none is empty.
  var start = 0
  while let end = lineEnd(in: object, from: start), end + 2 < object.count {
    if object[end + 1] == lineFeed { return end + 2 }
    start = end + 1
  }
  return nil
}

/// Where the next line feed is.
func lineEnd(in bytes: Span<UInt8>, from start: Int) -> Int? {
  guard start < bytes.count else { return nil }
  return unsafe bytes.withUnsafeBytes { bytes in
    guard let first = bytes.baseAddress,
      let found = unsafe memchr(first + start, Int32(UInt8(ascii: "\n")), bytes.count - start)
    else { return nil }
    return unsafe UnsafeRawPointer(found) - first
  }
}
