internal import ArgumentParser
internal import Inputs
internal import Rules
internal import ScanModel
internal import Triage

/// The settings that hold for a run: what they say, and where what they name is read.
struct ActiveSettings {
  /// Where the repository's own files are.
  let source: SettingsSource
  /// Whether there is a file.
  var isRead: Bool { files != nil }
  /// What the file says; nothing, when there is none.
  private(set) var settings: Settings
  /// Where paths in the settings start; nil without a file.
  private(set) var files: SettingsFiles?
  /// Of a file that the user named: a rule file.
  private(set) var namedRules: RuleFile?
  /// Whether the user named them: then neither they nor what they name is the repository's.
  private(set) var areNamed = false
  private let log = ReadLog()

  /// The repository's files that were read, from its root.
  var filesRead: [String] { areNamed ? [] : log.paths }

  /// Grows while rules are loaded, which calls back for each file.
  private final class ReadLog {
    var paths: [String] = []
    /// One that the settings name.
    var missingBaseline: String?
  }

  /// The baseline that the settings name, when it was looked for in vain.
  var missingBaseline: String? { log.missingBaseline }

  /// Finds and reads the settings.
  ///
  /// - Parameters:
  ///   - source: where the repository's are.
  ///   - options: a file that the user names takes their place when it holds settings, and is one of rules otherwise.
  ///   - variables: name such a file too.
  /// - Throws: a mistake with its place, or why a file cannot be read.
  init(
    _ source: SettingsSource, _ options: RuleOptions, _ variables: OptionVariables
  ) throws {
    self.source = source
    settings = Settings(file: Settings.fileName)
    if let path = options.config ?? (options.noConfig ? nil : variables.config) {
      let file = try RuleFile(path: path)
      if Settings.areIn(file) {
        settings = try Settings(file, path: path)
        areNamed = true
        let folder = Self.folder(of: path)
        let prefix = folder == "." || folder == "/" ? folder.filter { $0 == "/" } : folder + "/"
        files = SettingsFiles(folder: folder, origin: path, prefix: prefix)
        return
      }
      namedRules = file
    }
    if !options.noConfig { try refuseAmongSeveral(Settings.fileName, "--config or --no-config") }
    guard !options.noConfig, let repository = source.files,
      let file = try Self.file(Settings.fileName, in: repository, limit: Settings.largestFile)
    else { return }
    settings = try Settings(file)
    files = repository
    log.paths.append(Settings.fileName)
  }

  /// Reads the rule files that the settings name.
  ///
  /// - Throws: `RuleFileError` for one that is missing or cannot be read.
  func readRuleFiles() throws(RuleFileError) -> [RuleFile] {
    guard let files else { return [] }
    var read: [RuleFile] = []
    for path in settings.ruleFiles {
      guard let file = try Self.file(path.value, in: files) else {
        throw RuleFileError(
          file: settings.file, position: path.position,
          message: "there is no rule file '\(path.value)' in \(files.origin)")
      }
      read.append(file)
      log.paths.append(path.value)
    }
    return read
  }

  /// The path of the baseline, from where the settings are.
  var baselinePath: String { settings.baseline?.value ?? Baseline.defaultPath }

  /// The baseline as messages name it.
  var baselineName: String { baselineFiles?.name(of: baselinePath) ?? baselinePath }

  /// Settings that the user names say where their baseline is; the usual one is the repository's.
  private var baselineFiles: SettingsFiles? { settings.baseline == nil ? source.files : files }

  /// Reads the baseline.
  ///
  /// - Returns: nil when there is none.
  /// - Throws: `SettingsFailure` when it is there and cannot be read.
  func readBaseline() throws -> [UInt8]? {
    if settings.baseline == nil {
      try refuseAmongSeveral(Baseline.defaultPath, "--baseline or --no-baseline")
    }
    guard let bytes = try baselineFiles?.read(baselinePath, limit: Baseline.largestFile) else {
      if settings.baseline != nil { log.missingBaseline = baselineName }
      return nil
    }
    log.paths.append(baselinePath)
    return bytes
  }

  /// Reads the ignore file of gitleaks, which is the repository's whoever names the settings.
  ///
  /// - Returns: nil when there is none.
  /// - Throws: `SettingsFailure` when it is there and cannot be read.
  func readGitleaksIgnore() throws -> GitleaksIgnore? {
    let (path, limit) = (GitleaksIgnore.fileName, GitleaksIgnore.largestFile)
    try refuseAmongSeveral(path, "--no-foreign-suppressions")
    guard let bytes = try source.files?.read(path, limit: limit) else { return nil }
    log.paths.append(path)
    return GitleaksIgnore(reading: bytes)
  }

  /// Ends a run over several repositories when one of them has a file that would decide on its findings.
  ///
  /// To apply it to the others would hide theirs, and to pass over it would report what its team has dealt with.
  private func refuseAmongSeveral(_ path: String, _ options: String) throws {
    for files in source.several {
      do throws(SettingsFailure) {
        guard try files.read(path, limit: Baseline.largestFile) != nil else { continue }
      } catch {
        // There is something; whoever reads it will hear what is wrong.
      }
      throw SettingsConflict(
        description:
          "\(files.name(of: path)) is not for the other folders that are named: scan each by "
          + "itself, or decide for all with \(options)")
    }
  }

  /// Reads what a rule file of the repository extends: nothing outside of it.
  func extended(_ path: String) throws(RuleFileError) -> RuleFile {
    guard let files, !path.hasPrefix("/"), !path.split(separator: "/").contains(".."),
      let file = try Self.file(path, in: files)
    else { throw RuleFileError(file: path, message: "is no file of the repository") }
    log.paths.append(path)
    return file
  }

  private static func file(
    _ path: String, in files: SettingsFiles, limit: Int = 16 << 20
  ) throws(RuleFileError) -> RuleFile? {
    let bytes: [UInt8]?
    do throws(SettingsFailure) {
      bytes = try files.read(path, limit: limit)
    } catch {
      throw RuleFileError(file: error.path, message: "cannot be read: \(error.reason)")
    }
    guard let bytes else { return nil }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw RuleFileError(file: files.name(of: path), message: "not UTF-8")
    }
    return RuleFile(name: files.name(of: path), text: text)
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The paths of which nothing is reported, as the scan asks.
  var exclusion: (@Sendable (BytePath) -> String?)? {
    let base = source.base
    let exclusions = PathExclusions(
      settings.exclusions, except: source.named.compactMap(base.inside))
    guard let exclusions else { return nil }
    return { path in
      guard let path = base.inside(path) else { return nil }
      return exclusions.label(of: path)
    }
  }

  /// Names those who answer for the places of findings.
  func applyOwners(to findings: inout [Finding]) {
    guard !settings.owners.isEmpty else { return }
    let search = OwnerSearch(settings.owners)
    for index in findings.indices {
      let paths = findings[index].occurrences.compactMap { source.base.inside($0.path) }
      findings[index].owners = Set(paths.flatMap(search.owners)).sorted()
    }
  }
}

/// Settings of one repository among several.
private struct SettingsConflict: Error, CustomStringConvertible {
  let description: String
}
