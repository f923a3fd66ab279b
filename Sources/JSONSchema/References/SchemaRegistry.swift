internal import Documents

/// The schema documents read so far, and what in them can be referred to.
struct SchemaRegistry {
  struct Entry {
    let document: Document
    let location: String
    /// The schema resources of the document, in the order of the text, so an inner one follows the
    /// one it stands in.
    var resources: [Int] = []
  }

  var entries: [Entry] = []
  var resources: [SchemaResource] = []
  var resourcesByURI: [String: Int] = [:]
  /// The places that are known to hold schemas.
  private(set) var visited: Set<SchemaPlace> = []
  var issues: [SchemaIssue] = []

  let options: SchemaOptions
  let load: (SchemaReference) -> LoadedSchema?
  var knownDialects: [String: Dialect] = [:]
  /// Documents that were looked for and not found, so that they are not looked for again.
  var missing: Set<SchemaReference> = []
  /// The members of objects that references lead through, by name.
  var memberTables: [SchemaPlace: [String: Int]] = [:]

  init(options: SchemaOptions, load: @escaping (SchemaReference) -> LoadedSchema?) {
    self.options = options
    self.load = load
  }

  /// The base URI of a schema file without `$id`.
  static func fileURI(_ location: String) -> URIReference {
    var path = ""
    for byte in location.utf8 {
      switch byte {
      case UInt8(ascii: "%"): path += "%25"
      case UInt8(ascii: "#"): path += "%23"
      case UInt8(ascii: "?"): path += "%3F"
      case UInt8(ascii: " "): path += "%20"
      default: path.unicodeScalars.append(Unicode.Scalar(byte))
      }
    }
    return URIReference("file:///" + path)
  }

  func value(_ place: SchemaPlace) -> Value {
    Value(document: entries[place.document].document, index: place.node)
  }

  mutating func report(
    _ code: SchemaIssue.Code, _ value: Value, in document: Int, _ message: String,
    help: String? = nil
  ) {
    guard issues.count < 200 else { return }
    issues.append(
      SchemaIssue(
        code: code, value: value, file: entries[document].location, message: message, help: help))
  }

  /// The resource that a place belongs to: the innermost one around it.
  func resource(around place: SchemaPlace) -> Int {
    let entry = entries[place.document]
    var innermost = entry.resources[0]
    for resource in entry.resources {
      let start = resources[resource].place.node
      if start <= place.node, place.node < Int(entry.document.nodes[start].next) {
        innermost = resource
      }
    }
    return innermost
  }

  /// Adds a document; returns the resource of its root.
  mutating func add(_ loaded: LoadedSchema, base: URIReference, dialect: Dialect) -> Int {
    entries.append(Entry(document: loaded.root.document, location: loaded.location))
    let place = SchemaPlace(document: entries.count - 1, node: loaded.root.index)
    let resource = addResource(at: place, base: base, dialect: dialect)
    visit(place, in: resource)
    return resource
  }

  /// Records the identifiers of a schema and of all schemas inside it.
  mutating func visit(_ start: SchemaPlace, in resource: Int) {
    var pending = [(place: start, resource: resource, isRoot: true)]
    while let (place, outer, isRoot) = pending.popLast() {
      guard visited.insert(place).inserted else { continue }
      let schema = value(place)
      guard schema.kind == .object else { continue }
      let resource = identify(schema, place, outer, isDocumentRoot: isRoot && place == start)
      let dialect = resources[resource].dialect
      for (key, value) in schema.members {
        guard let keyword = key.string.flatMap(Keyword.init(rawValue:)),
          keyword.isKnown(in: dialect)
        else { continue }
        for child in value.subschemas(keyword.subschemas(in: dialect.draft)) {
          pending.append(
            (SchemaPlace(document: place.document, node: child.index), resource, false))
        }
      }
    }
  }

  private mutating func addResource(
    at place: SchemaPlace, base: URIReference, dialect: Dialect
  ) -> Int {
    resources.append(SchemaResource(place: place, base: base, dialect: dialect))
    let resource = resources.count - 1
    var list = entries[place.document].resources
    let position = list.firstIndex { resources[$0].place.node > place.node } ?? list.count
    list.insert(resource, at: position)
    entries[place.document].resources = list
    register(resource, as: base, at: place)
    return resource
  }

  private mutating func register(_ resource: Int, as uri: URIReference, at place: SchemaPlace) {
    let name = uri.withoutFragment
    if let other = resourcesByURI[name], resources[other].place != place {
      // The first one keeps the name; two documents with one name are told by their places.
      report(
        .duplicateIdentifier, value(place), in: place.document,
        "two schemas are identified by '\(name)'", help: "give each its own identifier")
      return
    }
    resourcesByURI[name] = resource
  }

  /// Reads `$schema`, `$id` and the anchors of a schema; returns the resource it belongs to.
  private mutating func identify(
    _ schema: Value, _ place: SchemaPlace, _ outer: Int, isDocumentRoot: Bool
  ) -> Int {
    var resource = outer
    var dialect = resources[outer].dialect
    let isRoot = resources[outer].place == place
    let id = schema[dialect.draft == .draft4 ? "id" : "$id"]?.string
    if let declared = schema["$schema"], isRoot || id != nil || schema["$id"] != nil {
      if let known = self.dialect(declared, in: place.document) { dialect = known }
    }
    // Before 2019-09 what stands beside `$ref` does not count, an identifier neither.
    let isIgnored = dialect.draft < .draft201909 && schema["$ref"]?.kind == .string
    if isRoot, dialect != resources[outer].dialect {
      resources[outer].dialect = dialect
    }
    if !isIgnored, let id = schema[dialect.draft == .draft4 ? "id" : "$id"]?.string {
      let uri = resources[outer].base.resolve(id)
      let isSame = uri.withoutFragment == resources[outer].base.withoutFragment
      if isRoot, !isSame {
        resources[outer].base = uri
        register(outer, as: uri, at: place)
      } else if !isSame {
        resource = addResource(at: place, base: uri, dialect: dialect)
      }
      if dialect.draft < .draft201909, let fragment = uri.fragment, !fragment.isEmpty {
        resources[resource].anchors[fragment] = place.node
      }
    }
    if dialect.draft >= .draft201909 { addAnchors(of: schema, place, to: resource) }
    return resource
  }

  private mutating func addAnchors(of schema: Value, _ place: SchemaPlace, to resource: Int) {
    let draft = resources[resource].dialect.draft
    if let anchor = schema["$anchor"]?.string { resources[resource].anchors[anchor] = place.node }
    if draft == .draft202012, let anchor = schema["$dynamicAnchor"]?.string {
      resources[resource].anchors[anchor] = place.node
      resources[resource].dynamicAnchors[anchor] = place.node
    }
    if draft == .draft201909, resources[resource].place == place,
      schema["$recursiveAnchor"]?.boolean == true
    {
      resources[resource].isRecursiveAnchor = true
    }
  }
}

extension Value {
  /// The schemas in the value of a keyword.
  func subschemas(_ shape: Keyword.Subschemas) -> [Value] {
    switch shape {
    case .none: []
    case .one: [self]
    case .list: Array(elements)
    case .members: members.map(\.value)
    case .oneOrList: kind == .array ? Array(elements) : [self]
    case .dependencies: members.map(\.value).filter { $0.kind != .array }
    }
  }
}
