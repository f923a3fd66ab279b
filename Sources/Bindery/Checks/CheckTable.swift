internal import Documents
internal import JSONSchema

/// The checks that a collection's schema asks for with its `x-` keywords, ready to run.
package struct CheckTable: Sendable {
  enum Check: Sendable {
    case link(LinkCheck)
    case image(ImageCheck)
    /// No two records share the value.
    case unique
    /// A record of the collection at this position has this key.
    case reference(collection: Int)
  }

  /// By the ids of the schema's uses of keywords.
  private let checks: [Check?]
  /// References to collections that the configuration does not have.
  let warnings: [Finding]
  let isEmpty: Bool

  init(_ schema: Schema, collectionNames: [String]) throws {
    var warnings: [Finding] = []
    checks = schema.extensionUses.map { use in
      switch use.name {
      case "x-link": return LinkCheck(use.value).map(Check.link)
      case "x-image": return ImageCheck(use.value).map(Check.image)
      case "x-unique": return use.value.boolean == true ? .unique : nil
      case "x-reference":
        let name = use.value.string ?? ""
        if let position = collectionNames.firstIndex(of: name) {
          return .reference(collection: position)
        }
        warnings.append(.unknownCollection(name, use, known: collectionNames))
        return nil
      default: return nil
      }
    }
    self.warnings = warnings
    isEmpty = checks.allSatisfy { $0 == nil }
  }

  func check(_ id: Int) -> Check? { checks[id] }

  /// Whether any value is compared with those of other records.
  var comparesRecords: Bool {
    checks.contains { check in
      switch check {
      case .unique, .reference: true
      default: false
      }
    }
  }

  /// The positions of the collections that values of this one refer to.
  var referencedCollections: Set<Int> {
    Set(
      checks.compactMap { check in
        if case .reference(let collection) = check { collection } else { nil }
      })
  }
}

extension Finding {
  fileprivate static func unknownCollection(
    _ name: String, _ use: ExtensionUse, known: [String]
  ) -> Finding {
    let path = String(use.schemaLocation.prefix { $0 != "#" })
    return Finding(
      rule: "reference/unknown-collection", severity: .warning,
      location: Location(path: path, value: use.value),
      message:
        "'x-reference' names the collection '\(name)', which bindery.yml does not have; the references are not checked",
      help: "name one of: \(known.joined(separator: ", ")); or add the collection")
  }
}
