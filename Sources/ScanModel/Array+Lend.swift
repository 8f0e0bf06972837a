extension Array {
  /// Lends the elements as a span; `Array.span` needs macOS 26.
  package func lend<Result>(_ body: (Span<Element>) throws -> Result) rethrows -> Result {
    try unsafe withUnsafeBufferPointer { buffer in try unsafe body(buffer.span) }
  }
}
