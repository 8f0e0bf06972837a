import Foundation
import GitObjects
import TestSupport
import Testing

@Suite struct LinkCheckTests {
  /// What is looked for together has a bound; a commit may name more.
  @Test func findsWhatOneCommitOfManyParentsNames() throws {
    let scratch = try Scratch()
    try scratch.git("init", "-q", "-b", "main")
    let held = try (0..<3).map { number in
      try id(scratch.git("hash-object", "-w", "--stdin", input: Data("\(number)".utf8)))
    }
    var random = Random(seed: 1)
    let missing = try (0..<140_000).map { _ in
      try #require(
        ObjectID((0..<20).map { _ in UInt8(truncatingIfNeeded: random.next()) }))
    }
    var text = "tree \(held[0])\n"
    for (number, parent) in missing.enumerated() {
      if number % 50_000 == 0 { text += "parent \(held[1])\n" }
      text += "parent \(parent)\n"
    }
    text += "parent \(held[2])\nauthor A <a> 1 +0000\n\n"
    try scratch.git(
      "hash-object", "-w", "-t", "commit", "--literally", "--stdin", input: Data(text.utf8))
    let location = try scratch.location()
    let check = try LinkCheck(of: Repository(location), ObjectStore(location))
    let visitor = Visitor(check.checker())
    try ObjectWalk(location, .all(.commit)).work(visitor)
    check.add(visitor.checker)
    #expect(try check.missing() == missing.sorted())
    #expect(check.commitCount == 1)
  }

  private final class Visitor: ObjectVisitor {
    let checker: LinkChecker

    init(_ checker: LinkChecker) {
      self.checker = checker
    }

    func visit(
      _ object: ObjectEntry, _ bytes: Span<UInt8>, changed: Span<Range<Int>>?, since base: UInt8
    ) -> UInt8? {
      checker.check(object, bytes)
      return nil
    }
  }
}
