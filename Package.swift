// swift-tools-version: 6.3

import PackageDescription

/// The Makefile sets this, so that users of the library are not stopped by a warning of a new
/// compiler.
let warningsAreErrors = Context.environment["BINDERY_WARNINGS_AS_ERRORS"] != nil

let settings: [SwiftSetting] =
  [
    .strictMemorySafety(),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .enableUpcomingFeature("ImmutableWeakCaptures"),
  ] + (warningsAreErrors ? [.treatAllWarnings(as: .error)] : [])

let package = Package(
  name: "bindery",
  products: [
    .executable(name: "bindery", targets: ["bindery"]),
    .library(name: "Bindery", targets: ["Bindery"]),
    .library(name: "JSONSchema", targets: ["JSONSchema"]),
    .library(name: "Documents", targets: ["Documents"]),
    .library(name: "ImageHeaders", targets: ["ImageHeaders"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
  ],
  targets: [
    .systemLibrary(
      name: "CArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
    .systemLibrary(
      name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .systemLibrary(name: "CLinux"),
    .systemLibrary(name: "CPCRE2", pkgConfig: "libpcre2-8", providers: [.apt(["libpcre2-dev"])]),
    .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),

    .target(name: "Documents", dependencies: ["CYAML"], swiftSettings: settings),
    .target(name: "JSONSchema", dependencies: ["Documents", "CPCRE2"], swiftSettings: settings),
    .target(name: "ImageHeaders", swiftSettings: settings),
    .target(name: "Archives", dependencies: ["CArchive", "CZlib"], swiftSettings: settings),
    .target(name: "WebClient", dependencies: ["CCurl", "CLinux"], swiftSettings: settings),
    .target(
      name: "Bindery",
      dependencies: [
        "Archives", "CLinux", "Documents", "ImageHeaders", "JSONSchema", "WebClient",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "Subprocess", package: "swift-subprocess"),
      ],
      exclude: [
        "Schemas/diff.schema.json", "Schemas/news.schema.json",
        "Schemas/organization.schema.json",
        "Schemas/report.schema.json", "Schemas/vocabulary.schema.json",
      ],
      resources: [
        .embedInCode("Schemas/bindery.schema.json"),
        .embedInCode("Schemas/catalog.schema.json"),
        .embedInCode("Schemas/manifest.schema.json"),
      ],
      swiftSettings: settings),
    .target(
      name: "BinderyCLI",
      dependencies: [
        "Archives", "Bindery", "Documents",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),
    .executableTarget(name: "bindery", dependencies: ["BinderyCLI"], swiftSettings: settings),

    .executableTarget(
      name: "Conformance", dependencies: ["Documents", "JSONSchema"],
      exclude: ["compare.py", "optional-failures.json"], swiftSettings: settings),
    .executableTarget(
      name: "ImageSizes", dependencies: ["Bindery", "ImageHeaders"], path: "Benchmarks/ImageSizes",
      swiftSettings: settings),

    .target(
      name: "TestSupport", dependencies: ["Archives", "Bindery", "BinderyCLI"],
      path: "Tests/TestSupport",
      swiftSettings: settings),
    .testTarget(
      name: "DocumentsTests", dependencies: ["Documents"], swiftSettings: settings),
    .testTarget(
      name: "JSONSchemaTests", dependencies: ["Documents", "JSONSchema", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "ImageHeadersTests", dependencies: ["ImageHeaders"],
      exclude: ["Encoders/make-images.sh", "Encoders/compare.py"], swiftSettings: settings),
    .testTarget(
      name: "ArchivesTests", dependencies: ["Archives"], swiftSettings: settings),
    .testTarget(
      name: "WebClientTests", dependencies: ["TestSupport", "WebClient"], swiftSettings: settings),
    .testTarget(
      name: "BinderyCLITests",
      dependencies: [
        "Bindery", "BinderyCLI", "Documents", "JSONSchema", "TestSupport", "WebClient",
      ],
      exclude: ["Goldens", "Pull/Goldens", "photographs.py"],
      swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)
