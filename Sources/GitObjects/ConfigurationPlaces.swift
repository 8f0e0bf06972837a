#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The configuration files outside of a repository (git-config(1), FILES).
///
/// libgit2 1.5 knows neither the variables that name them nor `config.worktree`; and it does not tell which file a
/// setting comes from, which whoever looks for it wants to know.
package struct ConfigurationPlaces: Hashable, Sendable {
  /// The user's, those that count more first.
  package var user: [String]
  /// The machine's.
  package var system: [String]

  package init(user: [String] = [], system: [String] = []) {
    self.user = user
    self.system = system
  }

  /// Those that git would read in this process.
  package static var current: ConfigurationPlaces {
    var places = ConfigurationPlaces()
    if let named = variable("GIT_CONFIG_GLOBAL") {
      places.user = [named]
    } else {
      let home = variable("HOME")
      let folder = variable("XDG_CONFIG_HOME") ?? home.map { $0 + "/.config" }
      places.user = [home.map { $0 + "/.gitconfig" }, folder.map { $0 + "/git/config" }]
        .compactMap(\.self)
    }
    if ["", "0", "false", "no"].contains(variable("GIT_CONFIG_NOSYSTEM") ?? "") {
      places.system = [variable("GIT_CONFIG_SYSTEM") ?? "/etc/gitconfig"]
    }
    return places
  }

  private static func variable(_ name: String) -> String? {
    unsafe getenv(name).map { unsafe String(cString: $0) }
  }
}
