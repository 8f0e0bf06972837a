import Foundation
import PackagePlugin

/// Puts every `rules/*.toml` of the package into the target it is applied to, as string literals.
@main
struct EmbedRules: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let folder = context.package.directoryURL.appending(path: "rules")
    // Known by name, so that an edit in place is seen.
    let files = try FileManager.default
      .contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == "toml" }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
    let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedRules.swift")
    return [
      .buildCommand(
        displayName: "Embedding the rule files",
        executable: try context.tool(named: "embed-rules").url,
        arguments: [output.path, folder.path],
        // The folder too: SwiftPM asks a plugin again only when Package.swift or a source folder
        // has changed, not for a new rule file. (Edits of a file made since are seen when they
        // replace the file, as editors do, or after that.)
        inputFiles: [folder] + files,
        outputFiles: [output])
    ]
  }
}
