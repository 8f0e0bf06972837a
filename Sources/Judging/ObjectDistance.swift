/// How far a place is from a value in the structure of the text, whatever the language: by brackets, indentation, list
/// items and blank lines.
struct ObjectDistance: Comparable {
  /// Whether the place is inside of an object that does not hold the value.
  var isInSibling = false
  /// How many objects that hold the value end between it and the place.
  var left = 0
  /// Blank lines between them, and whether they stand on one line.
  var blankLines = 0
  var isOnLine = true

  static func < (a: ObjectDistance, b: ObjectDistance) -> Bool {
    if a.depth != b.depth { return a.depth < b.depth }
    return a.lines < b.lines
  }

  /// What structure says, and what lines say.
  var depth: (Int, Int) { (isInSibling ? 1 : 0, left) }
  var lines: (Int, Int) { (isOnLine ? 0 : 1, blankLines) }

  /// What is not looked at: farther than all that is.
  static let unknown = ObjectDistance(
    isInSibling: true, left: .max, blankLines: .max, isOnLine: false)

  /// How far each of several places is.
  ///
  /// - Parameters:
  ///   - places: offsets into the excerpt's bytes; those in the value itself are at distance nought.
  ///   - excerpt: of the text around the value.
  /// - Returns: the distances in the order of the places.
  static func measure(_ places: [Int], in excerpt: Excerpt) -> [ObjectDistance] {
    var result = [ObjectDistance](repeating: ObjectDistance(), count: places.count)
    let order = places.indices.sorted { places[$0] < places[$1] }
    let firstAfter = order.firstIndex { places[$0] >= excerpt.value.lowerBound } ?? order.count
    var walk = Walk(excerpt)
    for index in order[..<firstAfter].reversed() {
      result[index] = walk.back(to: places[index])
    }
    walk = Walk(excerpt)
    for index in order[firstAfter...] where places[index] >= excerpt.value.upperBound {
      result[index] = walk.on(to: places[index])
    }
    return result
  }
}

/// A walk away from the value, which counts what it leaves.
private struct Walk {
  private let bytes: [UInt8]
  private var index: Int
  private var distance = ObjectDistance()
  /// Brackets that were entered and not left again.
  private var depth = 0
  /// Columns of the object that the walk is in: of its content, and of the line.
  private var indentation: Int
  private var lineIndentation: Int
  private let valueEnd: Int
  /// The column of the dash, once the walk stands on the line that begins the list item.
  private var itemStart: Int?

  init(_ excerpt: Excerpt) {
    bytes = excerpt.bytes
    index = excerpt.value.lowerBound
    valueEnd = excerpt.value.upperBound
    let line = Line(in: bytes, at: index)
    indentation = line.content
    lineIndentation = line.content
    if line.isListItem { itemStart = line.dash }
  }

  /// Walks up to a place before the value.
  mutating func back(to place: Int) -> ObjectDistance {
    while index > place {
      let byte = bytes[index - 1]
      if byte == 0x0A {
        distance.isOnLine = false
        leaveItem()
        enter(Line(in: bytes, at: index - 1))
      } else {
        step(ByteSet.closingBrackets.contains(byte), ByteSet.openingBrackets.contains(byte))
      }
      index -= 1
    }
    return here
  }

  /// Walks on to a place after the value.
  mutating func on(to place: Int) -> ObjectDistance {
    index = max(index, valueEnd)
    itemStart = nil
    while index < place {
      let byte = bytes[index]
      index += 1
      if byte == 0x0A {
        distance.isOnLine = false
        let line = Line(in: bytes, at: index)
        if line.isListItem, line.dash < indentation {
          distance.left += 1
          indentation = line.dash
        }
        enter(line)
        itemStart = nil
      } else {
        step(ByteSet.openingBrackets.contains(byte), ByteSet.closingBrackets.contains(byte))
      }
    }
    return here
  }

  private mutating func step(_ enters: Bool, _ leaves: Bool) {
    if enters { depth += 1 }
    guard leaves else { return }
    if depth > 0 { depth -= 1 } else { distance.left += 1 }
  }

  /// A list item begins on the line that the walk leaves upwards.
  private mutating func leaveItem() {
    guard let dash = itemStart else { return }
    distance.left += 1
    indentation = min(indentation, dash)
    itemStart = nil
  }

  private mutating func enter(_ line: Line) {
    guard !line.isBlank else {
      distance.blankLines += 1
      return
    }
    lineIndentation = line.content
    if line.content < indentation {
      distance.left += 1
      indentation = line.content
    }
    itemStart = line.isListItem && line.content <= indentation ? line.dash : nil
  }

  private var here: ObjectDistance {
    var here = distance
    here.isInSibling = distance.left > 0 && (depth > 0 || lineIndentation > indentation)
    return here
  }
}

/// The beginning of a line.
private struct Line {
  var isBlank: Bool
  /// Columns before the dash of a list item, and before the text.
  var dash = 0
  var content = 0
  var isListItem = false

  /// The line that `index` stands in.
  init(in bytes: [UInt8], at index: Int) {
    var start = index
    while start > 0, bytes[start - 1] != 0x0A { start -= 1 }
    let text = bytes[start...].drop { $0.isBlank }
    dash = text.startIndex - start
    content = dash
    isBlank = text.first.map(\.isLineEnd) ?? true
    if text.first == UInt8(ascii: "-"), text.dropFirst().first == 0x20 {
      isListItem = true
      content = text.dropFirst().drop { $0.isBlank }.startIndex - start
    }
  }
}
