/// What a reference leads to: annotated tags, one of another perhaps, and what the last one is put on.
package struct TagChain: Sendable {
  package var tags: [ObjectID] = []
  package var target: ObjectID
  package var kind: ObjectKind
}

extension Repository {
  /// Longer than any chain of tags that people make; since an id is a digest, there can be no loop.
  private static let longestTagChain = 1000

  /// Follows annotated tags.
  ///
  /// - Throws: `GitError` when one of them, or what it is put on, cannot be read.
  package func tagChain(from id: ObjectID) throws(GitError) -> TagChain {
    var chain = TagChain(target: id, kind: try kind(of: id))
    while chain.kind == .tag {
      guard chain.tags.count < Self.longestTagChain else {
        throw GitError(.corrupt, "read tag \(id)", "more than \(Self.longestTagChain) tags deep")
      }
      chain.tags.append(chain.target)
      let next = try withObject(chain.target) { kind, bytes in
        var target: ObjectID?
        ObjectLinks.visit(kind, bytes) { target = $0 }
        return target
      }
      guard let next else { throw GitError(.corrupt, "read tag \(chain.target)", "not a tag") }
      (chain.target, chain.kind) = (next, try kind(of: next))
    }
    return chain
  }

  /// The name that an annotated tag gives itself, as bytes; empty when it gives none.
  ///
  /// - Throws: `GitError` when the object cannot be read.
  package func tagName(_ id: ObjectID) throws(GitError) -> [UInt8] {
    let bytes = try withObject(id) { _, bytes in
      unsafe bytes.extracting(..<(messageStart(in: bytes) ?? bytes.count))
        .withUnsafeBufferPointer { unsafe Array($0) }
    }
    let word = Array("tag ".utf8)
    let line = bytes.split(separator: UInt8(ascii: "\n")).first { $0.starts(with: word) }
    return line.map { Array($0.dropFirst(word.count)) } ?? []
  }
}
