import Foundation
import Testing

/// SwiftPM lets a target import whatever its dependencies import; the table of the design does not.
@Suite struct ImportTests {
  /// Who may import whom; a change here is a change of the design (docs/modules.md).
  static let table: [String: Set<String>] = [
    "ScanModel": [],
    "PathPatterns": [],
    "Digests": ["CCrypto"],
    "GitObjects": ["CGit2", "CDeflate", "Digests", "PathPatterns"],
    "Patterns": ["CPCRE2"],
    "Archives": ["ScanModel", "CArchive", "CDeflate"],
    "Rules": ["ScanModel", "Digests", "TOMLKit"],
    "Hooks": ["GitObjects"],
    "Inputs": ["ScanModel", "GitObjects", "PathPatterns"],
    "Matching": ["ScanModel", "Archives", "Rules", "Patterns", "CIntrinsics"],
    "Judging": ["ScanModel", "Digests", "Rules"],
    "Scanning": ["ScanModel", "Rules", "Archives", "Inputs", "Matching", "Judging"],
    "Triage": ["ScanModel", "Digests", "PathPatterns", "Rules"],
    "Migration": ["ScanModel", "Digests", "Patterns", "Rules"],
    "Remediation": ["ScanModel"],
    "Reporting": ["ScanModel", "Digests"],
    "keystrel": [
      "ScanModel", "Rules", "Hooks", "Inputs", "Scanning", "Triage", "Migration", "Remediation",
      "Reporting",
      "ArgumentParser",
    ],
    "embed-rules": [],
  ]

  /// What comes with the system and the toolchain.
  static let system: Set<String> = [
    "Glibc", "Darwin", "Synchronization", "Dispatch", "Foundation", "FoundationEssentials",
  ]

  /// Modules that see every byte: Foundation's types would copy what they only look at.
  static let withoutFoundation: Set<String> = [
    "ScanModel", "PathPatterns", "Digests", "GitObjects", "Patterns", "Archives", "Matching",
    "Judging",
    "Scanning", "Hooks",
  ]

  @Test(arguments: table.keys.sorted())
  func importsOnlyWhatTheTableAllows(module: String) throws {
    let allowed = try #require(Self.table[module])
    let files = try SourceTree.files(in: "Sources/" + module)
    #expect(!files.isEmpty)
    for file in files {
      for name in file.imports {
        #expect(
          allowed.contains(name) || Self.system.contains(name),
          "\(file.path) imports \(name), which \(module) must not know")
      }
    }
  }

  @Test(arguments: withoutFoundation.sorted())
  func keepsFoundationOutOfTheHotModules(module: String) throws {
    for file in try SourceTree.files(in: "Sources/" + module) {
      #expect(
        file.imports.isDisjoint(with: ["Foundation", "FoundationEssentials"]),
        "\(file.path) imports Foundation")
    }
  }

  static let shims = ["CArchive", "CCrypto", "CDeflate", "CGit2", "CIntrinsics", "CPCRE2"]

  @Test func everyModuleIsInTheTable() throws {
    let folders = try FileManager.default.contentsOfDirectory(atPath: SourceTree.root + "/Sources")
    let swift = folders.filter {
      !Self.shims.contains($0) && $0.first != "."
    }
    #expect(Set(swift) == Set(Self.table.keys))
  }

  @Test func systemModulesHoldOnlyTheirShim() throws {
    for module in Self.shims {
      let files = try FileManager.default.contentsOfDirectory(
        atPath: SourceTree.root + "/Sources/" + module)
      #expect(Set(files) == ["module.modulemap", "shim.h"])
    }
  }
}
