internal import Documents

/// Compiles one schema object: reads its keywords and fills the tables.
struct SubschemaCompiler {
  let id: Int32
  let schema: Value
  let place: SchemaPlace
  let resource: Int
  let dialect: Dialect
  private(set) var values: [Keyword: Value] = [:]
  var result: Subschema
  var checks: [Check] = []

  init(id: Int32, schema: Value, place: SchemaPlace, resource: Int, dialect: Dialect) {
    self.id = id
    self.schema = schema
    self.place = place
    self.resource = resource
    self.dialect = dialect
    result = Subschema()
    result.origin = id
    result.resource = Int32(resource)
  }

  var draft: Draft { dialect.draft }

  mutating func compile(_ compiler: inout SchemaCompiler) {
    readKeywords(&compiler)
    compileIdentifiers(&compiler)
    compileType(&compiler)
    compileConstants(&compiler)
    compileNumbers(&compiler)
    compileStrings(&compiler)
    compileReferences(&compiler)
    compileArrays(&compiler)
    compileObjects(&compiler)
    compileLogic(&compiler)
    compileExtensions(&compiler)
    compileDescriptions(&compiler)
    // These look at what all others have seen.
    compileUnevaluated(&compiler)
    result.checkStart = Int32(compiler.tables.checks.count)
    compiler.tables.checks += checks
    result.checkEnd = Int32(compiler.tables.checks.count)
    compiler.tables.subschemas[Int(id)] = result
  }

  private mutating func readKeywords(_ compiler: inout SchemaCompiler) {
    // Before 2019-09 everything beside `$ref` is ignored (draft 7 core, section 8.3).
    let hasLoneReference = draft < .draft201909 && schema["$ref"]?.kind == .string
    for (key, value) in schema.members {
      guard let name = key.string else { continue }
      if name.hasPrefix("x-") {
        if let keyword = Keyword(rawValue: name) {
          values[keyword] = value
        } else {
          addExtension(name, key: key, value, &compiler)
        }
      } else if let keyword = Keyword(rawValue: name), keyword.isKnown(in: dialect) {
        if hasLoneReference, keyword != .reference, keyword != .definitions, keyword != .deprecated
        {
          continue
        }
        values[keyword] = value
        if draft == .draft4 { refuseBooleans(keyword, value, &compiler) }
      }
    }
  }

  /// Until draft 6, only these two keywords had a boolean in place of a schema (draft 4 validation,
  /// sections 5.3.1 and 5.4.4).
  private func refuseBooleans(
    _ keyword: Keyword, _ value: Value, _ compiler: inout SchemaCompiler
  ) {
    guard keyword != .additionalProperties, keyword != .additionalItems else { return }
    for schema in value.subschemas(keyword.subschemas(in: draft)) where schema.kind == .boolean {
      report(
        schema, "draft 4 has no schemas that are true or false",
        help: "write {} for true and {\"not\": {}} for false", &compiler)
    }
  }

  // MARK: Reading keywords

  func report(
    _ value: Value, _ message: String, help: String? = nil, code: SchemaIssue.Code = .keywordValue,
    _ compiler: inout SchemaCompiler
  ) {
    compiler.registry.report(code, value, in: place.document, message, help: help)
  }

  func reportType(
    _ keyword: Keyword, _ value: Value, _ wanted: String, help: String? = nil,
    _ compiler: inout SchemaCompiler
  ) {
    report(
      value, "'\(keyword.rawValue)' must be \(wanted), found \(ValueDescription.of(value))",
      help: help, &compiler)
  }

  /// The number of the schema that is a keyword's value.
  func child(_ value: Value, _ compiler: inout SchemaCompiler) -> Int32 {
    compiler.id(of: SchemaPlace(document: place.document, node: value.index))
  }

  /// The number of the schema that is the value of a keyword that is there.
  func child(_ keyword: Keyword, _ compiler: inout SchemaCompiler) -> Int32? {
    values[keyword].map { child($0, &compiler) }
  }

  /// Adds a list of schemas; returns its range in `lists`.
  func list(_ values: [Value], _ compiler: inout SchemaCompiler) -> Range<Int32> {
    let ids = values.map { child($0, &compiler) }
    let start = Int32(compiler.tables.lists.count)
    compiler.tables.lists += ids
    return start..<start + Int32(ids.count)
  }

  /// The schemas of a keyword that wants at least one.
  func schemas(_ keyword: Keyword, _ compiler: inout SchemaCompiler) -> [Value]? {
    guard let value = values[keyword] else { return nil }
    guard value.kind == .array, value.count > 0 else {
      reportType(keyword, value, "a list of at least one schema", &compiler)
      return nil
    }
    return Array(value.elements)
  }

  /// The members of a keyword whose value is an object.
  func members(
    _ keyword: Keyword, _ compiler: inout SchemaCompiler
  ) -> [(key: Value, value: Value)]? {
    guard let value = values[keyword] else { return nil }
    guard value.kind == .object else {
      reportType(keyword, value, "an object", &compiler)
      return nil
    }
    return Array(value.members)
  }

  /// A count: a whole number that is not negative, clamped to what any value can reach.
  func count(_ keyword: Keyword, _ compiler: inout SchemaCompiler) -> UInt32? {
    guard let value = values[keyword] else { return nil }
    guard value.kind == .number else {
      reportType(keyword, value, "a whole number that is not negative", &compiler)
      return nil
    }
    let number = value.withText { DecimalNumber(json: $0) }
    guard number.isInteger, !number.isNegative else {
      reportType(keyword, value, "a whole number that is not negative", &compiler)
      return nil
    }
    let limit = DecimalNumber(Int(UInt32.max - 1))
    guard number < limit else { return UInt32.max - 1 }
    return UInt32(number.allDigits.reduce(0) { $0 * 10 + Int($1) } * Self.power(number.exponent))
  }

  private static func power(_ exponent: Int) -> Int {
    (0..<exponent).reduce(1) { power, _ in power * 10 }
  }

  func boolean(_ keyword: Keyword, _ compiler: inout SchemaCompiler) -> Bool? {
    guard let value = values[keyword] else { return nil }
    if value.kind != .boolean { reportType(keyword, value, "true or false", &compiler) }
    return value.boolean
  }

  func string(_ keyword: Keyword, _ compiler: inout SchemaCompiler) -> String? {
    guard let value = values[keyword] else { return nil }
    if value.kind != .string { reportType(keyword, value, "a string", &compiler) }
    return value.string
  }

  /// A list of different strings.
  func names(
    _ keyword: Keyword, _ value: Value, _ compiler: inout SchemaCompiler
  ) -> [String] {
    guard value.kind == .array else {
      reportType(keyword, value, "a list of strings", &compiler)
      return []
    }
    var names: [String] = []
    var seen: Set<String> = []
    for element in value.elements {
      guard let name = element.string else {
        reportType(keyword, element, "a list of strings", &compiler)
        continue
      }
      guard seen.insert(name).inserted else {
        report(
          element, "'\(keyword.rawValue)' names \(ValueDescription.quoted(name)) twice", &compiler)
        continue
      }
      names.append(name)
    }
    return names
  }
}
