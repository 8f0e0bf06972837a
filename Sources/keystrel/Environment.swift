#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The process's environment variables.
enum Environment {
  static subscript(name: String) -> String? {
    unsafe getenv(name).map { unsafe String(cString: $0) }
  }

  /// The variable that says that this runs in a pipeline, whose log others read.
  static var continuousIntegration: String? {
    ["CI", "TF_BUILD", "GITHUB_ACTIONS", "GITLAB_CI", "JENKINS_URL", "TEAMCITY_VERSION"]
      .first(where: isOn)
  }

  /// Whether a variable is set, and to something that means yes.
  static func isOn(_ name: String) -> Bool {
    let value = self[name]?.lowercased() ?? ""
    return !value.isEmpty && value != "false" && value != "0"
  }
}
