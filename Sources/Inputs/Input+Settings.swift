internal import GitObjects
internal import ScanModel

extension SettingsFiles {
  /// Those of a work tree; nil for a bare repository.
  fileprivate init?(workTreeOf location: RepositoryLocation?) {
    guard let folder = location?.workTree else { return nil }
    self.init(folder: folder, origin: "the work tree")
  }
}

extension WorkTreeInput {
  /// Those of the repository that holds all paths; of a folder that is in none, its own.
  package func settings() throws -> SettingsSource {
    let plan = ScanPlan(paths, environment: environment)
    guard let root = plan.roots.first else { return SettingsSource() }
    var several: [SettingsFiles] = []
    var folders: Set<String> = []
    for root in plan.roots where folders.insert(root.settingsFolder).inserted {
      several.append(root.settingsFiles)
    }
    guard several.count == 1 else {
      var source = SettingsSource()
      source.several = several
      source.named = plan.roots.map { BytePath(plan.shown($0.start, $0)) }
      return source
    }
    if let files = SettingsFiles(workTreeOf: root.location) {
      var source = SettingsSource(files: files)
      source.named = plan.roots.map { BytePath(plan.shown($0.start, $0)) }
      return source
    }
    var source = SettingsSource(files: root.settingsFiles)
    source.base = PathBase(shown: Array(root.settingsFolder.utf8), inside: [])
    source.named = plan.roots.map { BytePath($0.typed) }
    return source
  }
}

extension ScanRoot {
  /// The folder whose settings hold: the work tree, or else what was named, or the folder of a file; empty for the current one.
  fileprivate var settingsFolder: String {
    if let workTree = location?.workTree { return workTree }
    let name = String(decoding: typed, as: UTF8.self)
    guard kind != .folder else { return name }
    let folder = NamedPath.split(name).folder
    return folder == "." ? "" : folder
  }

  fileprivate var settingsFiles: SettingsFiles {
    let folder = settingsFolder
    let prefix = folder.isEmpty || folder.hasSuffix("/") ? folder : folder + "/"
    return SettingsFiles(
      folder: folder.isEmpty ? "." : folder, origin: "the folder \(folder.isEmpty ? "." : folder)",
      prefix: prefix)
  }
}

extension StandardInput {
  /// Those of the repository around the current folder.
  package func settings() throws -> SettingsSource {
    SettingsSource(files: SettingsFiles(workTreeOf: try RepositoryLocation.find(from: ".")))
  }
}

extension StagedInput {
  /// Those of the work tree.
  package func settings() throws -> SettingsSource {
    SettingsSource(files: SettingsFiles(workTreeOf: try location()))
  }
}

extension HistoryInput {
  /// Those of the work tree; none of a bare repository.
  ///
  /// Who sweeps the repositories of others does not let these say what is found, and libgit2 would have to read them from
  /// packs that may be damaged.
  package func settings() throws -> SettingsSource {
    SettingsSource(files: SettingsFiles(workTreeOf: try open().location))
  }
}

extension SubmoduleInput {
  package func settings() throws -> SettingsSource { try outer.settings() }
}

extension RangeInput {
  /// Those of the commit against which the change is judged; the change is what comes since the two sides parted.
  package func settings() throws -> SettingsSource {
    let repository = try open()
    func files(_ commit: ObjectID?, _ name: String) -> SettingsFiles? {
      commit.map { SettingsFiles(commit: $0, of: repository.location, name: name) }
    }
    let base: SettingsFiles?
    let before: SettingsFiles?
    let tip: ObjectID
    switch range {
    case .single(let name):
      let commit = try repository.commit(resolve(name, in: repository))
      base = files(commit.parents.first, "the parent")
      (before, tip) = (base, commit.id)
    case .between(let from, let to):
      let start = try resolve(from, in: repository)
      tip = try resolve(to, in: repository)
      base = files(start, "the base")
      before = files(try repository.mergeBase(of: start, and: tip), "the merge base")
    case .sinceMergeBase(let from, let to):
      let start = try resolve(from, in: repository)
      tip = try resolve(to, in: repository)
      before = files(try repository.mergeBase(of: start, and: tip), "the merge base")
      base = before
    }
    var source = SettingsSource(files: base)
    let after = SettingsFiles(commit: tip, of: repository.location, name: "the change")
    source.changes = [SettingsSource.Change(after: after) { before }]
    return source
  }
}

extension PushInput {
  /// How many of the references that a push updates are looked at for what they do to settings.
  private static let mostChanges = 100

  /// Where the push arrives, those of the default branch as it is before; where it leaves, those of the work tree.
  ///
  /// Branches that anyone may push to approve nothing.
  package func settings() throws -> SettingsSource {
    let repository = try open()
    let location = repository.location
    if case .sending = side { return SettingsSource(files: SettingsFiles(workTreeOf: location)) }
    let head = repository.heldHeadCommit()
    var source = SettingsSource(
      files: head.map { SettingsFiles(commit: $0, of: location, name: "the default branch") })
    for update in updates.filter({ !$0.isDeletion }).prefix(Self.mostChanges) {
      // A tag of a tree or a blob has no settings, and what cannot be read is told by the listing.
      guard let tip = try? repository.peeledCommit(update.new) else { continue }
      let after = SettingsFiles(commit: tip, of: location, name: "the push")
      source.changes.append(
        SettingsSource.Change(after: after) {
          guard let head, let base = try Repository(location).mergeBase(of: head, and: tip) else {
            return nil
          }
          return SettingsFiles(commit: base, of: location, name: "the merge base")
        })
    }
    return source
  }
}
