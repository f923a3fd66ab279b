internal import Documents

/// The published meta-schemas, which references may name and which are never fetched.
enum MetaSchemas {
  /// The document of a meta-schema, by its URI without fragment.
  static func document(named uri: String) -> Document? {
    guard
      let text = ClassicMetaSchemas.texts[uri] ?? MetaSchemas201909.texts[uri]
        ?? MetaSchemas202012.texts[uri]
    else { return nil }
    return DocumentReader.read(Array(text.utf8), as: .json).document
  }
}
