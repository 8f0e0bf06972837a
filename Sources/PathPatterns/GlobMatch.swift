/// Whether a path matches one of git's wildcard patterns (gitignore(5)).
///
/// `*` and `?` stop at a slash; `**` between slashes, or at an end, spans folders. Stars are tried from the shortest on
/// and only the last of each sort is taken back, so that the time is bounded by the product of the lengths.
///
/// - Parameters:
///   - glob: the pattern, without the marks that are no part of it (`!` in front, `/` at the end).
///   - text: the path.
///   - ignoresCase: whether ASCII letters match in either case.
/// - Returns: whether all of the path matches.
package func globMatches(
  _ glob: ArraySlice<UInt8>, _ text: ArraySlice<UInt8>, ignoresCase: Bool = false
) -> Bool {
  var (at, next) = (glob.startIndex, text.startIndex)
  var star: (glob: Int, text: Int)?
  var folders: (glob: Int, text: Int)?
  while next < text.endIndex {
    if at < glob.endIndex, glob[at] == UInt8(ascii: "*") {
      let run = glob[at...].prefix { $0 == UInt8(ascii: "*") }
      if run.count >= 2, spansFolders(run, in: glob) {
        if run.endIndex == glob.endIndex { return true }
        at = run.endIndex + 1
        (star, folders) = (nil, (at, next))
      } else {
        at = run.endIndex
        star = (at, next)
      }
      continue
    }
    if let end = oneMatches(glob, at, text[next], ignoresCase) {
      at = end
      next += 1
    } else if let last = star, text[last.text] != UInt8(ascii: "/") {
      // The star takes one byte more.
      star = (last.glob, last.text + 1)
      (at, next) = (last.glob, last.text + 1)
    } else if let last = folders,
      let slash = text[last.text...].firstIndex(of: UInt8(ascii: "/"))
    {
      // `**/` takes one folder more.
      star = nil
      folders = (last.glob, slash + 1)
      (at, next) = (last.glob, slash + 1)
    } else {
      return false
    }
  }
  let rest = glob[at...]
  return rest.allSatisfy { $0 == UInt8(ascii: "*") }
    && !(rest.count >= 2 && text.last == UInt8(ascii: "/"))
}

/// Whether a run of stars stands alone between slashes or ends.
private func spansFolders(_ run: ArraySlice<UInt8>, in glob: ArraySlice<UInt8>) -> Bool {
  let slash = UInt8(ascii: "/")
  return (run.startIndex == glob.startIndex || glob[run.startIndex - 1] == slash)
    && (run.endIndex == glob.endIndex || glob[run.endIndex] == slash)
}

/// Matches one byte with what stands at `at`, not a star; returns where the pattern goes on, or nil.
private func oneMatches(
  _ glob: ArraySlice<UInt8>, _ at: Int, _ byte: UInt8, _ ignoresCase: Bool
) -> Int? {
  guard at < glob.endIndex else { return nil }
  switch glob[at] {
  case UInt8(ascii: "?"):
    return byte == UInt8(ascii: "/") ? nil : at + 1
  case UInt8(ascii: "["):
    return bracketMatches(glob, at, byte, ignoresCase)
  case UInt8(ascii: "\\"):
    guard at + 1 < glob.endIndex, isSame(glob[at + 1], byte, ignoresCase) else { return nil }
    return at + 2
  default:
    return isSame(glob[at], byte, ignoresCase) ? at + 1 : nil
  }
}

/// Matches one byte with a bracket expression: `[a-z]`, `[!a]`, `[[:digit:]]`.
private func bracketMatches(
  _ glob: ArraySlice<UInt8>, _ start: Int, _ byte: UInt8, _ ignoresCase: Bool
) -> Int? {
  var at = start + 1
  guard byte != UInt8(ascii: "/"), at < glob.endIndex else { return nil }
  let isNegative = glob[at] == UInt8(ascii: "!") || glob[at] == UInt8(ascii: "^")
  if isNegative { at += 1 }
  var isMatch = false
  var isFirst = true
  while at < glob.endIndex, isFirst || glob[at] != UInt8(ascii: "]") {
    isFirst = false
    if let (name, end) = characterClass(glob, at) {
      let isEitherCase = ignoresCase && (name == "upper" || name == "lower")
      guard let holds = isInClass(isEitherCase ? "alpha" : name, byte) else { return nil }
      isMatch = isMatch || holds
      at = end
      continue
    }
    guard let low = member(glob, &at) else { return nil }
    var high = low
    if at + 1 < glob.endIndex, glob[at] == UInt8(ascii: "-"), glob[at + 1] != UInt8(ascii: "]") {
      at += 1
      guard let bound = member(glob, &at) else { return nil }
      high = bound
    }
    // The first byte of a range counts by itself, even when the range is upside down.
    isMatch = isMatch || byte == low || low <= byte && byte <= high
    if ignoresCase, let other = otherCase(byte) {
      isMatch = isMatch || low <= other && other <= high
    }
  }
  guard at < glob.endIndex else { return nil }
  return isMatch == isNegative ? nil : at + 1
}

/// One byte of a bracket expression, which a backslash may protect.
private func member(_ glob: ArraySlice<UInt8>, _ at: inout Int) -> UInt8? {
  if glob[at] == UInt8(ascii: "\\") { at += 1 }
  guard at < glob.endIndex else { return nil }
  defer { at += 1 }
  return glob[at]
}

/// `[:NAME:]` at a place, and what follows it.
private func characterClass(_ glob: ArraySlice<UInt8>, _ at: Int) -> (String, Int)? {
  guard glob[at...].starts(with: "[:".utf8),
    let close = glob[(at + 2)...].firstIndex(of: UInt8(ascii: "]")),
    close > at + 2, glob[close - 1] == UInt8(ascii: ":")
  else { return nil }
  return (String(decoding: glob[(at + 2)..<(close - 1)], as: UTF8.self), close + 1)
}

/// Whether a byte is of a POSIX class in the C locale; nil for an unknown class.
private func isInClass(_ name: String, _ byte: UInt8) -> Bool? {
  let isUpper = (65...90).contains(byte)
  let isLower = (97...122).contains(byte)
  let isDigit = (48...57).contains(byte)
  let isGraphic = (33...126).contains(byte)
  switch name {
  case "alnum": return isUpper || isLower || isDigit
  case "alpha": return isUpper || isLower
  case "blank": return byte == 32 || byte == 9
  case "cntrl": return byte < 32 || byte == 127
  case "digit": return isDigit
  case "graph": return isGraphic
  case "lower": return isLower
  case "print": return isGraphic || byte == 32
  case "punct": return isGraphic && !(isUpper || isLower || isDigit)
  case "space": return byte == 32 || (9...13).contains(byte)
  case "upper": return isUpper
  case "xdigit": return isDigit || (65...70).contains(byte) || (97...102).contains(byte)
  default: return nil
  }
}

private func isSame(_ left: UInt8, _ right: UInt8, _ ignoresCase: Bool) -> Bool {
  left == right || ignoresCase && otherCase(left) == right
}

private func otherCase(_ byte: UInt8) -> UInt8? {
  (65...90).contains(byte & 0xDF) ? byte ^ 0x20 : nil
}
