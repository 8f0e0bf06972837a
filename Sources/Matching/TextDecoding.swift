package import ScanModel

extension TextEncoding {
  /// Recognises UTF-16 by its mark, or without one by the zero bytes of Latin text.
  ///
  /// - Parameter bytes: the beginning of a file, or all of it.
  package init(detectingIn bytes: Span<UInt8>) {
    self = .bytes
    guard bytes.count >= 8, bytes[0] == 0 || bytes[1] == 0 || bytes[0] >= 0xFE else { return }
    switch (bytes[0], bytes[1]) {
    case (0xFF, 0xFE): self = .utf16LittleEndian(byteOrderMark: true)
    case (0xFE, 0xFF): self = .utf16BigEndian(byteOrderMark: true)
    default:
      // Without a mark: of the first 64 code units half or more have a zero byte on the one side, as Latin text has; few on
      // the other, which U+3000 or an emoji may have.
      var zeros = (even: 0, odd: 0)
      let units = min(64, bytes.count / 2)
      for unit in 0..<units {
        if bytes[unit * 2] == 0 { zeros.even += 1 }
        if bytes[unit * 2 + 1] == 0 { zeros.odd += 1 }
      }
      if zeros.odd * 2 >= units, zeros.even * 8 <= zeros.odd {
        self = .utf16LittleEndian(byteOrderMark: false)
      } else if zeros.even * 2 >= units, zeros.odd * 8 <= zeros.even {
        self = .utf16BigEndian(byteOrderMark: false)
      }
    }
  }

  /// The bytes before the first character.
  package var markLength: Int {
    switch self {
    case .bytes: 0
    case .utf16LittleEndian(let mark), .utf16BigEndian(let mark): mark ? 2 : 0
    }
  }

  /// Rewrites UTF-16 as UTF-8; unpaired surrogates become U+FFFD.
  ///
  /// - Parameters:
  ///   - bytes: the text, with its mark.
  ///   - output: emptied, then filled; its memory is reused from blob to blob.
  func decode(_ bytes: Span<UInt8>, into output: inout [UInt8]) {
    output.removeAll(keepingCapacity: true)
    guard self != .bytes else { return }
    var index = markLength
    while index + 1 < bytes.count {
      let unit = self.unit(of: bytes, at: index)
      index += 2
      var scalar = UInt32(unit)
      if unit & 0xFC00 == 0xD800, index + 1 < bytes.count {
        let low = self.unit(of: bytes, at: index)
        if low & 0xFC00 == 0xDC00 {
          scalar = 0x10000 + (UInt32(unit & 0x3FF) << 10 | UInt32(low & 0x3FF))
          index += 2
        }
      }
      Self.append(scalar, to: &output)
    }
  }

  private func unit(of bytes: Span<UInt8>, at index: Int) -> UInt16 {
    let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
    if case .utf16BigEndian = self { return first << 8 | second }
    return second << 8 | first
  }

  private static func append(_ value: UInt32, to output: inout [UInt8]) {
    if value < 0x80 {
      output.append(UInt8(value))
    } else {
      let scalar = Unicode.Scalar(value) ?? "\u{FFFD}"
      output.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }
  }
}
