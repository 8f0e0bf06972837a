import Foundation
import TestSupport

/// The repositories in which the commands of the pages run.
enum DocumentFixture {
  /// For blocks that name none.
  static let usualName = "repository"

  struct Unknown: Error {
    let name: String
  }

  /// Makes the repository of a name.
  ///
  /// - Throws: when there is none of the name, or it cannot be made.
  static func make(_ name: String) throws -> Scratch {
    switch name {
    case "repository": try repository()
    case "clean repository": try repository(withKeys: false)
    case "folder": try folder()
    case "gitleaks":
      try repository(adding: [
        ".gitleaks.toml": "[extend]\nuseDefault = true\n[allowlist]\npaths = ['''testdata''']\n",
        ".gitleaksignore": ".env:generic-api-key:1\n",
        "report.json": "[{\"File\": \"src/app.py\", \"StartLine\": 1, \"Secret\": \"REDACTED\"}]\n",
      ])
    case "acme": try repository(adding: ["acme.toml": rule])
    case "baseline": try withBaseline()
    case "detect-secrets":
      try repository(adding: [
        ".secrets.baseline": #"{"results": {}, "exclude": {"files": "vendor/"}}"#
      ])
    case "trufflehog":
      try repository(adding: [
        ".trufflehog.yml":
          "detectors:\n  - name: acme\n    keywords: [acme]\n    regex:\n      key: 'acme_([0-9a-f]{40})'\n",
        "exclude.txt": "^vendor/\n", "results.json": "",
      ])
    default: throw Unknown(name: name)
    }
  }

  private static let rule = """
    [[rules]]
    id = "acme-gateway-key"
    description = "A key of the gateway that stands in front of our accounts."
    regex = '''\\bacme_([0-9a-f]{40})\\b'''
    examples = ['key = "acme_{{hex 40 #1}}"']

    """

  private static let keys = """
    AZURE_OPENAI_API_KEY={{azure84 openai 2025-03 #981}}
    SPEECH_KEY={{azure84 speech 2025-03 #982}}
    """

  /// `main` is clean and fetched as `origin/main`; `change`, checked out, adds a key in `.env`; another is staged.
  private static func repository(
    withKeys: Bool = true, adding files: [String: String] = [:]
  ) throws -> Scratch {
    let scratch = try Scratch()
    try scratch.git("init", "-q", "-b", "main")
    try scratch.git("remote", "add", "origin", "https://example.com/team/app.git")
    try scratch.write("README.md", "# An application\n")
    try scratch.write("src/app.py", "print('hello')\n")
    try scratch.write("deploy/main.tf", "# nothing yet\n")
    try commit(scratch, "Begin")
    try scratch.git("tag", "v1.0")
    try scratch.git("update-ref", "refs/remotes/origin/main", "HEAD")
    try scratch.git("switch", "-qc", "change")
    let keys: [String] = try Keystrel.expanded(keys).split(separator: "\n").map { $0 + "\n" }
    if withKeys { try scratch.write(".env", keys[0]) }
    for (name, text) in files { try scratch.write(name, text) }
    try scratch.write("src/main.py", "print('more')\n")
    try commit(scratch, "Add what is new")
    try scratch.git("tag", "v2.0")
    try scratch.git("branch", "release/1")
    try scratch.git("update-ref", "refs/pull/1/head", "HEAD")
    try scratch.write("src/speech.env", withKeys ? keys[1] : "\n")
    try scratch.git("add", ".")
    let clone = try Command(
      "git", ["clone", "-q", "--mirror", scratch.path, scratch.path + "/app.git"],
      environment: Scratch.gitEnvironment)
    guard clone.status == 0 else { throw Unknown(name: clone.errorText) }
    try scratch.write(".git/info/exclude", "app.git\n")
    return scratch
  }

  private static func withBaseline() throws -> Scratch {
    let scratch = try repository()
    let result = try Keystrel.run("baseline", "create", in: scratch)
    guard result.status == 0 else { throw Unknown(name: result.errorText) }
    return scratch
  }

  private static func folder() throws -> Scratch {
    let scratch = try Scratch()
    try scratch.write(".env", try Keystrel.expanded(keys))
    return scratch
  }

  private static func commit(_ scratch: Scratch, _ message: String) throws {
    try scratch.git("add", "-A", "-f")
    try scratch.git("commit", "-q", "-m", message)
  }
}
