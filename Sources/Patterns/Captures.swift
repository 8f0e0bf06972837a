/// Where a pattern matched, in bytes of the subject.
package struct Captures: Sendable {
  /// The whole match.
  package let range: Range<Int>
  /// Groups from 1; shorter than the pattern's number of groups when the last ones took no part.
  private let groups: [Range<Int>?]

  /// Reads PCRE2's vector of pairs; the first is the whole match.
  init(offsets: UnsafeBufferPointer<Int>) {
    // `\K` in an assertion can put the start of a match behind its end.
    range = unsafe min(offsets[0], offsets[1])..<offsets[1]
    guard offsets.count > 2 else {
      groups = []
      return
    }
    groups = (1..<offsets.count / 2).map { group in
      // PCRE2_UNSET, the highest `size_t`, is -1 here.
      let (start, end) = unsafe (offsets[2 * group], offsets[2 * group + 1])
      return start >= 0 && start <= end ? start..<end : nil
    }
  }

  /// The span of a group, 0 being the whole match; nil when it took no part or the pattern has no
  /// such group.
  package subscript(group: Int) -> Range<Int>? {
    guard group != 0 else { return range }
    return groups.indices.contains(group - 1) ? groups[group - 1] : nil
  }

  /// Where to search for the next match: past this one, by at least one byte when it is empty, so
  /// that every loop ends.
  ///
  /// One more than the end of the search after an empty match there.
  package var nextStart: Int {
    range.isEmpty ? range.upperBound + 1 : range.upperBound
  }

  /// The span of the first group that holds something, or else of the whole match: gitleaks' secret
  /// when a rule names no group.
  package var firstGroup: Range<Int> {
    groups.lazy.compactMap(\.self).first { !$0.isEmpty } ?? range
  }
}
