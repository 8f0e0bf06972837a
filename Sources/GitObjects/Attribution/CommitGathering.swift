/// Keeps the commits of a walk over all objects, so that `Attribution` need not read them again.
package final class CommitGathering: Sendable {
  private struct State {
    var parts: [CommitPart] = []
    var isGivenUp = false
  }

  private let state = Locked(State())

  package init() {}

  /// Adds what one worker has collected, once nothing is left for it.
  package func add(_ collector: CommitCollector) {
    state.withLock { $0.parts.append(collector.part) }
  }

  /// Says that a worker has ended early: nobody knows what it missed.
  package func giveUp() {
    state.withLock { $0 = State(isGivenUp: true) }
  }

  /// All commits; nil when the walk was not made, or not to its end.
  var parts: [CommitPart]? {
    state.withLock { $0.isGivenUp || $0.parts.isEmpty ? nil : $0.parts }
  }
}
