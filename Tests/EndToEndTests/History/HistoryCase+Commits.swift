import Foundation
import TestSupport

extension HistoryCase {
  /// What commits bring in.
  static let commits = [
    HistoryCase(name: "a root commit", found: [[".env"], ["other"]]) { scratch in
      try scratch.git("init", "-q", "-b", "main")
      try scratch.commit(".env", Scratch.leak(0))
      try scratch.git("switch", "-q", "--orphan", "second")
      try scratch.commit("other", Scratch.leak(1))
    },
    HistoryCase(name: "a merge that adds what no parent has", found: [["file"]]) { scratch in
      try scratch.begin()
      try scratch.git("switch", "-qc", "side")
      try scratch.commit("file", "AZURE_OPENAI_API_KEY=here\n")
      try scratch.git("switch", "-q", "main")
      try scratch.commit("file", "AZURE_OPENAI_API_KEY=there\n")
      _ = try? scratch.git("merge", "-q", "side")
      try scratch.commit("file", Scratch.leak(0))
      try scratch.commit("file", "AZURE_OPENAI_API_KEY=\n")
    },
    HistoryCase(
      name: "an octopus merge", found: [["one"], ["two"], ["three"], ["four"]]
    ) { scratch in
      try scratch.begin()
      for (key, name) in ["one", "two", "three"].enumerated() {
        try scratch.git("switch", "-qc", name, "main")
        try scratch.commit(name, Scratch.leak(key))
      }
      try scratch.git("switch", "-q", "main")
      try scratch.git("merge", "-q", "--no-commit", "one", "two", "three")
      try scratch.commit("four", Scratch.leak(3))
      for name in ["one", "two", "three"] { try scratch.git("branch", "-qD", name) }
    },
    HistoryCase(name: "a file that is deleted and comes back", found: [[".env"]]) { scratch in
      try scratch.begin()
      try scratch.commit(".env", Scratch.leak(0))
      try scratch.git("rm", "-q", ".env")
      try scratch.git("commit", "-qm", "delete")
      try scratch.commit(".env", Scratch.leak(0))
    },
    HistoryCase(name: "a file that was deleted", found: [[".env"]]) { scratch in
      try scratch.begin()
      try scratch.commit(".env", Scratch.leak(0))
      try scratch.git("rm", "-q", ".env")
      try scratch.git("commit", "-qm", "delete")
    },
    HistoryCase(name: "a change of mode only", found: [["run.sh"]]) { scratch in
      try scratch.begin()
      try scratch.commit("run.sh", Scratch.leak(0))
      try scratch.git("update-index", "--chmod=+x", "run.sh")
      try scratch.git("commit", "-qm", "make it run")
    },
    HistoryCase(name: "messages", found: [["commit message"], ["tag v1 message"]]) { scratch in
      try scratch.begin()
      let text = "Say it\n\nThe key:\n" + Scratch.leak(0)
      try scratch.git("commit", "-q", "--allow-empty", "-m", text)
      try scratch.git("tag", "-a", "-m", Scratch.leak(1), "v1")
    },
    HistoryCase(name: "messages, when they are left out", arguments: ["--no-messages"], found: []) {
      scratch in
      try scratch.begin()
      try scratch.git("commit", "-q", "--allow-empty", "-m", Scratch.leak(0))
      try scratch.git("tag", "-a", "-m", Scratch.leak(1), "v1")
    },
    HistoryCase(name: "the same key in a file and a message", found: [[".env", "commit message"]]) {
      scratch in
      try scratch.begin()
      try scratch.write(".env", Scratch.leak(0))
      try scratch.git("add", ".env")
      try scratch.git("commit", "-qm", Scratch.leak(0))
    },
  ]

  /// Files with unusual names, and of unusual kinds.
  static let places = [
    HistoryCase(
      name: "names with a line feed, with quotes, that are no UTF-8",
      found: [["a\nb"], ["\"it's\""], ["\u{FFFD}\u{FFFD}"]]
    ) { scratch in
      try scratch.begin()
      let names: [[UInt8]] = [Array("a\nb".utf8), Array("\"it's\"".utf8), [0xFF, 0xFE]]
      for (key, name) in names.enumerated() {
        let blob = try scratch.object("blob", Scratch.leak(key))
        try scratch.git(
          "update-index", "-z", "--index-info", input: Data("100644 \(blob)\t".utf8) + name + [0])
      }
      try scratch.git("commit", "-qm", "names")
    },
    HistoryCase(name: "the target of a symbolic link", found: [["link"]]) { scratch in
      try scratch.begin()
      try FileManager.default.createSymbolicLink(
        atPath: scratch.path + "/link", withDestinationPath: HistoryCase.keys[0])
      try scratch.git("add", "link")
      try scratch.git("commit", "-qm", "link")
    },
  ]
}
