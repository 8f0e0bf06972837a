internal import CPCRE2

/// A compiled pattern over bytes.
///
/// The syntax is PCRE2's, which holds nearly all of Go's RE2 syntax. As in Go, `$` stands for the
/// very end of the text unless `(?m)` is on, and a line feed alone ends a line. A pattern sees
/// bytes; only one that names characters (see `namesCharacters`) reads UTF-8, and then bytes that
/// are no UTF-8 match nothing.
///
/// `Sendable`, because pcre2api(3), MULTITHREADING, says: "The data in the compiled pattern is
/// fixed, and does not change when the pattern is matched. Therefore, it is thread-safe, that is,
/// the same compiled pattern can be used by more than one thread simultaneously." What is written
/// while matching is in `PatternScratch`; the JIT compiler is done before `init` returns.
@safe
package final class Pattern: @unchecked Sendable {
  let code: OpaquePointer
  package let source: String
  /// Number of capturing groups.
  package let groupCount: Int
  /// Whether the just-in-time compiler took it; where it is not available, the interpreter matches
  /// the same.
  package let isJITCompiled: Bool
  /// Whether a match may begin behind the place where the search does.
  let canStartLater: Bool

  /// Bytes; no rule comes near it, and PCRE2's cost of compiling grows with the pattern.
  private static let longestSource = 65_536

  /// Compiles a pattern.
  ///
  /// - Parameters:
  ///   - source: the pattern, without delimiters.
  ///   - ignoringCase: as if it began with `(?i)`.
  ///   - anchored: whether a match begins where the search does and nowhere else.
  ///   - partial: whether it will be asked if it may match beyond the end of a text, which then is as fast as matching.
  ///   - jit: whether to use the just-in-time compiler, where there is one.
  /// - Throws: what is wrong with the pattern, and where.
  package init(
    _ source: String, ignoringCase: Bool = false, anchored: Bool = false, partial: Bool = false,
    jit: Bool = true
  ) throws(PatternError) {
    var options = UInt32(PCRE2_NEVER_BACKSLASH_C) | UInt32(PCRE2_DOLLAR_ENDONLY)
    options |= UInt32(anchored ? PCRE2_ANCHORED : PCRE2_USE_OFFSET_LIMIT)
    if ignoringCase { options |= UInt32(PCRE2_CASELESS) }
    if namesCharacters(source) { options |= UInt32(PCRE2_UTF) | UInt32(PCRE2_MATCH_INVALID_UTF) }
    let code = try unsafe Self.compile(source, options: options)
    unsafe self.code = code
    self.source = source
    canStartLater = !anchored
    var groupCount: UInt32 = 0
    _ = unsafe pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_CAPTURECOUNT), &groupCount)
    self.groupCount = Int(groupCount)
    // A refusal (no JIT for this processor, memory that may not be executed) leaves the
    // interpreter.
    isJITCompiled = unsafe jit && pcre2_jit_compile_8(code, UInt32(PCRE2_JIT_COMPLETE)) == 0
    // For `PatternScratch.mayMatch`.
    if partial { _ = unsafe pcre2_jit_compile_8(code, UInt32(PCRE2_JIT_PARTIAL_HARD)) }
  }

  deinit {
    unsafe pcre2_code_free_8(code)
  }

  private static func compile(
    _ source: String, options: UInt32
  ) throws(PatternError) -> OpaquePointer {
    guard let context = unsafe pcre2_compile_context_create_8(nil) else {
      throw PatternError(message: "out of memory", offset: 0)
    }
    defer { unsafe pcre2_compile_context_free_8(context) }
    _ = unsafe pcre2_set_max_pattern_length_8(context, longestSource)
    // The default is whatever the library was built with.
    _ = unsafe pcre2_set_newline_8(context, UInt32(PCRE2_NEWLINE_LF))
    var errorCode: Int32 = 0
    var errorOffset = 0
    let bytes = Array(source.utf8)
    let code = unsafe bytes.withUnsafeBufferPointer { buffer in
      unsafe pcre2_compile_8(
        buffer.baseAddress, buffer.count, options, &errorCode, &errorOffset, context)
    }
    guard let code = unsafe code else {
      // An offset past the end is PCRE2's way to say "at the end".
      throw PatternError(
        message: errorMessage(errorCode), offset: min(max(errorOffset, 0), bytes.count))
    }
    return unsafe code
  }
}

/// PCRE2's text for one of its error codes.
func errorMessage(_ code: Int32) -> String {
  // pcre2api(3): "A code unit buffer of 120 code units is always large enough"; twice that costs
  // nothing.
  var buffer = [UInt8](repeating: 0, count: 240)
  let length = unsafe buffer.withUnsafeMutableBufferPointer { buffer in
    unsafe pcre2_get_error_message_8(code, buffer.baseAddress, buffer.count)
  }
  return String(decoding: buffer.prefix(max(Int(length), 0)), as: UTF8.self)
}

/// Whether a pattern speaks of characters and not of bytes.
///
/// It does when it holds a character beyond ASCII, or one of `\p`, `\P`, `\X`, `\x{`, `\N{`, or
/// PCRE2's verb `(*UTF)`.
func namesCharacters(_ source: String) -> Bool {
  var bytes = source.utf8.makeIterator()
  while let byte = bytes.next() {
    guard byte < 0x80 else { return true }
    guard byte == UInt8(ascii: "\\"), let escape = bytes.next() else { continue }
    switch escape {
    case UInt8(ascii: "p"), UInt8(ascii: "P"), UInt8(ascii: "X"):
      return true
    case UInt8(ascii: "x"), UInt8(ascii: "N"):
      var rest = bytes
      if rest.next() == UInt8(ascii: "{") { return true }
    case 0x80...:
      return true
    default:
      break
    }
  }
  return source.utf8.starts(with: "(*UTF)".utf8)
}
