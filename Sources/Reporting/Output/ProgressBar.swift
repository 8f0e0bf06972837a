/// How far a scan is, on standard error, for whoever waits in front of a terminal.
///
/// Quick scans draw nothing. It belongs to one thread, which ticks it as often as it likes.
package struct ProgressBar {
  /// What a scan is doing at one moment.
  package enum Moment: Hashable, Sendable {
    /// Something that nobody counts: "listing".
    case busy(String)
    /// Reading: things read so far, how many there are when it is known, and bytes read so far.
    case reading(done: Int, total: Int?, bytes: Int)
  }

  private let terminal: Terminal
  private let start = ContinuousClock.now
  /// When reading began: what went before says nothing about its rate.
  private var readingSince: ContinuousClock.Instant?
  private var schedule = Schedule()

  package init(terminal: Terminal = .errors) {
    self.terminal = terminal
  }

  /// Draws when it is time to.
  package mutating func tick(_ moment: Moment) {
    guard terminal.isInteractive else { return }
    let now = ContinuousClock.now
    if case .reading = moment, readingSince == nil { readingSince = now }
    guard schedule.isDue(at: now - start) else { return }
    // The last column stays free: some terminals wrap as soon as it is filled.
    let line = Self.line(
      moment, width: terminal.width - 1, elapsed: now - start,
      reading: now - (readingSince ?? now))
    terminal.draw("\r\u{1B}[2K" + line)
  }

  /// Clears the line; call it before anything else is printed.
  package mutating func finish() {
    if schedule.hasDrawn { terminal.draw("\r\u{1B}[2K") }
    schedule = Schedule()
  }

  /// When to draw: not in the first half second, and then ten times a second at most.
  struct Schedule {
    private var next: Duration = .milliseconds(500)
    private(set) var hasDrawn = false

    /// Whether to draw now; asking counts as drawing.
    mutating func isDue(at elapsed: Duration) -> Bool {
      guard elapsed >= next else { return false }
      next = elapsed + .milliseconds(100)
      hasDrawn = true
      return true
    }
  }

  /// The line for one moment, at most `width` columns wide.
  ///
  /// - Parameters:
  ///   - moment: what is going on.
  ///   - width: columns.
  ///   - elapsed: time since the start.
  ///   - reading: time since reading began.
  /// - Returns: a bar, counts, the time left and the rate, as far as they fit; or what keeps the scan busy.
  static func line(
    _ moment: Moment, width: Int, elapsed: Duration, reading: Duration
  ) -> String {
    switch moment {
    case .busy(let word): fitting([word, timeText(Int(elapsed.inSeconds))], width: width)
    case .reading(let done, let total, let bytes):
      line(width: width, done: done, total: total, bytes: bytes, seconds: reading.inSeconds)
    }
  }

  private static func line(
    width: Int, done: Int, total: Int?, bytes: Int, seconds: Double
  ) -> String {
    // A moment after the start the rate means nothing yet, and could be more than an Int holds.
    let rate = seconds >= 0.001 ? Int(min(Double(bytes) / seconds, 1e18)) : 0
    var fields: [String] = []
    if let total, total > 0 {
      let share = min(1, Double(done) / Double(total))
      fields += ["\(Int(share * 100))%", "\(grouped(done)) of \(grouped(total))"]
      if share > 0.01, share < 1 {
        fields.append(timeText(Int(min(seconds / share * (1 - share), 1e9).rounded())) + " left")
      }
      fields += [byteText(bytes), byteText(rate) + "/s"]
      let text = fitting(fields, width: width - barWidth - 3)
      let filled = Int(share * Double(barWidth))
      let bar =
        "[" + String(repeating: "#", count: filled)
        + String(repeating: "-", count: barWidth - filled) + "]"
      if !text.isEmpty { return bar + " " + text }
    } else {
      fields = [grouped(done), byteText(bytes), byteText(rate) + "/s"]
    }
    return fitting(fields, width: width)
  }

  private static let barWidth = 20

  /// The first fields that fit, two spaces apart.
  private static func fitting(_ fields: [String], width: Int) -> String {
    var line = ""
    for field in fields {
      let longer = line.isEmpty ? field : line + "  " + field
      guard longer.utf8.count <= width else { break }
      line = longer
    }
    return line
  }

  private static func timeText(_ seconds: Int) -> String {
    switch seconds {
    case ..<60: "\(seconds) s"
    case ..<3600: "\(seconds / 60) min \(seconds % 60) s"
    default: "\(seconds / 3600) h \(seconds / 60 % 60) min"
    }
  }
}

extension Duration {
  fileprivate var inSeconds: Double {
    Double(components.seconds) + Double(components.attoseconds) / 1e18
  }
}
