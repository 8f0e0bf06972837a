/// The language or format of a file, as its name tells.
package enum SourceLanguage: String, Hashable, Sendable, CaseIterable {
  case bash, batch, bicep, c, csharp, css, dart, dockerfile, dotenv, go, html, http, ini, java
  case javascript, json, kotlin, markdown, notebook, objectiveC, php, powershell, properties
  case python, ruby, rust, swift, terraform, text, toml, typescript, xml, yaml
  /// The message of a commit or a tag.
  case message
  case githubWorkflow, azurePipeline, gitlabCI, kubernetes, compose, appSettings

  /// The language of a path; `text` when the name tells nothing.
  package init(path: BytePath) {
    guard !path.isMessage else {
      self = .message
      return
    }
    let path = path.text.lowercased()
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let ending = name.split(separator: ".").last.map(String.init) ?? ""
    if path.contains(".github/workflows/") {
      self = .githubWorkflow
    } else if name.hasPrefix("azure-pipelines"), ["yml", "yaml"].contains(ending) {
      self = .azurePipeline
    } else if name.hasPrefix(".gitlab-ci") {
      self = .gitlabCI
    } else if name.hasPrefix("docker-compose") || name.hasPrefix("compose."),
      ["yml", "yaml"].contains(ending)
    {
      self = .compose
    } else if name.hasPrefix("appsettings") || name == "local.settings.json" {
      self = .appSettings
    } else if name.hasPrefix(".env") || ending == "env" {
      self = .dotenv
    } else if name.hasPrefix("dockerfile") || ending == "dockerfile" {
      self = .dockerfile
    } else if ["yml", "yaml"].contains(ending), Self.isManifest(path, name: name) {
      self = .kubernetes
    } else {
      self = Self.byEnding[ending] ?? .text
    }
  }

  /// Whether a YAML file is where, and called as, Kubernetes manifests are.
  private static func isManifest(_ path: String, name: String) -> Bool {
    let folders = path.split(separator: "/").dropLast()
    return folders.contains { ["k8s", "kubernetes", "manifests", "charts", "helm"].contains($0) }
      || ["secret", "deployment", "configmap", "values."].contains { name.hasPrefix($0) }
  }

  private static let byEnding: [String: SourceLanguage] = [
    "sh": .bash, "bash": .bash, "zsh": .bash, "cmd": .batch, "bat": .batch, "bicep": .bicep,
    "bicepparam": .bicep, "c": .c, "h": .c, "cc": .c, "cpp": .c, "hpp": .c, "cs": .csharp,
    "csx": .csharp, "vb": .csharp, "fs": .csharp, "css": .css, "dart": .dart, "go": .go,
    "html": .html, "htm": .html, "cshtml": .html, "vue": .html, "http": .http, "rest": .http,
    "ini": .ini, "cfg": .ini, "conf": .ini, "java": .java, "js": .javascript, "jsx": .javascript,
    "mjs": .javascript, "cjs": .javascript, "json": .json, "jsonc": .json, "json5": .json,
    "har": .json, "kt": .kotlin, "kts": .kotlin, "md": .markdown, "markdown": .markdown,
    "ipynb": .notebook, "m": .objectiveC, "mm": .objectiveC, "php": .php, "ps1": .powershell,
    "psm1": .powershell, "properties": .properties, "py": .python, "rb": .ruby, "rs": .rust,
    "swift": .swift, "tf": .terraform, "tfvars": .terraform, "hcl": .terraform, "toml": .toml,
    "ts": .typescript, "tsx": .typescript, "xml": .xml, "config": .xml, "csproj": .xml,
    "resx": .xml, "plist": .xml, "yml": .yaml, "yaml": .yaml,
  ]
}
