// swift-tools-version: 6.1
import PackageDescription

// The table of targets and who may import whom: docs/architecture.md. `make check` compares the two.
let package = Package(
  name: "duet",
  products: [
    .executable(name: "duet", targets: ["duet"]),
    .executable(name: "duet-bench", targets: ["duet-bench"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1"),
  ],
  targets: [
    // System libraries: a module map and a header of inline wrappers, each imported by one target.
    .systemLibrary(name: "CYAML"),
    .systemLibrary(name: "CCurl"),
    .systemLibrary(name: "CNcurses"),
    .systemLibrary(name: "CPCRE2"),

    // Values and protocols: no time, threads, sockets or terminal.
    .target(name: "Documents"),
    .target(name: "Files"),
    .target(name: "HTTP"),
    .target(name: "TUI", resources: [.embedInCode("Themes")]),

    .target(name: "Patterns", dependencies: ["CPCRE2"]),
    .target(name: "YAML", dependencies: ["CYAML", "Documents"]),
    .target(name: "Kubernetes", dependencies: ["Documents", "HTTP", "YAML"]),
    .target(name: "Logs", dependencies: ["Kubernetes", "Patterns"]),
    .target(
      name: "Kustomize",
      dependencies: [
        "Documents", "Files", "YAML", .product(name: "Crypto", package: "swift-crypto"),
      ]),
    .target(
      name: "GitOps",
      dependencies: ["Documents", "Files", "Kubernetes", "Kustomize", "Logs", "YAML"]),
    .target(
      name: "DeployEngine",
      dependencies: [
        "Documents", "Files", "GitOps", "Kubernetes",
        .product(name: "Crypto", package: "swift-crypto"),
      ]),
    .target(
      name: "Emergencies",
      dependencies: [
        "DeployEngine", "Documents", "GitOps", "Kubernetes", "YAML",
      ]),
    .target(
      name: "Console",
      dependencies: [
        "DeployEngine", "Documents", "Emergencies", "GitOps", "Kubernetes", "Logs", "Patterns",
        "TUI", "YAML",
      ]),

    // Leaves: each owns one piece of the outside world.
    .target(name: "CurlHTTP", dependencies: ["CCurl", "HTTP"]),
    .target(name: "NcursesScreen", dependencies: ["CNcurses", "TUI"]),
    .target(
      name: "Processes",
      dependencies: [
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ]),
    .target(
      name: "DemoCluster",
      dependencies: [
        "Documents", "Files", "HTTP", "Kustomize", "YAML",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "FlyingFox", package: "FlyingFox"),
        .product(name: "FlyingSocks", package: "FlyingFox"),
      ]),

    // The composition.
    .target(
      name: "ConsoleRuntime",
      dependencies: [
        "Console", "DeployEngine", "Documents", "Emergencies", "Files", "GitOps", "Kubernetes",
        "Logs", "TUI",
      ]),
    .target(
      name: "Commands",
      dependencies: [
        "Console", "ConsoleRuntime", "CurlHTTP", "DemoCluster", "DeployEngine", "Documents",
        "Emergencies", "Files", "GitOps", "HTTP", "Kubernetes", "Kustomize", "Logs",
        "NcursesScreen", "Patterns",
        "Processes", "TUI", "YAML",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(name: "duet", dependencies: ["Commands"]),
    .executableTarget(
      name: "duet-bench",
      dependencies: [
        "Console", "ConsoleRuntime", "CurlHTTP", "DemoCluster", "DeployEngine", "Documents",
        "Files", "GitOps", "HTTP", "Kubernetes", "Kustomize", "Logs", "TUI",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    // Tests.
    .target(name: "FolderSupport", path: "Tests/FolderSupport"),
    .target(name: "SeedSupport", path: "Tests/SeedSupport"),
    .target(
      name: "TestSupport",
      dependencies: [
        "Console", "ConsoleRuntime", "DemoCluster", "Files", "GitOps", "Kubernetes", "TUI",
      ],
      path: "Tests/TestSupport"),
    .target(
      name: "KubeletSupport", dependencies: ["CurlHTTP", "HTTP", "Kubernetes", "TestSupport"],
      path: "Tests/KubeletSupport"),
    .testTarget(name: "DocumentsTests", dependencies: ["Documents", "SeedSupport"]),
    .testTarget(name: "FilesTests", dependencies: ["Files", "FolderSupport"]),
    .testTarget(name: "HTTPTests", dependencies: ["HTTP"]),
    .testTarget(name: "PatternsTests", dependencies: ["Patterns"]),
    .testTarget(name: "TUITests", dependencies: ["TUI"]),
    .testTarget(name: "YAMLTests", dependencies: ["Documents", "SeedSupport", "YAML"]),
    .testTarget(name: "LogsTests", dependencies: ["Logs", "SeedSupport"]),
    .testTarget(
      name: "KubernetesTests", dependencies: ["Documents", "HTTP", "Kubernetes", "YAML"]),
    .testTarget(
      name: "KustomizeTests",
      dependencies: ["Documents", "Files", "FolderSupport", "Kustomize", "YAML"]),
    .testTarget(
      name: "GitOpsTests",
      dependencies: [
        "Documents", "Files", "FolderSupport", "GitOps", "HTTP", "Kubernetes", "Kustomize", "Logs",
      ]),
    .testTarget(
      name: "DeployEngineTests",
      dependencies: [
        "DemoCluster", "DeployEngine", "Documents", "Files", "GitOps", "HTTP", "Kubernetes",
        "YAML",
      ]),
    .testTarget(
      name: "EmergenciesTests",
      dependencies: [
        "DemoCluster", "DeployEngine", "Documents", "Emergencies", "GitOps", "HTTP", "Kubernetes",
        "SeedSupport", "YAML",
      ]),
    .testTarget(
      name: "ConsoleTests",
      dependencies: [
        "Console", "DeployEngine", "Documents", "Emergencies", "GitOps", "HTTP", "Kubernetes",
        "Logs",
        "Patterns", "SeedSupport", "TUI", "TestSupport",
      ],
      exclude: ["Golden"]),
    .testTarget(name: "CurlHTTPTests", dependencies: ["CurlHTTP", "HTTP"]),
    .testTarget(name: "NcursesScreenTests", dependencies: ["NcursesScreen", "TUI"]),
    .testTarget(name: "ProcessesTests", dependencies: ["Processes"]),
    .testTarget(
      name: "DemoClusterTests", dependencies: ["DemoCluster", "Documents", "HTTP", "YAML"]),
    .testTarget(
      name: "ConsoleRuntimeTests",
      dependencies: [
        "Console", "ConsoleRuntime", "DeployEngine", "Documents", "Files",
        "GitOps", "HTTP", "FolderSupport", "Kubernetes", "Logs", "SeedSupport", "TUI",
        "TestSupport",
      ]),
    .testTarget(
      name: "CommandsTests",
      dependencies: [
        "Commands", "Console", "DeployEngine", "Documents", "FolderSupport",
        "GitOps", "Kubernetes", "Logs", "TUI",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .testTarget(
      name: "EndToEndTests",
      dependencies: [
        "Commands", "Console", "ConsoleRuntime", "CurlHTTP", "DemoCluster", "DeployEngine",
        "Documents", "Emergencies", "Files", "FolderSupport", "GitOps", "HTTP", "KubeletSupport",
        "Kubernetes", "Logs", "TUI", "TestSupport",
      ]),
  ],
  swiftLanguageModes: [.v6]
)

for target in package.targets where target.type != .system {
  target.swiftSettings = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
  ]
}
