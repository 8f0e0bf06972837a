/// Reads a pattern in the syntax that RE2 and PCRE2 have in common.
///
/// What it does not know (backreferences, conditions, characters beyond ASCII) ends it: nothing is told of the pattern
/// then, and it is run over the whole text.
struct PatternParser {
  private let source: [UInt8]
  private var offset = 0
  private var flags = Flags()
  private var depth = 0

  /// The outermost sequence, when it has no alternatives: each element with its place and the flags that hold there.
  struct Element {
    let node: PatternNode
    let offset: Int
    let flags: Flags
  }

  struct Flags: Hashable, Sendable {
    var isCaseless = false
    var dotMatchesNewline = false
    var isMultiline = false
    var isUngreedy = false

    /// As a pattern begins that has them: `(?i)`.
    var prefix: String {
      let letters =
        (isCaseless ? "i" : "") + (isMultiline ? "m" : "") + (dotMatchesNewline ? "s" : "")
        + (isUngreedy ? "U" : "")
      return letters.isEmpty ? "" : "(?\(letters))"
    }
  }

  private struct Unknown: Error {}
  private static let deepest = 100

  private init(_ source: [UInt8]) {
    self.source = source
  }

  /// - Returns: the elements of the outermost sequence, one of them where there are alternatives; nil for a pattern with
  ///   something unknown.
  static func elements(of source: String) -> [Element]? {
    guard !namesCharacters(source) else { return nil }
    var parser = PatternParser(Array(source.utf8))
    guard let branches = try? parser.branches(), parser.offset == parser.source.count else {
      return nil
    }
    guard branches.count > 1 else { return branches.first }
    let node = PatternNode.choice(branches.map { .sequence($0.map(\.node)) })
    return [Element(node: node, offset: 0, flags: Flags())]
  }

  private var current: UInt8? { offset < source.count ? source[offset] : nil }

  private mutating func next() throws(Unknown) -> UInt8 {
    guard let byte = current else { throw Unknown() }
    offset += 1
    return byte
  }

  private mutating func skip(_ text: String) -> Bool {
    guard source[offset...].starts(with: text.utf8) else { return false }
    offset += text.utf8.count
    return true
  }

  /// Up to the end or to the parenthesis that closes the group.
  private mutating func branches() throws(Unknown) -> [[Element]] {
    depth += 1
    defer { depth -= 1 }
    guard depth < Self.deepest else { throw Unknown() }
    var branches: [[Element]] = [[]]
    while let byte = current, byte != UInt8(ascii: ")") {
      if byte == UInt8(ascii: "|") {
        offset += 1
        branches.append([])
        continue
      }
      let (start, flags) = (offset, flags)
      guard let atom = try atom() else { continue }
      let node = try quantified(atom)
      branches[branches.count - 1].append(Element(node: node, offset: start, flags: flags))
    }
    return branches
  }

  /// nil for what only changes the flags.
  private mutating func atom() throws(Unknown) -> PatternNode? {
    let byte = try next()
    switch byte {
    case UInt8(ascii: "("): return try group()
    case UInt8(ascii: "["): return .byte(folded(try characterClass()))
    case UInt8(ascii: "."):
      return .byte(flags.dotMatchesNewline ? .all : ByteMembers.newline.inverted)
    case UInt8(ascii: "^"), UInt8(ascii: "$"): return .assertion
    case UInt8(ascii: "\\"): return try escape()
    case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"), UInt8(ascii: ")"):
      throw Unknown()
    default: return .byte(folded(ByteMembers([byte])))
    }
  }

  private func folded(_ members: ByteMembers) -> ByteMembers {
    flags.isCaseless ? members.foldingCase : members
  }

  private mutating func quantified(_ atom: PatternNode) throws(Unknown) -> PatternNode {
    var node = atom
    while true {
      let bounds: (least: Int, most: Int?)
      switch current {
      case UInt8(ascii: "*"): bounds = (0, nil)
      case UInt8(ascii: "+"): bounds = (1, nil)
      case UInt8(ascii: "?"): bounds = (0, 1)
      case UInt8(ascii: "{"):
        // Newer versions of PCRE2 take `{,3}` for a count, older ones and RE2 for itself.
        guard !source[offset...].starts(with: "{,".utf8) else { throw Unknown() }
        guard let counted = countedBounds() else { return node }
        bounds = counted
      default: return node
      }
      if current != UInt8(ascii: "{") { offset += 1 } else { skipCount() }
      // Lazy or possessive: the same bytes.
      if current == UInt8(ascii: "?") || current == UInt8(ascii: "+") { offset += 1 }
      node = .repetition(node, least: bounds.least, most: bounds.most)
    }
  }

  /// `{3}`, `{3,}` or `{3,5}`; nil for a brace that stands for itself.
  private func countedBounds() -> (least: Int, most: Int?)? {
    let text = source[(offset + 1)...].prefix { $0 != UInt8(ascii: "}") }
    guard text.endIndex < source.count, text.count <= 12 else { return nil }
    let parts = text.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    let numbers = parts.map { Int(String(decoding: $0, as: UTF8.self)) }
    switch (parts.count, numbers[0]) {
    case (1, let least?): return (least, least)
    case (2, let least?): return parts[1].isEmpty ? (least, nil) : numbers[1].map { (least, $0) }
    default: return nil
    }
  }

  private mutating func skipCount() {
    while let byte = current, byte != UInt8(ascii: "}") { offset += 1 }
    offset += 1
  }
}

extension PatternParser {
  private mutating func group() throws(Unknown) -> PatternNode? {
    let outer = flags
    var isAssertion = false
    if skip("?") {
      if skip("=") || skip("!") || skip("<=") || skip("<!") {
        isAssertion = true
      } else if skip("P<") || skip("<") {
        while try next() != UInt8(ascii: ">") {}
      } else if !skip(":") && !skip(">") {
        guard try inlineFlags() else { return nil }
      }
    }
    let branches = try branches()
    guard try next() == UInt8(ascii: ")") else { throw Unknown() }
    flags = outer
    if isAssertion { return .assertion }
    let nodes = branches.map { PatternNode.sequence($0.map(\.node)) }
    return nodes.count == 1 ? nodes[0] : .choice(nodes)
  }

  /// Reads `i-s)` or `i-s:`; false for the first, which holds up to the end of the group around it.
  private mutating func inlineFlags() throws(Unknown) -> Bool {
    var isOn = true
    while true {
      switch try next() {
      case UInt8(ascii: "-"): isOn = false
      case UInt8(ascii: "i"): flags.isCaseless = isOn
      case UInt8(ascii: "s"): flags.dotMatchesNewline = isOn
      case UInt8(ascii: "m"): flags.isMultiline = isOn
      case UInt8(ascii: "U"): flags.isUngreedy = isOn
      case UInt8(ascii: ")"): return false
      case UInt8(ascii: ":"): return true
      default: throw Unknown()
      }
    }
  }

  private mutating func escape() throws(Unknown) -> PatternNode {
    switch try next() {
    case UInt8(ascii: "b"): return .wordBoundary
    case UInt8(ascii: "B"), UInt8(ascii: "A"), UInt8(ascii: "z"), UInt8(ascii: "Z"):
      return .assertion
    case let byte:
      return .byte(folded(try escapedMembers(byte)))
    }
  }

  /// What `\d`, `\n`, `\x41` or `\.` stands for, the same in a class and outside.
  private mutating func escapedMembers(_ byte: UInt8) throws(Unknown) -> ByteMembers {
    switch byte {
    case UInt8(ascii: "d"): return .digits
    case UInt8(ascii: "D"): return ByteMembers.digits.inverted
    case UInt8(ascii: "w"): return .word
    case UInt8(ascii: "W"): return ByteMembers.word.inverted
    case UInt8(ascii: "s"): return .space
    case UInt8(ascii: "S"): return ByteMembers.space.inverted
    case UInt8(ascii: "n"): return .newline
    case UInt8(ascii: "t"): return ByteMembers([0x09])
    case UInt8(ascii: "r"): return ByteMembers([0x0D])
    case UInt8(ascii: "f"): return ByteMembers([0x0C])
    case UInt8(ascii: "a"): return ByteMembers([0x07])
    case UInt8(ascii: "x"):
      let digits = [try next(), try next()]
      guard let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16) else {
        throw Unknown()
      }
      return ByteMembers([value])
    default:
      guard byte < 0x80, !ByteMembers.word.contains(byte) || byte == UInt8(ascii: "_") else {
        throw Unknown()
      }
      return ByteMembers([byte])
    }
  }

  private mutating func characterClass() throws(Unknown) -> ByteMembers {
    let isNegated = skip("^")
    var members = ByteMembers()
    var isFirst = true
    while true {
      if skip("[:") {
        members = members.union(try namedClass())
        isFirst = false
        continue
      }
      let byte = try next()
      if byte == UInt8(ascii: "]"), !isFirst { break }
      isFirst = false
      let (one, single) = try classMember(byte)
      guard let single, current == UInt8(ascii: "-"), offset + 1 < source.count,
        source[offset + 1] != UInt8(ascii: "]")
      else {
        members = members.union(one)
        continue
      }
      offset += 1
      let (end, last) = try classMember(try next())
      guard let last else {
        // `[a-\d]`: the hyphen stands for itself.
        members = members.union(one).union(end).union(ByteMembers([UInt8(ascii: "-")]))
        continue
      }
      guard single <= last else { throw Unknown() }
      members = members.union(ByteMembers(single...last))
    }
    // Case is folded before the class is turned round.
    let all = folded(members)
    return isNegated ? all.inverted : all
  }

  /// What a name such as `alnum:]` stands for.
  private mutating func namedClass() throws(Unknown) -> ByteMembers {
    let names: [(String, ByteMembers)] = [
      ("alnum:]", ByteMembers.letters.union(.digits)), ("alpha:]", .letters),
      ("digit:]", .digits), ("word:]", .word), ("space:]", .space),
      ("xdigit:]", ByteMembers("abcdefABCDEF".utf8).union(.digits)),
      ("lower:]", ByteMembers("abcdefghijklmnopqrstuvwxyz".utf8)),
      ("upper:]", ByteMembers("ABCDEFGHIJKLMNOPQRSTUVWXYZ".utf8)),
    ]
    for (name, members) in names where skip(name) { return members }
    throw Unknown()
  }

  /// A member of a class, and its byte when it is one that can begin or end a range.
  private mutating func classMember(_ byte: UInt8) throws(Unknown) -> (ByteMembers, UInt8?) {
    guard byte == UInt8(ascii: "\\") else { return (ByteMembers([byte]), byte) }
    let escaped = try next()
    // In a class the backspace.
    let members =
      escaped == UInt8(ascii: "b") ? ByteMembers([0x08]) : try escapedMembers(escaped)
    return (members, members.count == 1 ? members.members.first : nil)
  }
}
