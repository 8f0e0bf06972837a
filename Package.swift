// swift-tools-version: 6.2
import PackageDescription

let upcoming: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

let strict = upcoming + [.strictMemorySafety()]

// The search goes over every byte with vectors, and judging over every candidate: where they are not optimised, tests of
// large histories take an hour. The rule files are read by every run of the tool, of which the tests have thousands.
// Checks for overflow and bounds stay.
let fastInDebug: [SwiftSetting] = [.unsafeFlags(["-O"], .when(configuration: .debug))]

let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")
let tomlKit = Target.Dependency.product(name: "TOMLKit", package: "TOMLKit")

/// Who may import whom: data flows down this list, and nothing imports upwards.
///
/// `ArchitectureTests` holds every file to it.
let modules: [(name: String, imports: [Target.Dependency], plugins: [Target.PluginUsage])] = [
  ("ScanModel", [], []),
  ("PathPatterns", [], []),
  ("Digests", ["CCrypto"], []),
  ("GitObjects", ["CGit2", "CDeflate", "Digests", "PathPatterns"], []),
  ("Patterns", ["CPCRE2"], []),
  ("Archives", ["ScanModel", "CArchive", "CDeflate"], []),
  ("Rules", ["ScanModel", "Digests", tomlKit], ["EmbedRules"]),
  ("Hooks", ["GitObjects"], []),
  ("Inputs", ["ScanModel", "GitObjects", "PathPatterns"], []),
  ("Matching", ["ScanModel", "Archives", "Rules", "Patterns", "CIntrinsics"], []),
  ("Judging", ["ScanModel", "Digests", "Rules"], []),
  ("Scanning", ["ScanModel", "Rules", "Archives", "Inputs", "Matching", "Judging"], []),
  ("Triage", ["ScanModel", "Digests", "PathPatterns", "Rules"], []),
  ("Migration", ["ScanModel", "Digests", "Patterns", "Rules"], []),
  ("Remediation", ["ScanModel"], []),
  ("Reporting", ["ScanModel", "Digests"], []),
]

/// One test target a module; without strict memory safety, over which `#expect` trips.
let tests: [(name: String, imports: [Target.Dependency])] = [
  ("ArchitectureTests", []),
  ("ScanModelTests", ["ScanModel"]),
  ("PathPatternsTests", ["PathPatterns"]),
  ("GitObjectsTests", ["GitObjects", "Digests", "PackSupport"]),
  ("PatternsTests", ["Patterns"]),
  ("ArchivesTests", ["Archives", "ScanModel"]),
  ("RulesTests", ["Rules", "ScanModel"]),
  ("HooksTests", ["Hooks", "GitObjects"]),
  ("InputsTests", ["Inputs", "ScanModel", "GitObjects"]),
  ("MatchingTests", ["Matching", "Rules", "Patterns", "ScanModel"]),
  ("JudgingTests", ["Judging", "Matching", "Rules", "Digests", "ScanModel"]),
  ("ScanningTests", ["Scanning", "Matching", "Judging", "Rules", "Inputs", "ScanModel"]),
  ("TriageTests", ["Triage", "Rules", "ScanModel"]),
  ("MigrationTests", ["Migration", "Rules", "ScanModel"]),
  ("RemediationTests", ["Remediation", "ScanModel"]),
  ("ReportingTests", ["Reporting", "ScanModel"]),
  ("EndToEndTests", []),
]

/// The fuzzers: `packs` is the program fuzz-packs in Tests/FuzzPacks, with its corpus in fixtures/fuzz/packs.
let fuzzers: [(name: String, imports: [Target.Dependency])] = [
  ("packs", ["GitObjects", "PackSupport"]),
  ("archives", ["Archives", "ScanModel"]),
  ("decoders", ["Matching", "Judging", "Rules", "ScanModel"]),
]

/// `make fuzz` builds these targets too, and no plugin: the fuzzer's own `main` is in all programs then.
let isFuzzing = Context.environment["KEYSTREL_FUZZ"] != nil

let package = Package(
  name: "keystrel",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "keystrel", targets: ["keystrel"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
  ],
  targets: [
    .systemLibrary(
      name: "CGit2", pkgConfig: "libgit2",
      providers: [.apt(["libgit2-dev"]), .brew(["libgit2"])]),
    .systemLibrary(
      name: "CPCRE2", pkgConfig: "libpcre2-8",
      providers: [.apt(["libpcre2-dev"]), .brew(["pcre2"])]),
    .systemLibrary(
      name: "CDeflate", pkgConfig: "libdeflate",
      providers: [.apt(["libdeflate-dev"]), .brew(["libdeflate"])]),
    .systemLibrary(
      name: "CArchive", pkgConfig: "libarchive",
      providers: [.apt(["libarchive-dev"]), .brew(["libarchive"])]),
    .systemLibrary(
      name: "CCrypto", pkgConfig: "libcrypto",
      providers: [.apt(["libssl-dev"]), .brew(["openssl@3"])]),
    .systemLibrary(name: "CIntrinsics"),
    .executableTarget(name: "embed-rules", swiftSettings: strict),
    .plugin(name: "EmbedRules", capability: .buildTool(), dependencies: ["embed-rules"]),
    .executableTarget(
      name: "keystrel",
      dependencies: [
        "ScanModel", "Rules", "Hooks", "Inputs", "Scanning", "Triage", "Migration", "Remediation",
        "Reporting",
        argumentParser,
      ],
      swiftSettings: strict),
  ]
    + modules.map {
      .target(
        name: $0.name, dependencies: $0.imports,
        swiftSettings: strict + (isFuzzing ? [.define("KEYSTREL_FUZZ")] : [])
          + (["Rules", "Matching", "Judging"].contains($0.name) ? fastInDebug : []),
        plugins: isFuzzing ? [] : $0.plugins)
    }
    + [
      .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: upcoming),
      .target(
        name: "PackSupport", dependencies: ["GitObjects", "Digests", "TestSupport"],
        path: "Tests/PackSupport", swiftSettings: upcoming),
    ]
    + tests.map {
      .testTarget(
        name: $0.name, dependencies: $0.imports + ["TestSupport"], swiftSettings: upcoming)
    }
    + (isFuzzing ? fuzzers : []).map {
      .executableTarget(
        name: "fuzz-\($0.name)", dependencies: $0.imports,
        path: "Tests/Fuzz" + $0.name.prefix(1).uppercased() + $0.name.dropFirst(),
        swiftSettings: upcoming)
    },
  swiftLanguageModes: [.v6]
)
