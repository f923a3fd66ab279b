internal import Documents

extension SchemaRegistry {
  /// What `$schema` chooses, or `nil` after reporting that it is not known.
  mutating func dialect(_ declared: Value, in document: Int) -> Dialect? {
    guard let uri = declared.string else {
      report(
        .keywordValue, declared, in: document, "'$schema' must be a string",
        help: "write \"\(Draft.draft202012.uri)\"")
      return nil
    }
    if let draft = Draft(uri: uri) { return Dialect(draft) }
    let name = URIReference(uri).withoutFragment
    if let known = knownDialects[name] { return known }
    guard let loaded = load(.id(name)), let dialect = customDialect(loaded.root) else {
      report(
        .unknownDraft, declared, in: document, "'\(uri)' is no draft that is known here",
        help: "use one of: " + Draft.allCases.reversed().map(\.uri).joined(separator: ", "))
      return nil
    }
    knownDialects[name] = dialect
    return dialect
  }

  /// The dialect that a meta-schema of the user's own describes by `$vocabulary`.
  private func customDialect(_ metaSchema: Value) -> Dialect? {
    guard let base = metaSchema["$schema"]?.string.flatMap({ Draft(uri: $0) }) else { return nil }
    var dialect = Dialect(base)
    if base >= .draft201909, let vocabulary = metaSchema["$vocabulary"], vocabulary.kind == .object
    {
      dialect.vocabularies = .core
      for (key, value) in vocabulary.members {
        if let known = key.string.flatMap(Vocabularies.named) {
          dialect.vocabularies.formUnion(known)
        } else if value.boolean != false {
          // 2020-12 core, section 8.1.2.1: a required vocabulary that is not known stops it.
          return nil
        }
      }
    }
    return dialect
  }
}
