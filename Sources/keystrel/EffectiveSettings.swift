internal import Rules
internal import ScanModel
internal import Triage

/// A value and where it comes from.
struct Effective<Value> {
  let value: Value
  let origin: ValueOrigin
}

/// Who has given a value, the one that counts least first.
enum ValueOrigin {
  case usual
  /// As `file:line`, or the file alone.
  case file(String)
  case variable(String)
  case option(String)

  init(_ position: SourcePosition?, in file: String) {
    self = .file(position.map { "\($0.file):\($0.line)" } ?? file)
  }
}

/// What holds for a run: the command line before the environment, that before the file, that before what is usual.
struct EffectiveSettings {
  let failOn: Effective<FailLevel>
  let show: Effective<Confidence>
  let posture: Effective<Bool>
  /// nil where each command does what is usual for it.
  let archives: Effective<Bool>?

  /// What the flags of a command line say.
  struct Flags {
    var failOn: FailLevel?
    var show: Confidence?
    var posture: Bool?
    var archives: Bool?
  }

  init(_ flags: Flags, _ variables: OptionVariables, _ settings: Settings) {
    func named<Value>(
      _ flag: Value?, _ option: String, _ variable: Value?, _ name: String,
      _ setting: Setting<Value>?
    ) -> Effective<Value>? {
      if let flag { return Effective(value: flag, origin: .option(option)) }
      if let variable { return Effective(value: variable, origin: .variable(name)) }
      return setting.map {
        Effective(value: $0.value, origin: ValueOrigin($0.position, in: settings.file))
      }
    }
    failOn =
      named(
        flags.failOn, "--fail-on", variables.failOn, OptionVariables.failOn, settings.failOn)
      ?? Effective(value: .from(.medium), origin: .usual)
    show =
      named(flags.show, "--show", variables.show, OptionVariables.show, settings.show)
      ?? Effective(value: .medium, origin: .usual)
    posture =
      named(
        flags.posture, flags.posture == false ? "--no-posture" : "--posture", variables.posture,
        OptionVariables.posture, settings.posture)
      ?? Effective(value: false, origin: .usual)
    archives = named(
      flags.archives, flags.archives == false ? "--no-archives" : "--archives",
      variables.archives, OptionVariables.archives, settings.archives)
  }

  /// Findings that fail the run are always shown.
  var shown: Confidence {
    guard let level = failOn.value.confidence else { return show.value }
    return min(show.value, level)
  }
}
