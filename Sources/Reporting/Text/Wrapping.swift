/// Prose in lines of at most `width` characters; a longer word has a line to itself.
func wrapped(_ text: String, width: Int) -> [String] {
  var lines: [String] = []
  var line = ""
  var length = 0
  for word in text.split(separator: " ") {
    let added = word.count + (line.isEmpty ? 0 : 1)
    if length + added > width, !line.isEmpty {
      lines.append(line)
      line = String(word)
      length = word.count
    } else {
      line += (line.isEmpty ? "" : " ") + word
      length += added
    }
  }
  return line.isEmpty ? lines : lines + [line]
}
