import Foundation
import TestSupport

extension HistoryCase {
  /// Repositories that hold less, or elsewhere, than others.
  static let clones = [
    HistoryCase(name: "an empty repository", found: []) { scratch in
      try scratch.git("init", "-q")
    },
    HistoryCase(name: "an unborn HEAD", found: [nil]) { scratch in
      try scratch.git("init", "-q")
      try scratch.write(".env", Scratch.leak(0))
      try scratch.git("add", ".env")
    },
    HistoryCase(name: "an unborn HEAD beside other branches", found: [[".env"]]) { scratch in
      try scratch.begin()
      try scratch.commit(".env", Scratch.leak(0))
      try scratch.git("symbolic-ref", "HEAD", "refs/heads/new")
    },
    HistoryCase(name: "a bare repository", folder: "bare.git", found: [[".env"]]) { scratch in
      try origin(scratch)
      try scratch.git("clone", "-q", "--mirror", "origin", "bare.git")
    },
    HistoryCase(name: "alternates", folder: "borrower", found: [[".env"], ["own"]]) { scratch in
      try origin(scratch)
      try scratch.git("clone", "-q", "--shared", "origin", "borrower")
      try scratch.commit("own", Scratch.leak(1), in: "borrower")
    },
    HistoryCase(
      name: "alternates that are gone", folder: "borrower", found: [],
      issues: ["info/alternates", "refs/heads/main", "refs/remotes/origin/main"],
      staysWhenPacked: false
    ) { scratch in
      try origin(scratch)
      try scratch.git("clone", "-q", "--shared", "origin", "borrower")
      try scratch.remove("origin")
    },
    HistoryCase(
      name: "a shallow clone", folder: "clone", found: [["new"]], issues: ["fetch-depth: 0"]
    ) { scratch in
      try shallow(scratch)
    },
    HistoryCase(
      name: "a shallow clone that is allowed", arguments: ["--allow-shallow"], folder: "clone",
      found: [["new"]], notes: ["shallow"]
    ) { scratch in
      try shallow(scratch)
    },
    HistoryCase(
      name: "a partial clone", folder: "clone", found: [],
      issues: ["2 objects are missing, "], staysWhenPacked: false
    ) { scratch in
      try partial(scratch, "blob:none")
    },
    HistoryCase(
      name: "a partial clone that is allowed", arguments: ["--allow-missing"], folder: "clone",
      found: [], notes: ["2 objects are missing, "], staysWhenPacked: false
    ) { scratch in
      try partial(scratch, "blob:none")
    },
    HistoryCase(
      name: "a partial clone without trees", folder: "clone", found: [],
      issues: ["2 objects are missing, "], staysWhenPacked: false
    ) { scratch in
      try partial(scratch, "tree:0")
    },
  ]

  /// Two commits; the later one has a key.
  private static func origin(_ scratch: Scratch) throws {
    try scratch.begin("origin")
    try scratch.commit(".env", Scratch.leak(0), in: "origin")
  }

  private static func shallow(_ scratch: Scratch) throws {
    try scratch.begin("origin")
    try scratch.commit("old", Scratch.leak(1), in: "origin")
    try scratch.git("-C", "origin", "rm", "-q", "old")
    try scratch.git("-C", "origin", "commit", "-qm", "delete")
    try scratch.commit("new", Scratch.leak(0), in: "origin")
    try scratch.git("clone", "-q", "--depth", "1", "file://\(scratch.path)/origin", "clone")
  }

  private static func partial(_ scratch: Scratch, _ filter: String) throws {
    try origin(scratch)
    try scratch.git("-C", "origin", "config", "uploadpack.allowFilter", "true")
    try scratch.git(
      "clone", "-q", "--no-checkout", "--filter=" + filter, "file://\(scratch.path)/origin",
      "clone")
  }

  /// Repositories inside of others.
  static let submodules = [
    HistoryCase(name: "a submodule that is not asked for", folder: "outer", found: []) { scratch in
      try nested(scratch)
    },
    HistoryCase(
      name: "submodules, nested, absorbed and not", arguments: ["--submodules"], folder: "outer",
      found: [["libs/inner/.env"], ["libs/inner/deep/.env"], ["old/.env"], ["mine"]],
      issues: ["absent: "], staysWhenPacked: false
    ) { scratch in
      try nested(scratch)
      try scratch.write("outer/mine", Scratch.leak(3))
      try scratch.git("-C", "outer", "add", "mine")
      try scratch.git("-C", "outer", "commit", "-qm", "own")
    },
    HistoryCase(
      name: "a submodule that is checked out no more", arguments: ["--submodules"],
      folder: "outer", found: [["libs/inner/.env"], ["libs/inner/deep/.env"]],
      staysWhenPacked: false
    ) { scratch in
      try nested(scratch)
      try scratch.git("-C", "outer", "rm", "-q", "--cached", "absent", "old")
      try scratch.remove("outer/old")
      try scratch.git("-C", "outer", "submodule", "--quiet", "deinit", "--force", "libs/inner")
      try scratch.git("-C", "outer", "commit", "-qm", "leave")
    },
  ]

  private static func nested(_ scratch: Scratch) throws {
    for (key, name) in ["inner", "deep", "old"].enumerated() {
      try scratch.begin(name)
      try scratch.commit(".env", Scratch.leak(key), in: name)
      try scratch.commit(".env", "AZURE_OPENAI_API_KEY=\n", in: name)
    }
    func add(_ module: String, at path: String, in outer: String) throws {
      try scratch.git(
        "-C", outer, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add",
        "\(scratch.path)/\(module)", path)
      try scratch.git("-C", outer, "commit", "-qm", "module")
    }
    try add("deep", at: "deep", in: "inner")
    try scratch.begin("outer")
    try add("inner", at: "libs/inner", in: "outer")
    try scratch.git(
      "-C", "outer", "-c", "protocol.file.allow=always", "submodule", "--quiet", "update", "--init",
      "--recursive")
    // As git did it before 1.7.8: the repository itself lies in the work tree.
    try scratch.git("clone", "-q", "old", "outer/old")
    try scratch.git("-C", "outer", "-c", "advice.addEmbeddedRepo=false", "add", "old")
    let commit = try scratch.git("-C", "old", "rev-parse", "HEAD")
    try scratch.git(
      "-C", "outer", "update-index", "--add", "--cacheinfo", "160000,\(commit),absent")
    try scratch.git("-C", "outer", "commit", "-qm", "modules")
  }
}
