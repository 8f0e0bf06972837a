import ScanModel

extension Sample {
  /// As many findings as asked for, each in a file of its own whose path a compressor can make little of.
  static func many(_ count: Int, pathBytes: Int = 0) -> ScanReport {
    var report = Sample.report()
    let model = report.findings[0]
    var state: UInt64 = 1
    func random(_ count: Int) -> [UInt8] {
      (0..<count).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt8(truncatingIfNeeded: state >> 33)
      }
    }
    report.findings = (0..<count).map { number in
      var finding = model
      let digest = random(32)
      let hex = digest.map { String(UInt16($0) + 256, radix: 16).dropFirst() }.joined()
      finding.secret = Secret(
        value: Array("\(number)-\(value)".utf8), fingerprint: Fingerprint(hex: hex), reveal: false)
      // Every tenth is sure, and they come last.
      finding.confidence = number >= count - count / 10 ? .certain : .medium
      finding.severity = number == count - 1 ? .critical : .high
      finding.history = nil
      let folder = random(pathBytes).map { $0 | 0x80 }
      finding.occurrences = [
        Occurrence(
          path: BytePath(folder + Array("src/service\(number)/settings.py".utf8)),
          region: region(line: number % 500 + 1, column: 9, offset: number * 7),
          blob: BlobID(Array(digest.prefix(20))), origin: .file)
      ]
      return finding
    }
    return report
  }
}
