internal import Documents

extension SchemaRegistry {
  /// The place a reference leads to, or `nil`.
  mutating func resolve(_ reference: String, from resource: Int) -> SchemaPlace? {
    let target = resources[resource].base.resolve(reference)
    guard let found = self.resource(for: target, reference: reference, from: resource) else {
      return nil
    }
    guard let fragment = target.fragment, !fragment.isEmpty else { return resources[found].place }
    guard let decoded = URIReference.percentDecoded(fragment) else { return nil }
    if decoded.hasPrefix("/") {
      guard let tokens = JSONPointer.tokens(of: decoded) else { return nil }
      let root = resources[found].place
      guard let place = descend(from: root, tokens) else { return nil }
      if !visited.contains(place) { visit(place, in: self.resource(around: place)) }
      return place
    }
    return resources[found].anchors[decoded].map {
      SchemaPlace(document: resources[found].place.document, node: $0)
    }
  }

  /// Follows a JSON pointer; members of large objects are looked up in tables, which are kept.
  private mutating func descend(from root: SchemaPlace, _ tokens: [String]) -> SchemaPlace? {
    var place = root
    for token in tokens {
      let value = value(place)
      var child: Value?
      if value.kind == .array {
        child = JSONPointer.arrayIndex(token).flatMap { value[$0] }
      } else if value.count > 32 {
        if memberTables[place] == nil {
          var table: [String: Int] = [:]
          for (key, member) in value.members { table[key.string ?? ""] = member.index }
          memberTables[place] = table
        }
        child = memberTables[place]?[token].map { Value(document: value.document, index: $0) }
      } else {
        child = value[token]
      }
      guard let child else { return nil }
      place = SchemaPlace(document: place.document, node: child.index)
    }
    return place
  }

  private mutating func resource(
    for target: URIReference, reference: String, from resource: Int
  ) -> Int? {
    let uri = target.withoutFragment
    if let known = resourcesByURI[uri] { return known }
    let dialect = resources[resource].dialect
    if let document = MetaSchemas.document(named: uri) {
      return add(
        LoadedSchema(root: document.root, location: uri), base: target, dialect: dialect)
    }
    if target.scheme == "file", target.authority == "" {
      return loadFile(target, dialect: dialect)
    }
    if let loaded = loadOnce(.id(uri)) {
      return adopt(loaded, as: target, dialect: dialect)
    }
    // A schema with an `$id` may still mean the file beside it.
    guard URIReference(reference).scheme == nil else { return nil }
    let location = entries[resources[resource].place.document].location
    guard let found = loadFile(Self.fileURI(location).resolve(reference), dialect: dialect) else {
      return nil
    }
    resourcesByURI[uri] = found
    return found
  }

  private mutating func loadFile(_ uri: URIReference, dialect: Dialect) -> Int? {
    if let known = resourcesByURI[uri.withoutFragment] { return known }
    guard let path = URIReference.percentDecoded(String(uri.path.dropFirst())),
      let loaded = loadOnce(.file(path))
    else { return nil }
    return adopt(loaded, as: uri, dialect: dialect)
  }

  private mutating func loadOnce(_ reference: SchemaReference) -> LoadedSchema? {
    guard !missing.contains(reference) else { return nil }
    guard let loaded = load(reference), !loaded.root.document.nodes.isEmpty else {
      missing.insert(reference)
      return nil
    }
    return loaded
  }

  private mutating func adopt(
    _ loaded: LoadedSchema, as uri: URIReference, dialect: Dialect
  ) -> Int {
    var base = uri
    base.fragment = nil
    let file = Self.fileURI(loaded.location)
    if let known = resourcesByURI[file.withoutFragment] {
      resourcesByURI[uri.withoutFragment] = known
      return known
    }
    let resource = add(loaded, base: base, dialect: dialect)
    resourcesByURI[file.withoutFragment] = resource
    return resource
  }
}
