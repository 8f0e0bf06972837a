import Foundation
import TestSupport

extension HistoryCase {
  /// What refs, reflogs or nothing at all lead to.
  static let references = [
    HistoryCase(name: "a side branch", found: [[".env"]]) { scratch in
      try scratch.begin()
      try scratch.git("switch", "-qc", "side")
      try scratch.commit(".env", Scratch.leak(0))
      try scratch.git("switch", "-q", "main")
    },
    HistoryCase(name: "a commit under a tag only", found: [[".env"]]) { scratch in
      try scratch.begin()
      try scratch.git("switch", "-q", "--detach")
      try scratch.commit(".env", Scratch.leak(0))
      try scratch.git("tag", "v1")
      try scratch.git("switch", "-q", "main")
    },
    HistoryCase(
      name: "an annotated tag of a tag", found: [[".env"], ["tag v1 message"], ["tag v2 message"]]
    ) { scratch in
      try scratch.begin()
      try scratch.git("switch", "-q", "--detach")
      try scratch.commit(".env", Scratch.leak(0))
      try scratch.git("tag", "-a", "-m", Scratch.leak(1), "v1")
      try scratch.git("tag", "-a", "-m", Scratch.leak(2), "v2", "v1")
      try scratch.git("tag", "-d", "v1")
      try scratch.git("switch", "-q", "main")
    },
    HistoryCase(name: "an annotated tag of a tree", found: [nil, ["tag files message"]]) {
      scratch in
      try scratch.begin()
      let blob = try scratch.object("blob", Scratch.leak(0))
      let tree = try scratch.git("mktree", input: Data("100644 blob \(blob)\t.env\n".utf8))
      try scratch.git("tag", "-a", "-m", Scratch.leak(1), "files", tree)
    },
    HistoryCase(name: "an annotated tag of a blob", found: [nil, ["tag file message"]]) {
      scratch in
      try scratch.begin()
      let blob = try scratch.object("blob", Scratch.leak(0))
      try scratch.git("tag", "-a", "-m", Scratch.leak(1), "file", blob)
    },
    HistoryCase(name: "the stash: work tree, index, untracked", found: [[".env"], nil, nil]) {
      scratch in
      try scratch.begin()
      try scratch.commit(".env", "AZURE_OPENAI_API_KEY=\n")
      try scratch.write("other", Scratch.leak(1))
      try scratch.git("add", "other")
      try scratch.write("other", "not staged\n")
      try scratch.write(".env", Scratch.leak(0))
      try scratch.write("new", Scratch.leak(2))
      try scratch.git("stash", "-q", "--include-untracked")
    },
    HistoryCase(name: "a reflog only", found: [nil]) { scratch in
      try scratch.begin()
      try scratch.commit(".env", Scratch.leak(0))
      try scratch.git("reset", "-q", "--hard", "HEAD~1")
    },
    HistoryCase(name: "a dangling commit", found: [nil, ["commit message"]]) { scratch in
      try scratch.begin()
      try scratch.commit(".env", Scratch.leak(0))
      try scratch.git("commit", "-q", "--allow-empty", "-m", Scratch.leak(1))
      try scratch.git("reset", "-q", "--hard", "HEAD~2")
      try scratch.git("reflog", "expire", "--expire=now", "--all")
    },
    HistoryCase(name: "a dangling blob, a dangling tag", found: [nil, ["tag gone message"]]) {
      scratch in
      try scratch.begin()
      _ = try scratch.object("blob", Scratch.leak(0))
      try scratch.git("tag", "-a", "-m", Scratch.leak(1), "gone")
      try scratch.git("tag", "-d", "gone")
    },
    HistoryCase(name: "notes", found: [nil]) { scratch in
      try scratch.begin()
      try scratch.git("notes", "add", "-m", Scratch.leak(0))
    },
    HistoryCase(name: "refs/pull", found: [[".env"]]) { scratch in
      try scratch.begin()
      try scratch.commit(".env", Scratch.leak(0))
      try scratch.git("update-ref", "refs/pull/1/head", "HEAD")
      try scratch.git("reset", "-q", "--hard", "HEAD~1")
      try scratch.git("reflog", "expire", "--expire=now", "--all")
    },
    HistoryCase(name: "a replaced commit", found: [[".env"], [".env"]]) { scratch in
      try scratch.begin()
      try scratch.commit(".env", Scratch.leak(0))
      let original = try scratch.git("rev-parse", "HEAD")
      try scratch.git("reset", "-q", "--hard", "HEAD~1")
      try scratch.commit(".env", Scratch.leak(1))
      let replacement = try scratch.git("rev-parse", "HEAD")
      try scratch.git("reset", "-q", "--hard", original)
      try scratch.git("replace", original, replacement)
    },
    HistoryCase(name: "a grafted commit", found: [[".env"], [".env"]], staysWhenPacked: false) {
      scratch in
      try scratch.begin()
      let root = try scratch.git("rev-parse", "HEAD")
      try scratch.commit(".env", Scratch.leak(0))
      try scratch.commit(".env", Scratch.leak(1))
      try scratch.write(".git/info/grafts", try scratch.git("rev-parse", "HEAD") + " \(root)\n")
    },
    HistoryCase(name: "an index", found: [nil, nil]) { scratch in
      try scratch.begin()
      try scratch.write(".env", Scratch.leak(0))
      try scratch.git("add", ".env")
      let blob = try scratch.object("blob", Scratch.leak(1))
      let conflict = "100644 \(blob) 2\tboth\n"
      try scratch.git("update-index", "--index-info", input: Data(conflict.utf8))
    },
    HistoryCase(name: "a linked work tree", folder: "tree", found: [[".env"], nil, ["side"]]) {
      scratch in
      try scratch.begin("main")
      try scratch.commit(".env", Scratch.leak(0), in: "main")
      try scratch.git("-C", "main", "worktree", "add", "-q", "--detach", "../tree", "HEAD~1")
      try scratch.commit("side", Scratch.leak(2), in: "tree")
      try scratch.write("tree/new", Scratch.leak(1))
      try scratch.git("-C", "tree", "add", "new")
    },
  ]
}
