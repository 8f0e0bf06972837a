import Foundation
import TestSupport
import Testing

/// The parsers of a language, of which the machine has some: the tests need Python, and what they have not they say.
enum Parser {
  /// Parses a file with the real thing, and checks names where that is easily done.
  static func check(_ file: String, in scratch: Scratch) throws {
    let ending = file.split(separator: ".").last.map(String.init) ?? ""
    guard let (program, arguments) = commands[ending] else {
      print("not parsed: no parser of .\(ending) files is looked for (\(file))")
      return
    }
    guard exists(program) else {
      print("not parsed: this machine has no \(program) (\(file))")
      return
    }
    let result = try Command(program, arguments + [file], in: scratch.path)
    let text = try String(contentsOfFile: scratch.path + "/" + file, encoding: .utf8)
    #expect(result.status == 0, "\(file): \(result.text)\(result.errorText)\n\(text)")
  }

  private static let python =
    ProcessInfo.processInfo.environment["KEYSTREL_PYTHON"] ?? "python3"

  private static let commands: [String: (String, [String])] = [
    "py": (python, ["-c", pythonNames]), "js": ("node", ["--check"]),
    "java": ("javac", ["-d", "classes"]), "rs": ("rustc", ["--emit=metadata", "--out-dir", "out"]),
    "swift": ("swiftc", ["-typecheck"]), "go": ("gofmt", ["-e", "-l"]), "rb": ("ruby", ["-c"]),
    "php": ("php", ["-l"]), "sh": ("bash", ["-n"]), "env": ("bash", ["-n"]),
    "json": (python, ["-c", jsonWithComments]), "yml": (python, ["-c", yaml]),
    "tf": ("terraform", ["fmt", "-write=false", "-list=false"]),
  ]

  /// Compiles, and looks whether what the fix uses is imported for the whole file.
  private static let pythonNames = """
    import ast, sys
    tree = compile(open(sys.argv[1]).read(), sys.argv[1], "exec", ast.PyCF_ONLY_AST)
    compile(tree, sys.argv[1], "exec")
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    bound = {name.asname or name.name.split(".")[0] for node in tree.body
        if isinstance(node, ast.Import) for name in node.names}
    assert "os" not in used or "os" in bound, "os is not imported"
    """

  private static let jsonWithComments = """
    import json, re, sys
    json.loads(re.sub(r"(?m)^\\s*//.*$", "", open(sys.argv[1]).read()))
    """

  private static let yaml = "import sys, yaml; yaml.safe_load(open(sys.argv[1]))"

  private static func exists(_ program: String) -> Bool {
    (try? Command("which", [program]))?.status == 0
  }
}
