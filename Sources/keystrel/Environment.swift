#if canImport(Glibc)
  @preconcurrency @unsafe internal import Glibc
#else
  internal import Darwin
#endif

/// The process's environment variables.
enum Environment {
  static subscript(name: String) -> String? {
    unsafe getenv(name).map { unsafe String(cString: $0) }
  }

  /// The names of all variables that are set.
  static var names: [String] {
    // Read before there are other threads, and nothing here sets a variable.
    #if canImport(Glibc)
      var entry = unsafe environ
    #else
      var entry = unsafe _NSGetEnviron().pointee
    #endif
    var names: [String] = []
    while let text = unsafe entry.pointee {
      names.append(String(unsafe String(cString: text).prefix { $0 != "=" }))
      unsafe entry += 1
    }
    return names
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
