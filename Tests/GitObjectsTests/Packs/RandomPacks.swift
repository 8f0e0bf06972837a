import GitObjects
import PackSupport
import TestSupport

/// Objects made from each other at random, written to packs in every way that the format has.
struct RandomPacks {
  private(set) var builders: [PackBuilder]
  private(set) var contents: [ObjectID: PackBuilder.Content] = [:]
  /// What each object is made from wherever it is stored as a delta.
  private(set) var bases: [ObjectID: ObjectID] = [:]

  private struct Plan {
    let id: ObjectID
    let base: ObjectID?
    let steps: [DeltaStep]
  }

  /// - Parameters:
  ///   - seed: another one makes other packs.
  ///   - packs: how many.
  ///   - objects: how many, at most: what comes about twice counts once.
  ///   - acrossPacks: whether deltas may have their base in another pack, which git itself never writes.
  init(seed: UInt64, packs: Int, objects: Int = 80, acrossPacks: Bool = false) {
    var random = Random(seed: seed)
    var known = PackBuilder()
    let plans = Self.plans(objects, &known, &random)
    contents = known.contents
    builders = Array(repeating: known, count: packs)
    for number in builders.indices {
      // Some objects are in several packs.
      let members = plans.indices.filter { plan in
        plan % packs == number || random.below(5) == 0
      }
      let ids = Set(members.map { plans[$0].id })
      for index in members.shuffled(using: &random) {
        let plan = plans[index]
        guard builders[number].offset(of: plan.id) == nil else { continue }
        guard let base = plan.base, random.below(8) > 0, acrossPacks || ids.contains(base) else {
          let content = contents[plan.id] ?? PackBuilder.Content(kind: .blob, bytes: [])
          builders[number].add(content.bytes, content.kind)
          continue
        }
        let isBefore = builders[number].offset(of: base) != nil
        builders[number].add(
          plan.steps, onto: base, by: isBefore && random.below(2) == 0 ? .offset : .reference)
        bases[plan.id] = base
      }
    }
  }

  private static func plans(
    _ count: Int, _ known: inout PackBuilder, _ random: inout Random
  ) -> [Plan] {
    var plans: [Plan] = []
    let sizes = [0, 1, 300, 5_000, 70_000]
    for number in 0..<count {
      if number < sizes.count || random.below(10) == 0 {
        let size = number < sizes.count ? sizes[number] : random.below(2_000)
        let kinds: [ObjectKind] = number < sizes.count ? [.blob] : [.blob, .tree, .commit, .tag]
        let kind = kinds[random.below(kinds.count)]
        let bytes = random.text(size, of: Array("klmnopqrs\n".utf8))
        plans.append(Plan(id: known.know(bytes, kind), base: nil, steps: []))
        continue
      }
      let base = plans[random.below(plans.count)].id
      guard let content = known.contents[base] else { continue }
      var steps = [DeltaStep].random(from: content.bytes.count, &random)
      if steps.applied(to: content.bytes).count > 200_000 { steps = [.insert([65])] }
      let id = known.know(steps.applied(to: content.bytes), content.kind)
      // The same bytes may come about twice: then the first way counts, or there would be cycles.
      guard !plans.contains(where: { $0.id == id }) else { continue }
      plans.append(Plan(id: id, base: base, steps: steps))
    }
    return plans
  }

  /// A bare repository with these packs.
  func repository(inLargeTable: Bool = false) throws -> Scratch {
    let repository = try Walked.emptyRepository()
    for builder in builders {
      try builder.files(inLargeTable: inLargeTable).write(to: repository)
    }
    return repository
  }
}
