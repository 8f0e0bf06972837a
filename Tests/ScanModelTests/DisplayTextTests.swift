import ScanModel
import Testing

/// What a repository's text can make of a line that a terminal shows, or a CI system reads.
struct DisplayTextTests {
  @Test(arguments: [
    ("::error::x", ":\\u{3a}error::x"), ("  ::error::x", "  :\\u{3a}error::x"),
    ("see ::error::x", "see :\\u{3a}error::x"), ("\u{A0}::x::", "\u{A0}:\\u{3a}x::"),
    (":\u{488}:error::x", ":\u{488}\\u{3a}error::x"), (":::a", ":\\u{3a}:a"),
    ("std::vector", "std::vector"), ("a:: b", "a:: b"), (": :", ": :"),
  ])
  func noLineBeginsWithACommandOfGitHub(text: String, shown: String) {
    #expect(escapedForDisplay(text.utf8) == shown)
  }

  @Test(arguments: [
    ("##vso[task.complete]", "##vso\\u{5b}task.complete]"), ("a ##[error]b", "a ##\\u{5b}error]b"),
    ("###[x]", "###\\u{5b}x]"), ("##teamcity[x]", "##teamcity\\u{5b}x]"),
    ("##VSO[x]", "##VSO\\u{5b}x]"), ("##v\u{FE0F}so[x]", "##v\\u{fe0f}so[x]"),
    ("#\u{20DD}#vso[x]", "#\u{20DD}#vso\\u{5b}x]"), ("## [x]", "## [x]"), ("#[x]", "#[x]"),
    ("a[0] ## b[1]", "a[0] ## b[1]"),
  ])
  func noMarkOfALogCommandIsLeft(text: String, shown: String) {
    #expect(escapedForDisplay(text.utf8) == shown)
  }

  @Test(arguments: ["a\u{1B}[2J", "::x::", "##[x]", "\u{202E}a\u{2066}b", "\u{34F}\u{115F}a\nb"])
  func whatIsEscapedStaysAsItIs(text: String) {
    let once = escapedForDisplay(text.utf8)
    #expect(escapedForDisplay(once.utf8) == once)
    #expect(!once.unicodeScalars.contains(where: isUnsafeToPrint))
  }
}
