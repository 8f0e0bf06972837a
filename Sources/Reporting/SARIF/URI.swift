import ScanModel

/// A path as a relative reference of RFC 3986, byte for byte.
///
/// What section 3.3 lets stand in a segment stands, save the colon, which the first segment of a relative
/// reference must not hold (section 4.2). An archive may call a member `../x`, and a tree made on purpose too: whoever
/// resolves the reference must not take that for another file (section 5.2.4). Only what is scanned above the current
/// folder begins so.
func percentEncoded(_ path: [UInt8]) -> String {
  let digits = Array("0123456789ABCDEF".utf8)
  var output: [UInt8] = []
  output.reserveCapacity(path.count)
  let start = endOfParents(in: path)
  for (index, byte) in path.enumerated() {
    if isPathCharacter(byte), index < start || !isBesideDots(index, in: path) {
      output.append(byte)
    } else {
      output += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
  }
  return String(decoding: output, as: UTF8.self)
}

/// Where the path of a file begins, behind the folders above the current one.
private func endOfParents(in path: [UInt8]) -> Int {
  let parent = Array("../".utf8)
  var end = 0
  while path[end...].starts(with: parent) { end += parent.count }
  return end
}

/// Whether a slash has a segment `.` or `..` beside it.
private func isBesideDots(_ index: Int, in path: [UInt8]) -> Bool {
  let slash = UInt8(ascii: "/")
  guard path[index] == slash else { return false }
  let before = path[..<index].suffix(3).split(separator: slash, omittingEmptySubsequences: false)
  let after = path[(index + 1)...].prefix(3).split(
    separator: slash, omittingEmptySubsequences: false)
  let dots = [[UInt8(ascii: ".")], Array("..".utf8)]
  return [before.last, after.first].contains { $0.map { dots.contains(Array($0)) } ?? false }
}

private func isPathCharacter(_ byte: UInt8) -> Bool {
  isAlphanumeric(byte) || "/-._~!$&'()*+,;=@".utf8.contains(byte)
}

private func isAlphanumeric(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
    UInt8(ascii: "0")...UInt8(ascii: "9"):
    true
  default: false
  }
}

/// Whether the address of a remote is an absolute URI that others can use: no `host:path`, no local folder.
func isRemoteURI(_ text: String) -> Bool {
  let schemes = ["https://", "http://", "ssh://", "git://"]
  guard let scheme = schemes.first(where: text.hasPrefix) else { return false }
  let rest = text.utf8.dropFirst(scheme.utf8.count)
  return !rest.isEmpty
    && rest.allSatisfy { isAlphanumeric($0) || "/-._~!$&'()*+,;=@:%?".utf8.contains($0) }
}

/// The text with a period at its end, as SARIF wants its messages (rule SARIF2001 of its validator).
func sentence(_ text: String) -> String {
  guard let last = text.last else { return text }
  return ".!?".contains(last) ? text : text + "."
}
