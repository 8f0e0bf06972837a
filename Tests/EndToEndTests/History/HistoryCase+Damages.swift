import Foundation
import TestSupport

extension HistoryCase {
  /// What should be there and is not, and what cannot be followed.
  static let damages = [
    damaged("a missing blob", ["is missing: git fsck"]) { scratch in
      try scratch.removeObject(scratch.git("rev-parse", "HEAD:README"))
    },
    damaged("a missing root tree", ["is missing: git fsck"]) { scratch in
      try scratch.removeObject(scratch.git("rev-parse", "HEAD~1^{tree}"))
    },
    damaged("a missing parent", ["is missing: git fsck"]) { scratch in
      try scratch.removeObject(scratch.git("rev-parse", "HEAD~1"))
    },
    damaged("a tag of what is missing", ["is missing: git fsck"]) { scratch in
      let blob = try scratch.object("blob", "gone\n")
      try scratch.git("tag", "-a", "-m", "a blob", "v1", blob)
      try scratch.removeObject(blob)
    },
    damaged("a branch to what is missing", ["refs/heads/broken: "]) { scratch in
      try scratch.write(".git/refs/heads/broken", String(repeating: "ab", count: 20) + "\n")
    },
    damaged("a reference that is no id", ["refs/heads/broken: "]) { scratch in
      try scratch.write(".git/refs/heads/broken", "no id\n")
    },
    damaged("an empty reference, as a crash leaves it", ["refs/heads/broken: "]) { scratch in
      try scratch.write(".git/refs/heads/broken", "")
    },
    damaged("a symbolic reference to itself", ["refs/heads/loop: "]) { scratch in
      try scratch.write(".git/refs/heads/loop", "ref: refs/heads/loop\n")
    },
    damaged("a HEAD that is none", ["cannot read HEAD"]) { scratch in
      try scratch.write(".git/HEAD", "rubbish\n")
    },
    damaged("a HEAD at what is missing", ["HEAD: it points to "]) { scratch in
      try scratch.write(".git/HEAD", String(repeating: "ab", count: 20) + "\n")
    },
    // Fetching from a remote whose branch was renamed leaves one, and nothing is hidden by it.
    damaged("a symbolic reference to nothing", []) { scratch in
      try scratch.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/gone")
    },
    damaged("a list of packed references that is none", ["packed-refs: "]) { scratch in
      try scratch.write(".git/packed-refs", "rubbish\n")
    },
  ]

  private static func damaged(
    _ name: String, _ issues: [String], _ damage: @escaping @Sendable (Scratch) throws -> Void
  ) -> HistoryCase {
    HistoryCase(name: name, found: [nil], issues: issues, staysWhenPacked: false) { scratch in
      try scratch.begin()
      try scratch.commit(".env", Scratch.leak(0))
      try damage(scratch)
    }
  }
}
