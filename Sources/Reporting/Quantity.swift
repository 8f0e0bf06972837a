/// `6,824`.
func grouped(_ number: Int) -> String {
  let digits = String(number.magnitude)
  var output = number < 0 ? "-" : ""
  for (index, digit) in digits.enumerated() {
    if index > 0, (digits.count - index).isMultiple(of: 3) { output += "," }
    output.append(digit)
  }
  return output
}

/// `1 file`, `6,824 files`.
func counted(_ number: Int, _ noun: String, plural: String? = nil) -> String {
  grouped(number) + " " + (number == 1 ? noun : plural ?? noun + "s")
}

/// `80.1 MB`: powers of a thousand, as disks and networks count.
func byteText(_ bytes: Int) -> String {
  guard bytes >= 1000 else { return "\(bytes) B" }
  let units = ["B", "kB", "MB", "GB", "TB", "PB", "EB"]
  var value = Double(bytes)
  var unit = 0
  // Not 1000, so that 999,950 bytes read 1.0 MB and not 1000.0 kB.
  while value >= 999.95 {
    value /= 1000
    unit += 1
  }
  let tenths = Int((value * 10).rounded())
  return "\(tenths / 10).\(tenths % 10) \(units[unit])"
}
