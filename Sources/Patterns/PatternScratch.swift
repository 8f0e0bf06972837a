internal import CPCRE2

/// How much work one search may cost before it ends in `MatchFailure.limit`.
package struct MatchLimits: Sendable {
  /// Steps of backtracking; the JIT compiler counts fewer of them than the interpreter.
  package var match = 1_000_000
  /// Nested backtracking points; the interpreter alone heeds it.
  package var depth = 250_000
  /// Memory of the interpreter for them.
  package var heapKibibytes = 32 * 1024

  package init() {}
}

/// The memory that searches write to, and their limits: one for each worker, never shared.
@safe
package struct PatternScratch: ~Copyable {
  private var matchData: OpaquePointer
  private var pairCapacity: Int
  private let context: OpaquePointer
  private let jitStack: OpaquePointer?

  /// The sizes that pcre2grep uses: pcre2jit(3) finds 512 KiB to 1 MiB "more than enough for any
  /// pattern".
  private static let jitStackBytes = 32 * 1024...1024 * 1024

  package init(limits: MatchLimits = MatchLimits()) {
    pairCapacity = 16
    unsafe matchData = Self.makeMatchData(pairs: pairCapacity)
    guard let context = unsafe pcre2_match_context_create_8(nil) else {
      preconditionFailure("out of memory")
    }
    unsafe self.context = context
    _ = unsafe pcre2_set_match_limit_8(context, UInt32(clamping: limits.match))
    _ = unsafe pcre2_set_depth_limit_8(context, UInt32(clamping: limits.depth))
    _ = unsafe pcre2_set_heap_limit_8(context, UInt32(clamping: limits.heapKibibytes))
    // Null where there is no JIT; PCRE2 then takes 32 KiB of the thread's own stack, or none.
    unsafe jitStack = pcre2_jit_stack_create_8(
      Self.jitStackBytes.lowerBound, Self.jitStackBytes.upperBound, nil)
    if let jitStack = unsafe jitStack {
      unsafe pcre2_jit_stack_assign_8(context, nil, UnsafeMutableRawPointer(jitStack))
    }
  }

  deinit {
    unsafe pcre2_match_data_free_8(matchData)
    unsafe pcre2_match_context_free_8(context)
    unsafe pcre2_jit_stack_free_8(jitStack)
  }

  private static func makeMatchData(pairs: Int) -> OpaquePointer {
    guard let data = unsafe pcre2_match_data_create_8(UInt32(clamping: pairs), nil) else {
      preconditionFailure("out of memory")
    }
    return unsafe data
  }

  /// The leftmost match that starts at or after `start` and ends at or before `end`.
  ///
  /// What stands before `start` is seen by lookbehinds, `\b` and `^`. What stands at or after `end`
  /// is not there for the pattern: a lookahead or `\b` at `end` sees nothing, so leave room for
  /// them. Only `$` knows better: where the text is cut, it holds before a line feed alone.
  ///
  /// - Parameters:
  ///   - pattern: what to search for.
  ///   - subject: the whole text.
  ///   - start: offset of the first byte where a match may start.
  ///   - end: offset after the last byte that a match may hold.
  ///   - lastStart: the last offset where a match may start; nil where `end` alone counts.
  /// - Returns: the match with its groups, or nil when there is none.
  /// - Throws: when a limit ended the search; there may be a match or not.
  package mutating func firstMatch(
    of pattern: Pattern, in subject: Span<UInt8>, from start: Int, to end: Int,
    lastStart: Int? = nil
  ) throws(MatchFailure) -> Captures? {
    precondition(start >= 0 && start <= end && end <= subject.count, "range outside the subject")
    if pattern.groupCount >= pairCapacity {
      pairCapacity = pattern.groupCount + 1
      unsafe pcre2_match_data_free_8(matchData)
      unsafe matchData = Self.makeMatchData(pairs: pairCapacity)
    }
    var options: UInt32 = 0
    if end < subject.count && subject[end] != UInt8(ascii: "\n") {
      options |= UInt32(PCRE2_NOTEOL)
    }
    // An anchored pattern starts where the search does; the limit is refused for it.
    if let lastStart, pattern.canStartLater {
      _ = unsafe pcre2_set_offset_limit_8(context, lastStart)
    }
    let status = unsafe subject.withUnsafeBufferPointer { bytes in
      unsafe pcre2_match_8(
        pattern.code, bytes.baseAddress, end, start, options, matchData, context)
    }
    if lastStart != nil { _ = unsafe pcre2_set_offset_limit_8(context, ~0) }
    guard status > 0 else {
      guard status == PCRE2_ERROR_NOMATCH else { throw Self.failure(status) }
      return nil
    }
    let offsets = unsafe UnsafeBufferPointer(
      start: pcre2_get_ovector_pointer_8(matchData), count: 2 * Int(status))
    return unsafe Captures(offsets: offsets)
  }

  /// Whether an anchored pattern matches at a place, as far as a stretch of the text tells: also when it matches all of
  /// the stretch and could go on behind it.
  ///
  /// - Parameters:
  ///   - pattern: compiled as anchored.
  ///   - subject: the text.
  ///   - start: where the match would begin.
  ///   - end: how much of the text is known.
  /// - Returns: false when no match begins there, whatever stands behind `end`.
  /// - Throws: when a limit ended the search.
  package mutating func mayMatch(
    _ pattern: Pattern, in subject: Span<UInt8>, at start: Int, to end: Int
  ) throws(MatchFailure) -> Bool {
    precondition(start >= 0 && start <= end && end <= subject.count, "range outside the subject")
    let status = unsafe subject.withUnsafeBufferPointer { bytes in
      unsafe pcre2_match_8(
        pattern.code, bytes.baseAddress, end, start, UInt32(PCRE2_PARTIAL_HARD), matchData, context)
    }
    // 0: more groups than the match data has room for, and a match all the same.
    if status >= 0 || status == PCRE2_ERROR_PARTIAL { return true }
    guard status == PCRE2_ERROR_NOMATCH else { throw Self.failure(status) }
    return false
  }

  private static func failure(_ status: Int32) -> MatchFailure {
    switch status {
    case PCRE2_ERROR_MATCHLIMIT: .limit(.match)
    case PCRE2_ERROR_DEPTHLIMIT: .limit(.depth)
    case PCRE2_ERROR_HEAPLIMIT, PCRE2_ERROR_NOMEMORY: .limit(.heap)
    case PCRE2_ERROR_JIT_STACKLIMIT: .limit(.jitStack)
    default: .refused(code: Int(status), message: errorMessage(status))
    }
  }
}
