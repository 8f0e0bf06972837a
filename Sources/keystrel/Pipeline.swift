internal import Reporting

/// A CI system whose log or pages show more than text.
enum Pipeline {
  case gitHub, azure, gitLab

  static var current: Pipeline? {
    if Environment.isOn("GITHUB_ACTIONS") { return .gitHub }
    if Environment.isOn("TF_BUILD") { return .azure }
    return Environment.isOn("GITLAB_CI") ? .gitLab : nil
  }

  var format: ReportFormat {
    switch self {
    case .gitHub: .github
    case .azure: .azure
    case .gitLab: .text
    }
  }

  /// Where GitHub or Azure has checked out the repository, seen from the current folder; nil elsewhere.
  static var repositoryPaths: RepositoryPaths? {
    let variables = ["GITHUB_WORKSPACE", "BUILD_SOURCESDIRECTORY"]
    guard let folder = variables.lazy.compactMap({ Environment[$0] }).first(where: { !$0.isEmpty }),
      let root = realPath(folder), let current = realPath(".")
    else { return nil }
    return RepositoryPaths(root: root, current: current)
  }

  var remark: String {
    switch self {
    case .gitHub: "GitHub Actions: writing annotations (--format text for the plain report)"
    case .azure: "Azure Pipelines: writing issues (--format text for the plain report)"
    case .gitLab:
      "GitLab CI: --output gl-secret-detection-report.json writes the report of "
        + "artifacts:reports:secret_detection"
    }
  }
}
