#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Shannon entropy in bits per byte, with which a rule's `entropy` is compared.
package func shannonEntropy(of bytes: [UInt8]) -> Double {
  var counts = [Int](repeating: 0, count: 256)
  for byte in bytes { counts[Int(byte)] += 1 }
  let total = Double(bytes.count)
  return counts.reduce(0) { sum, count in
    guard count > 0 else { return sum }
    let share = Double(count) / total
    return sum - share * log2(share)
  }
}
