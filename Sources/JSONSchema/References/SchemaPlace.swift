/// Where a schema stands: a node of one of the documents.
struct SchemaPlace: Hashable, Sendable {
  let document: Int
  let node: Int
}

/// A schema with an identity: a document's root, or a subschema with `$id`.
struct SchemaResource {
  let place: SchemaPlace
  var base: URIReference
  var dialect: Dialect
  /// Named places, by `$anchor`, `$dynamicAnchor` or a `$id` that is only a fragment.
  var anchors: [String: Int] = [:]
  var dynamicAnchors: [String: Int] = [:]
  var isRecursiveAnchor = false
}
