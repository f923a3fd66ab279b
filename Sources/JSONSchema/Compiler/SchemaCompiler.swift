internal import Documents

/// Turns schema documents into a `Program`.
///
/// Nothing recurses: a schema that is met gets its number and waits in a list, so neither deep
/// nesting nor long chains of references need stack.
struct SchemaCompiler {
  var registry: SchemaRegistry
  var tables = ProgramTables()
  var patterns: [CompiledPattern] = []
  var extensionUses: [ExtensionUse] = []
  let options: SchemaOptions

  private var ids: [SchemaPlace: Int32] = [:]
  /// How many of the places that have a number are compiled.
  private var compiledCount = 0
  private var patternsByText: [String: Int32] = [:]
  private var constantCount = 0
  var textsByName: [String: Int32] = [:]
  /// Dynamic references whose targets are looked for when all resources are known.
  var pendingDynamic: [PendingDynamicReference] = []

  struct PendingDynamicReference {
    let index: Int32
    /// The name of the anchor, or `nil` for `$recursiveRef`.
    let anchor: String?
  }

  init(options: SchemaOptions, load: @escaping (SchemaReference) -> LoadedSchema?) {
    self.options = options
    registry = SchemaRegistry(options: options, load: load)
  }

  mutating func compile(_ root: Value, location: String) throws(SchemaError) -> CompiledSchema {
    let resource = registry.add(
      LoadedSchema(root: root, location: location), base: SchemaRegistry.fileURI(location),
      dialect: Dialect(options.draft))
    let start = id(of: registry.resources[resource].place)
    // Parts of the file that nothing refers to are checked as well.
    for place in registry.visited.sorted(by: { $0.node < $1.node }) where place.document == 0 {
      _ = id(of: place)
    }
    compilePending()
    while addDynamicTargets() { compilePending() }
    guard registry.issues.isEmpty else { throw failure() }
    reportLoops()
    guard registry.issues.isEmpty else { throw failure() }
    replaceAliases()
    tables.findReach()
    return CompiledSchema(
      program: Program(
        tables: tables, patterns: PatternTable(patterns), entries: registry.entries, root: start,
        maximumDepth: options.maximumEvaluationDepth),
      extensionUses: extensionUses)
  }

  /// The issues in the order of the files and their texts.
  private func failure() -> SchemaError {
    let files = registry.entries.map(\.location)
    let issues = registry.issues.enumerated().sorted { left, right in
      let first = files.firstIndex(of: left.element.file) ?? 0
      let second = files.firstIndex(of: right.element.file) ?? 0
      return (first, left.element.value.index, left.offset)
        < (second, right.element.value.index, right.offset)
    }
    return SchemaError(issues: issues.map(\.element))
  }

  /// The number of the schema at a place; it is compiled later.
  mutating func id(of place: SchemaPlace) -> Int32 {
    if let id = ids[place] { return id }
    let id = Int32(tables.subschemas.count)
    ids[place] = id
    var subschema = Subschema()
    subschema.origin = id
    tables.subschemas.append(subschema)
    tables.places.append(place)
    tables.annotations.append(Annotations())
    return id
  }

  private mutating func compilePending() {
    while compiledCount < tables.places.count {
      let id = compiledCount
      compiledCount += 1
      guard compiledCount <= options.maximumSubschemaCount else {
        let place = tables.places[id]
        registry.report(
          .tooLarge, registry.value(place), in: place.document,
          "the schema has more than \(options.maximumSubschemaCount) parts")
        return
      }
      compile(id: Int32(id))
    }
  }

  private mutating func compile(id: Int32) {
    let place = tables.places[Int(id)]
    let schema = registry.value(place)
    let resource = registry.resource(around: place)
    tables.subschemas[Int(id)].resource = Int32(resource)
    switch schema.kind {
    case .boolean:
      if schema.boolean == false { tables.subschemas[Int(id)].kinds = [] }
    case .object:
      var part = SubschemaCompiler(
        id: id, schema: schema, place: place, resource: resource,
        dialect: registry.resources[resource].dialect)
      part.compile(&self)
    default:
      registry.report(
        .keywordValue, schema, in: place.document,
        "a schema must be an object or a boolean, found \(ValueDescription.of(schema))")
    }
  }

  /// The number of a pattern.
  mutating func pattern(_ text: String, at value: Value, in document: Int) -> Int32 {
    if let known = patternsByText[text] { return known }
    do {
      patterns.append(try CompiledPattern(text))
      let index = Int32(patterns.count - 1)
      patternsByText[text] = index
      return index
    } catch {
      registry.report(
        .pattern, value, in: document,
        "\(ValueDescription.quoted(text)) is no regular expression: \(error.message)",
        help: "patterns are those of ECMA-262 (JavaScript) with the flag 'u'")
      return -1
    }
  }

  /// The number of a name that dependents are looked up by.
  mutating func text(_ name: String) -> Int32 {
    if let known = textsByName[name] { return known }
    let index = Int32(tables.texts.count)
    tables.texts.append(Array(name.utf8))
    textsByName[name] = index
    return index
  }
}

/// What came of compiling a schema.
struct CompiledSchema {
  let program: Program
  let extensionUses: [ExtensionUse]
}
