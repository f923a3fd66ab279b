package import Documents

/// What `bindery.yml` says.
package struct Configuration: Sendable {
  package let name: String
  package let title: String
  package let description: String?
  package let license: String?
  package let homepage: String?
  package let creators: [Creator]
  package let keywords: [String]
  package let collections: [CollectionConfiguration]
  package let ignore: [Glob]
  package let mounts: [Mount]
  package let links: LinkConfiguration
  package let images: ImageConfiguration
  package let policy: ContributionPolicy
  package let formats: Set<ExportFormat>
  package let compressionLevel: Int

  package struct Creator: Sendable {
    package let name: String
    package let url: String?
  }

  package enum ExportFormat: String, Sendable {
    case jsonl
    case csv
  }
}

/// One kind of record: where its files are and the schema that they follow.
package final class CollectionConfiguration: Sendable {
  package let name: String
  package let include: [PlacedGlob]
  package let exclude: [PlacedGlob]
  /// Relative to the folder of `bindery.yml`.
  package let schemaPath: Placed<String>
  /// The reference tokens of the JSON pointer to the identity; `nil` for the path.
  package let key: [String]?
  /// The schema that published records match.
  package let publish: Value?

  init(
    name: String, include: [PlacedGlob], exclude: [PlacedGlob], schemaPath: Placed<String>,
    key: [String]?, publish: Value?
  ) {
    self.name = name
    self.include = include
    self.exclude = exclude
    self.schemaPath = schemaPath
    self.key = key
    self.publish = publish
  }
}

/// A value of the configuration with its place, for findings about it.
package struct Placed<Content: Sendable>: Sendable {
  package let content: Content
  package let value: Value
}

package typealias PlacedGlob = Placed<Glob>

/// A URL prefix that files of this repository are served under.
package struct Mount: Sendable {
  package let prefix: String
  /// Relative to the folder of `bindery.yml`, without a slash at the end.
  package let folder: String
}
