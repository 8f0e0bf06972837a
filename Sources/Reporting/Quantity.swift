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
  let units = ["B", "kB", "MB", "GB", "TB", "PB", "EB"]
  var unit = 0
  var tenths = bytes
  // Tenths of the next unit, rounded, so that 999,999 bytes read 1.0 MB and not 1000.0 kB.
  while unit + 1 < units.count, unit == 0 ? tenths >= 1000 : tenths >= 10_000 {
    tenths = (unit == 0 ? tenths + 50 : tenths + 500) / (unit == 0 ? 100 : 1000)
    unit += 1
  }
  return unit == 0 ? "\(bytes) B" : "\(tenths / 10).\(tenths % 10) \(units[unit])"
}
