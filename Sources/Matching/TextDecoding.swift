package import ScanModel

extension TextEncoding {
  /// Recognises UTF-16 and UTF-32 by their marks, or without one by the zero bytes of Latin text.
  ///
  /// - Parameter bytes: the beginning of a file, or all of it.
  package init(detectingIn bytes: Span<UInt8>) {
    self = .bytes
    guard bytes.count >= 8, bytes[0] == 0 || bytes[1] == 0 || bytes[0] >= 0xFE else { return }
    switch (bytes[0], bytes[1], bytes[2], bytes[3]) {
    case (0xFF, 0xFE, 0, 0): self = .utf32LittleEndian(byteOrderMark: true)
    case (0, 0, 0xFE, 0xFF): self = .utf32BigEndian(byteOrderMark: true)
    case (0xFF, 0xFE, _, _): self = .utf16LittleEndian(byteOrderMark: true)
    case (0xFE, 0xFF, _, _): self = .utf16BigEndian(byteOrderMark: true)
    default: detect(byZerosIn: bytes)
    }
  }

  /// Of the first 64 code units half or more have their zero bytes on the one side, as Latin text has; few on the other,
  /// which U+3000 or an emoji may have.
  private mutating func detect(byZerosIn bytes: Span<UInt8>) {
    // By the place in a group of four.
    var zeros = (0, 0, 0, 0)
    let units = min(64, bytes.count / 2)
    let probed = units * 2
    for index in stride(from: 0, to: probed - 3, by: 4) {
      zeros.0 += bytes[index] == 0 ? 1 : 0
      zeros.1 += bytes[index + 1] == 0 ? 1 : 0
      zeros.2 += bytes[index + 2] == 0 ? 1 : 0
      zeros.3 += bytes[index + 3] == 0 ? 1 : 0
    }
    let groups = probed / 4
    let even = zeros.0 + zeros.2
    let odd = zeros.1 + zeros.3
    if zeros.3 == groups, zeros.2 * 8 >= groups * 7, zeros.1 * 2 >= groups, zeros.0 * 8 <= groups {
      self = .utf32LittleEndian(byteOrderMark: false)
    } else if zeros.0 == groups, zeros.1 * 8 >= groups * 7, zeros.2 * 2 >= groups,
      zeros.3 * 8 <= groups
    {
      self = .utf32BigEndian(byteOrderMark: false)
    } else if odd * 2 >= units, even * 8 <= odd {
      self = .utf16LittleEndian(byteOrderMark: false)
    } else if even * 2 >= units, odd * 8 <= even {
      self = .utf16BigEndian(byteOrderMark: false)
    }
  }

  /// The bytes before the first character.
  package var markLength: Int {
    switch self {
    case .bytes: 0
    case .utf16LittleEndian(let mark), .utf16BigEndian(let mark): mark ? 2 : 0
    case .utf32LittleEndian(let mark), .utf32BigEndian(let mark): mark ? 4 : 0
    }
  }

  /// Rewrites UTF-16 or UTF-32 as UTF-8; what is no character becomes U+FFFD.
  ///
  /// - Parameters:
  ///   - bytes: the text, with its mark.
  ///   - output: emptied, then filled; its memory is reused from blob to blob.
  func decode(_ bytes: Span<UInt8>, into output: inout [UInt8]) {
    output.removeAll(keepingCapacity: true)
    switch self {
    case .bytes: return
    case .utf16LittleEndian, .utf16BigEndian: decodeUTF16(bytes, into: &output)
    case .utf32LittleEndian, .utf32BigEndian: decodeUTF32(bytes, into: &output)
    }
  }

  private func decodeUTF16(_ bytes: Span<UInt8>, into output: inout [UInt8]) {
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

  private func decodeUTF32(_ bytes: Span<UInt8>, into output: inout [UInt8]) {
    var isBigEndian = false
    if case .utf32BigEndian = self { isBigEndian = true }
    for index in stride(from: markLength, to: bytes.count - 3, by: 4) {
      let value = (0..<4).reduce(UInt32(0)) { value, place in
        value << 8 | UInt32(bytes[isBigEndian ? index + place : index + 3 - place])
      }
      Self.append(value, to: &output)
    }
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
