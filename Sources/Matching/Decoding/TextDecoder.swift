internal import Archives
internal import Rules
internal import ScanModel

/// Finds what a text holds in another form: values and texts in base64, and stretches to be written out.
struct TextDecoder {
  private let seamFinder = SeamFinder()
  private let partFinder = SeamFinder(acceptingParts: true)
  private let unpacker = StreamUnpacker()
  private var seams: [Seam] = []

  /// Base64 of 32 bytes, without padding.
  static let shortestEncodedValue = 43
  /// A decoded value that stands for itself, as in the `data` of a Kubernetes secret; what is longer is a text.
  fileprivate static let value = 32...256

  fileprivate static let deepestValue = 3

  /// What a text holds in another form.
  struct Contents {
    struct Value {
      let bytes: [UInt8]
      /// Of the encoded value.
      let place: Range<Int>
    }

    var values: [Value] = []
    var texts: [DecodedText] = []
    /// Stretches of the text itself, written out.
    var stretches: [DecodedText] = []
  }

  /// Decodes all that a text holds.
  ///
  /// - Parameters:
  ///   - text: what to look at.
  ///   - encoded: its runs that may be base64, in order.
  /// - Returns: nil when it holds nothing, as nearly all do.
  mutating func decode(_ text: Span<UInt8>, encoded: [Range<Int>]) -> Contents? {
    seams.removeAll(keepingCapacity: true)
    seamFinder.findAll(in: text, within: CollectionOfOne(0..<text.count), into: &seams)
    guard !encoded.isEmpty || !seams.isEmpty else { return nil }
    var contents = Contents()
    var end = 0
    for run in encoded where run.lowerBound >= end {
      let isText = EncodedBlock.beginsAsText(text, run)
      guard isText || EncodedBlock.beginsAsGzip(text, run) else { continue }
      let block = EncodedBlock(around: run, in: text)
      // Its lines are no blocks of their own, also where it is none.
      end = block.range.upperBound
      guard let held = isText ? block.decode(text) : block.unpack(text, with: unpacker)
      else { continue }
      contents.add(held, at: block.range)
    }
    for stretch in Rewriter.stretches(around: seams, in: text.count) {
      contents.stretches.append(Rewriter.rewrite(stretch.range, of: text, without: stretch.joints))
    }
    return contents
  }

  /// Looks for anything to decode in regions of a text.
  ///
  /// - Parameters:
  ///   - text: the whole.
  ///   - regions: where to look.
  ///   - encoded: the runs that reach into them and may be base64.
  /// - Returns: whether there is anything, or something reaches into them.
  mutating func hasSomething(
    in text: Span<UInt8>, within regions: [Range<Int>], encoded: [Range<Int>]
  ) -> Bool {
    seams.removeAll(keepingCapacity: true)
    partFinder.findAll(in: text, within: regions, into: &seams)
    guard seams.isEmpty else { return true }
    return encoded.contains { EncodedBlock.mayBePart($0, of: text) }
  }
}

extension TextDecoder.Contents {
  /// Takes a text in as a value, when it is one word, or as a text with names of its own.
  fileprivate mutating func add(_ held: DecodedText, at place: Range<Int>) {
    guard held.bytes.count >= TextDecoder.value.lowerBound else { return }
    let value = Self.unwrapped(held.bytes)
    let isPacked = value.lend { EncodedBlock.beginsAsGzip($0, 0..<$0.count) }
    if !isPacked, TextDecoder.value.contains(value.count), value.allSatisfy(\.isKeyCharacter) {
      values.append(Value(bytes: value, place: place))
    } else {
      texts.append(held)
    }
  }

  /// A value without the line end after it, and decoded once more when it was encoded more than once.
  private static func unwrapped(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    for _ in 0...TextDecoder.deepestValue {
      while let last = bytes.last, last == 0x0A || last == 0x0D { bytes.removeLast() }
      let inner = bytes.lend { text -> [UInt8]? in
        let run = 0..<text.indices.prefix { text[$0].isBase64 }.count
        guard run.count >= TextDecoder.shortestEncodedValue, EncodedBlock.beginsAsText(text, run),
          (run.upperBound..<text.count).allSatisfy({ text[$0] == UInt8(ascii: "=") })
        else { return nil }
        return EncodedBlock(around: run, in: text).decode(text)?.bytes
      }
      guard let inner else { break }
      bytes = inner
    }
    return bytes
  }
}
