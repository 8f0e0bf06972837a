import PathPatterns
import Testing

@Suite struct PathPatternListTests {
  @Test(arguments: [
    (["vendor/**"], "vendor/a/b.txt", true),
    (["vendor/"], "vendor/a/b.txt", true),
    (["vendor/"], "lib/vendor/b.txt", true),
    (["/vendor/"], "lib/vendor/b.txt", false),
    (["vendor/"], "vendor", false),
    (["*.pem"], "deep/down/key.pem", true),
    (["docs/*.md"], "docs/a/b.md", false),
    (["docs/**/*.md"], "docs/a/b.md", true),
    (["vendor/**", "!vendor/ours/**"], "vendor/ours/a.txt", false),
    (["vendor/**", "!vendor/ours/**"], "vendor/theirs/a.txt", true),
    (["!vendor/ours/**", "vendor/**"], "vendor/ours/a.txt", true),
    (["*.zip"], "a/b.zip!/conf/x.txt", true),
    (["*.zip"], "a/b.jar!/in.zip!/x.txt", true),
    (["a/b.zip"], "a/b.zip!/conf/x.txt", true),
    (["conf/"], "a/b.zip!/conf/x.txt", true),
    ([], "a", false),
  ])
  func theLastPatternThatMatchesDecides(patterns: [String], path: String, isMatch: Bool) {
    #expect(PathPatternList(patterns).matches(Array(path.utf8)) == isMatch)
  }

  @Test(arguments: ["", "/", "!", "!/"])
  func whatNamesNothingIsNoPattern(text: String) {
    #expect(!PathPatternList.isPattern(text))
  }
}
