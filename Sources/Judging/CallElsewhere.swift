/// The place of a value among the arguments of a call, and what stands there where the same function is called again or
/// is declared.
///
///     static Task<Result> Recognize(string key, string region) { … }
///     Recognize("…", "westus");
struct CallElsewhere {
  /// What stands in the place of the value, and beside it.
  struct Place {
    let name: ArraySlice<UInt8>
    let others: [ArraySlice<UInt8>]
  }

  private let bytes: [UInt8]
  /// The function's name, without what it is a member of.
  let callee: ArraySlice<UInt8>
  /// Arguments before the value.
  private let position: Int
  /// Where the call's bracket is.
  private let bracket: Int

  /// Bytes on each side in which the function is sought.
  private static let reach = 10_000
  private static let mostCalls = 6
  private static let longestList = 600
  private static let mostArguments = 12
  private static let shortestName = 4

  /// nil when the value is not a string handed to a function by its place.
  init?(of value: Range<Int>, in text: Span<UInt8>) {
    let excerpt = Excerpt(text, around: value, before: Self.reach, after: Self.reach)
    bytes = excerpt.bytes
    let start = excerpt.value.lowerBound
    guard let quote = excerpt.byte(before: start), quote.isQuote else { return nil }
    var index = start - 1
    var (depth, commas) = (0, 0)
    search: while index > 0, start - index < Self.longestList {
      let byte = bytes[index - 1]
      switch byte {
      case _ where byte.isQuote:
        guard let open = bytes[..<(index - 1)].lastIndex(of: byte) else { return nil }
        index = open
        continue
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth += 1
      case UInt8(ascii: "(") where depth == 0: break search
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
        guard depth > 0 else { return nil }
        depth -= 1
      case UInt8(ascii: ",") where depth == 0: commas += 1
      case UInt8(ascii: ";") where depth == 0: return nil
      default: break
      }
      index -= 1
    }
    guard index > 0, bytes[index - 1] == UInt8(ascii: "(") else { return nil }
    // `key="…"` and `key: "…"` are named already.
    let before = bytes[..<(start - 1)].last { !$0.isBlank && !$0.isLineEnd }
    guard before == UInt8(ascii: "(") || before == UInt8(ascii: ",") else { return nil }
    bracket = index - 1
    position = commas
    callee = bytes[..<bracket].suffix(while: \.isIdentifier)
    guard callee.count >= Self.shortestName, !callee[callee.startIndex].isDigit else { return nil }
  }

  /// What stands in the value's place, call by call.
  var places: [Place] {
    var places: [Place] = []
    var index = 0
    while places.count < Self.mostCalls, let open = nextBracket(from: index) {
      index = open + 1
      guard open != bracket, let arguments = arguments(from: open + 1) else { continue }
      // A method's own object is no argument where the method is called.
      let isMethod = arguments.first.map { Self.receivers.contains(Array($0)) } ?? false
      let own = isMethod ? Array(arguments.dropFirst()) : arguments
      guard position < own.count else { continue }
      var others = own
      others.remove(at: position)
      places.append(Place(name: own[position], others: others))
    }
    return places
  }

  private static let receivers = ["self", "cls", "&self", "&mut self", "this"].map {
    Array($0.utf8)
  }

  /// The bracket behind the next mention of the function's name.
  private func nextBracket(from start: Int) -> Int? {
    guard let last = callee.last else { return nil }
    var index = max(start, callee.count)
    while index < bytes.count {
      // Brackets are rarer than the letters of a name.
      if bytes[index] == UInt8(ascii: "("), bytes[index - 1] == last {
        let found = index - callee.count
        if found == 0 || !bytes[found - 1].isIdentifier,
          bytes[found..<index].elementsEqual(callee)
        {
          return index
        }
      }
      index += 1
    }
    return nil
  }

  /// The arguments or parameters up to the closing bracket, without blanks around them; nil when there is none.
  private func arguments(from start: Int) -> [ArraySlice<UInt8>]? {
    var arguments: [ArraySlice<UInt8>] = []
    var (index, first, depth) = (start, start, 0)
    while index < bytes.count, index - start < Self.longestList,
      arguments.count < Self.mostArguments
    {
      let byte = bytes[index]
      switch byte {
      case _ where byte.isQuote:
        guard let close = bytes[(index + 1)...].firstIndex(of: byte) else { return nil }
        index = close
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: ")") where depth == 0:
        arguments.append(trimmed(bytes[first..<index]))
        return arguments
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
      case UInt8(ascii: ",") where depth == 0:
        arguments.append(trimmed(bytes[first..<index]))
        first = index + 1
      default: break
      }
      index += 1
    }
    return nil
  }

  private func trimmed(_ argument: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    func isBlank(_ byte: UInt8) -> Bool { byte.isBlank || byte.isLineEnd }
    let start = argument.drop(while: isBlank)
    let end = start.lastIndex { !isBlank($0) }.map { $0 + 1 } ?? start.startIndex
    return start[..<end]
  }
}
