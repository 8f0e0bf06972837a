import ScanModel
import Testing

@testable import Reporting

/// Annotations stand at the path that the repository has, wherever the scan was started.
struct RepositoryPathTests {
  @Test(arguments: [
    ("/work/app", "a.py", "a.py"), ("/work/app/sub", "a.py", "sub/a.py"),
    ("/work/app/sub", "./x//a.py", "sub/x/a.py"), ("/work/app/sub", "../b/a.py", "b/a.py"),
    ("/work/app/sub", "../../a.py", "../../a.py"), ("/work/app", "/work/app/b/a.py", "b/a.py"),
    ("/elsewhere", "/work/app/b/a.py", "b/a.py"),
    ("/work/app", "/work/apple/a.py", "/work/apple/a.py"),
    ("/work/apple", "a.py", "a.py"), ("/elsewhere", "a.py", "a.py"),
  ])
  func aPathStartsAtTheRoot(current: String, path: String, expected: String) {
    let paths = RepositoryPaths(root: "/work/app", current: current)
    #expect(paths.path(BytePath(path)).text == expected)
  }

  @Test func annotationsAreAtThesePaths() throws {
    var options = ReportOptions()
    options.repositoryPaths = RepositoryPaths(root: "/work/app", current: "/work/app/sub")
    var text = ""
    try ReportFormat.github.write(Sample.report(), options: options, to: &text)
    #expect(text.contains("::error file=sub/"))
    text = ""
    try ReportFormat.azure.write(Sample.report(), options: options, to: &text)
    #expect(text.contains(";sourcepath=sub/"))
  }
}
