public import Documents

/// A JSON Schema, compiled once to be asked about many values from any number of threads.
public final class Schema: Sendable {
  let program: Program
  /// The places where keywords of the caller's own stand, in the order of their ids.
  public let extensionUses: [ExtensionUse]
  let options: SchemaOptions

  private init(_ compiled: CompiledSchema, options: SchemaOptions) {
    program = compiled.program
    extensionUses = compiled.extensionUses
    self.options = options
  }

  /// Compiles a schema, together with all schemas it refers to.
  ///
  /// - Parameters:
  ///   - root: The schema.
  ///   - location: How the schema's file is called in locations, such as
  ///     `Schemas/news.schema.json`; references to other files are relative to it.
  ///   - options: How it is compiled.
  ///   - load: Finds the schema that a reference names, or returns `nil`. Nothing is ever fetched.
  /// - Returns: The schema, which needs none of the documents' files any more.
  /// - Throws: `SchemaError`, with what is wrong in the schema files.
  public static func compile(
    _ root: Value, location: String, options: SchemaOptions = SchemaOptions(),
    load: (SchemaReference) -> LoadedSchema? = { _ in nil }
  ) throws -> Schema {
    let compiled = try withoutActuallyEscaping(load) { load in
      var compiler = SchemaCompiler(options: options, load: load)
      return try compiler.compile(root, location: location)
    }
    return Schema(compiled, options: options)
  }

  /// Whether the schema accepts a value.
  ///
  /// Answers without making any object, string or list for ordinary records.
  public func accepts(_ value: Value) -> Bool { program.accepts(value) }

  /// What is wrong with a value, in the order of the record, and then the warnings.
  ///
  /// Runs the fast path first, so it may be called for any value. At most
  /// `SchemaOptions.maximumFailureCount` come back of either.
  public func failures(of value: Value) -> [SchemaFailure] {
    let limit = options.maximumFailureCount
    return program.failures(of: value, maximumCount: limit)
      + program.warnings(of: value, maximumCount: limit)
  }

  /// Whether `failures(of:)` may have something to say about a value that is accepted.
  public var canWarn: Bool { program.tables.reach[Int(program.root)].contains(.deprecated) }

  /// Calls `body` with the keywords of the caller's own that apply to a value and to what it holds,
  /// each by its position in ``extensionUses``.
  ///
  /// It does not matter whether the value is valid. A value is visited for every schema that applies
  /// to its place; of `anyOf`, `oneOf` and `if` for those that accept it. No pair is met twice.
  public func visitExtensions(of value: Value, _ body: (Int, Value) -> Void) {
    guard !extensionUses.isEmpty else { return }
    let document = value.document
    let nodes = document.nodes
    let bytes = document.bytes
    var state = VisitState(wanted: .uses, document: document)
    program.visit(program.root, value.index, nodes.span, bytes.span, &state) { id, index in
      let annotations = program.tables.annotations[Int(id)]
      for use in annotations.useStart..<annotations.useEnd {
        body(Int(use), Value(document: document, index: index))
      }
    }
  }

  /// What the schema declares at each place of a record.
  public func shape() -> SchemaShape { SchemaShape(program, extensionUses) }
}
