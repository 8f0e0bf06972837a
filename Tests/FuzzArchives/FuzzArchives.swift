import Archives
import ScanModel

/// The fuzzer's way in (libFuzzer): `make fuzz`.
///
/// The first byte chooses what the others are taken for and how they come, and the last one is passed over: with it in
/// front and the other behind, a kept input is an archive only to the fuzzer and not to a scan of this repository.
@c(LLVMFuzzerTestOneInput)
public func testOneInput(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard count > 2 else { return 0 }
  let input = UnsafeBufferPointer(start: data, count: count)
  let bytes = UnsafeBufferPointer(rebasing: input[1..<(count - 1)]).span
  let mode = Int(input[0])
  switch mode {
  case 0..<32: readArchive(bytes, mode)
  case 32..<64: unpackStream(bytes, mode)
  // A scan sees the bytes alone.
  default:
    if let kind = ArchiveKind(bytes) { readArchive(bytes, kind, comesInPieces: mode & 1 == 0) }
  }
  return 0
}

private func readArchive(_ bytes: Span<UInt8>, _ mode: Int) {
  let kinds = ArchiveKind.allCases
  readArchive(bytes, kinds[mode / 2 % kinds.count], comesInPieces: mode & 1 == 0)
}

/// Small limits, so that each of them is met.
private let limits = {
  var limits = ArchiveLimits(depth: 3)
  limits.leastBytes = 4 << 20
  limits.freeBytes = 1 << 20
  limits.members = 300
  limits.membersInAll = 500
  limits.part = (16 << 10, 1 << 10)
  return limits
}()

private func readArchive(_ bytes: Span<UInt8>, _ kind: ArchiveKind, comesInPieces: Bool) {
  let whole = bytes.indices.map { bytes[$0] }
  let held = comesInPieces ? min(bytes.count, 300) : bytes.count
  let rest = FurtherBytes(byteCount: kind == .sevenZip ? whole.count : nil) { offset, buffer in
    let count = max(0, min(buffer.count, whole.count - offset, 100))
    for index in 0..<count { buffer[index] = whole[offset + index] }
    return count
  }
  var lent = 0
  var expected: (path: BytePath, end: Int)?
  let reader = ArchiveReader(limits) { true }
  let outcome = reader.read(
    bytes.extracting(..<held), held < bytes.count ? rest : nil, as: kind, at: BytePath("dir/a.gz")
  ) { part, bytes in
    // The parts of a member follow each other and leave nothing out.
    if let expected {
      precondition(part.path == expected.path && part.byteOffset <= expected.end)
    } else {
      precondition(part.byteOffset == 0)
    }
    precondition(bytes.count > 0 && bytes.count <= limits.part.byteCount)
    expected = part.isLast ? nil : (part.path, part.byteOffset + bytes.count)
    lent += bytes.count
  }
  precondition(expected == nil)
  // Every byte comes out of at least one archive; parts share some, and what lies too deep is lent as it is.
  precondition(lent <= 4 * (limits.leastBytes + (2 << 20)))
  precondition(outcome.members <= limits.membersInAll)
  precondition(outcome.troubles.count <= 6)
}

private func unpackStream(_ bytes: Span<UInt8>, _ mode: Int) {
  let limit = mode & 1 == 0 ? 1000 : 1 << 20
  do {
    let output = try StreamUnpacker().unpack(bytes, limit: limit)
    precondition(output.count <= limit)
  } catch {}
}
