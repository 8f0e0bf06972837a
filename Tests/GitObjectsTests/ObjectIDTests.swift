import Testing

@testable import GitObjects

@Suite struct ObjectIDTests {
  /// Every byte value at every place: digits of either case are taken, and nothing else.
  @Test func takesHexadecimalDigitsOnly() throws {
    let digits = Array("0123456789abcdef0123456789ABCDEFfedcba98".utf8)
    let id = try #require(ObjectID(hexadecimal: digits))
    #expect(id.description == "0123456789abcdef0123456789abcdeffedcba98")
    for place in digits.indices {
      for byte in UInt8.min...UInt8.max {
        var text = digits
        text[place] = byte
        let isDigit = "0123456789abcdefABCDEF".utf8.contains(byte)
        let read = ObjectID(hexadecimal: text)
        #expect((read != nil) == isDigit)
        if isDigit {
          #expect(read?.description == String(decoding: text, as: UTF8.self).lowercased())
        }
      }
    }
  }

  @Test(arguments: [0, 39, 41, 48])
  func takesFortyDigitsOnly(count: Int) {
    #expect(ObjectID(hexadecimal: [UInt8](repeating: 0x30, count: count)) == nil)
  }
}
