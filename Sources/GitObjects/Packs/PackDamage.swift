/// Why an entry of a pack cannot be read, in words that follow "cannot read object …:".
enum PackDamage: Error, Hashable {
  case offset
  case header
  case kind(UInt8)
  case base
  case missingBase(ObjectID)
  case cycle
  case cyclicBase(ObjectID)
  case compression
  case size(UInt64)
  case tooLarge(UInt64)
  case deltaEnds
  case deltaBase
  case deltaCopy
  case deltaResult
  case damagedBase(ObjectID)

  var message: String {
    switch self {
    case .offset: "its offset is outside of the pack"
    case .header: "its header runs over the end of the pack"
    case .kind(let number): "unknown kind of entry (\(number))"
    case .base: "no object begins where its delta's base should"
    case .missingBase(let id): "the base of its delta, \(id), is missing"
    case .cycle: "its delta stands on itself"
    case .cyclicBase(let id): "the base of its delta, \(id), stands on itself"
    case .compression: "its compressed data is damaged"
    case .size(let size): "its data cannot hold the \(size) bytes that it announces"
    case .tooLarge(let size):
      "\(size >> 20) MiB, more than the \(PackLimits.largestObject >> 20) MiB that are read"
    case .deltaEnds: "its delta ends too early"
    case .deltaBase: "its delta was made for another base"
    case .deltaCopy: "its delta copies from outside of its base"
    case .deltaResult: "its delta does not make the size that it announces"
    case .damagedBase(let id): "the base of its delta, \(id), is damaged"
    }
  }

  /// Whether another reader may still find the object: elsewhere, or by looking again.
  ///
  /// libgit2 1.5 never comes back from a cycle.
  var isWorthAnotherTry: Bool {
    switch self {
    case .tooLarge, .cycle, .cyclicBase: false
    default: true
    }
  }
}

/// The bounds of what is read from packs.
enum PackLimits {
  /// The most bytes that one object may have: it is held in memory as a whole.
  static let largestObject: UInt64 = 1 << 30
  /// The most that deflate can make of one byte: 258 from two bits, and a little more for rounding (zlib's technical notes).
  static let deflateRatio: UInt64 = 1032
  /// How many bytes of bases one worker keeps at hand; older ones are made again when they are needed.
  static let heldBytes = 96 << 20
}
