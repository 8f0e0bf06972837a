import ScanModel
import Testing

@testable import Reporting

/// Annotations stand at the path that the repository has, wherever the scan was started.
struct RepositoryPathTests {
  @Test(arguments: [
    ("/builds/app", "a.py", "a.py"), ("/builds/app/sub", "a.py", "sub/a.py"),
    ("/builds/app/sub", "./x//a.py", "sub/x/a.py"), ("/builds/app/sub", "../b/a.py", "b/a.py"),
    ("/builds/app/sub", "../../a.py", "../../a.py"),
    ("/builds/app", "/builds/app/b/a.py", "b/a.py"),
    ("/elsewhere", "/builds/app/b/a.py", "b/a.py"),
    ("/builds/app", "/builds/apple/a.py", "/builds/apple/a.py"),
    ("/builds/apple", "a.py", "a.py"), ("/elsewhere", "a.py", "a.py"),
  ])
  func aPathStartsAtTheRoot(current: String, path: String, expected: String) {
    let paths = RepositoryPaths(root: "/builds/app", current: current)
    #expect(paths.path(BytePath(path)).text == expected)
  }

  @Test func annotationsAreAtThesePaths() throws {
    var options = ReportOptions()
    options.repositoryPaths = RepositoryPaths(root: "/builds/app", current: "/builds/app/sub")
    var text = ""
    try ReportFormat.github.write(Sample.report(), options: options, to: &text)
    #expect(text.contains("::error file=sub/"))
    text = ""
    try ReportFormat.azure.write(Sample.report(), options: options, to: &text)
    #expect(text.contains(";sourcepath=sub/"))
  }
}
