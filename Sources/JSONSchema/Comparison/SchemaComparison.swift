internal import Documents

/// Whether a schema accepts all that an earlier one accepted.
///
/// The answer is found in the two schemas alone, whatever records there are. `acceptsAll` is
/// proved; `acceptsLess` comes with a value that the one accepts and the other does not. In between
/// lies what neither can be shown of, such as one pattern in place of another: inclusion is
/// undecidable for patterns with lookahead, and too costly for `oneOf` and `not` in general.
///
/// Titles, descriptions and other keywords that ask nothing of a value do not matter.
public struct SchemaComparison: Sendable, Hashable {
  public enum Verdict: Sendable, Hashable {
    /// Every value that the earlier schema accepts is accepted.
    case acceptsAll
    /// There is a place at which a value is no longer accepted.
    case acceptsLess
    /// Neither was shown.
    case undecided
  }

  /// A place at which the schema may accept less.
  public struct Difference: Sendable, Hashable {
    /// The place in a record, as a JSON pointer with `*` for any element or any other member.
    public let pointer: String
    /// The keyword, as in `Schemas/news.schema.json#/properties/quality/maximum`.
    public let schemaLocation: String
    /// What it says now and what it said, such as `'maximum' is 90, was 100`.
    public let message: String
    /// A value, as JSON, that was accepted at the place and no longer is; `nil` where none was
    /// found.
    public let rejected: String?
    /// Whether the earlier schema said nothing of the member at the place, so that any value was
    /// let pass there.
    ///
    /// Then it is a new field rather than a narrower one, unless records held it already.
    public let isNewMember: Bool
  }

  /// In the order of the later schema's places.
  public let differences: [Difference]

  public var verdict: Verdict { Self.verdict(differences) }

  /// What a part of the differences comes to.
  public static func verdict(_ differences: some Collection<Difference>) -> Verdict {
    if differences.isEmpty { return .acceptsAll }
    return differences.contains { $0.rejected != nil } ? .acceptsLess : .undecided
  }
}

extension Schema {
  /// Whether this schema accepts all that an earlier one accepted.
  public func compared(with earlier: Schema) -> SchemaComparison {
    var comparer = SchemaComparer(
      earlier: ComparedSchema(earlier), later: ComparedSchema(self))
    return SchemaComparison(differences: comparer.differences())
  }
}

/// One of the two schemas of a comparison.
struct ComparedSchema {
  let program: Program
  let uses: [ExtensionUse]

  init(_ schema: Schema) {
    program = schema.program
    uses = schema.extensionUses
  }

  var tables: ProgramTables { program.tables }
  func subschema(_ id: Int32) -> Subschema { program.tables.subschemas[Int(id)] }

  /// The text of a subschema, that of its target where it is a lone reference.
  func text(_ id: Int32) -> Value { program.schema(subschema(id).origin) }

  func annotations(_ id: Int32) -> Annotations { tables.annotations[Int(subschema(id).origin)] }

  func numbers(_ id: Int32) -> NumberChecks? {
    let index = subschema(id).numbers
    return index < 0 ? nil : tables.numbers[Int(index)]
  }

  func strings(_ id: Int32) -> StringChecks? {
    let index = subschema(id).strings
    return index < 0 ? nil : tables.strings[Int(index)]
  }

  func arrays(_ id: Int32) -> ArrayChecks? {
    let index = subschema(id).arrays
    return index < 0 ? nil : tables.arrays[Int(index)]
  }

  func objects(_ id: Int32) -> ObjectChecks? {
    let index = subschema(id).objects
    return index < 0 ? nil : tables.objects[Int(index)]
  }

  func decimal(_ index: Int32) -> DecimalNumber? {
    index < 0 ? nil : tables.decimals[Int(index)]
  }

  func checks(_ id: Int32) -> ArraySlice<Check> {
    let subschema = subschema(id)
    return tables.checks[Int(subschema.checkStart)..<Int(subschema.checkEnd)]
  }

  /// The schemas of a check that holds a list of them.
  func list(_ check: Check) -> [Int32] {
    Array(tables.lists[Int(check.first)..<Int(check.second)])
  }

  /// The names that a keyword's object or list holds.
  func names(_ id: Int32, _ keyword: Keyword) -> [String] {
    guard let value = text(id)[keyword.rawValue] else { return [] }
    return value.kind == .object
      ? value.members.compactMap(\.key.string) : value.elements.compactMap(\.string)
  }

  /// The values of `const` and `enum`, or `nil` where there is neither.
  func constants(_ id: Int32) -> [Value]? {
    let text = text(id)
    guard checks(id).contains(where: { $0.operation == .constants }) else { return nil }
    if let constant = text["const"] { return [constant] }
    return text["enum"].map { Array($0.elements) }
  }

  /// Whether a subschema accepts a value; `nil` where a limit was met.
  func accepts(_ id: Int32, _ value: Value) -> Bool? {
    var state = EvaluationState(value.document)
    let nodes = value.document.nodes
    let bytes = value.document.bytes
    let isAccepted = program.accepts(id, value.index, nodes.span, bytes.span, &state)
    return state.stop == nil ? isAccepted : nil
  }

  /// The subschemas that apply to a value together with those of a list: behind `$ref` and `allOf`.
  func closure(_ ids: [Int32]) -> [Int32] {
    var closure: [Int32] = []
    var known: Set<Int32> = []
    var pending = Array(ids.reversed())
    while let id = pending.popLast() {
      guard known.insert(subschema(id).origin).inserted else { continue }
      closure.append(id)
      for check in checks(id).reversed() {
        if check.operation == .all { pending += list(check).reversed() }
        if check.operation == .dynamicReference, !tables.usesDynamicScope {
          pending.append(tables.dynamicReferences[Int(check.first)].initial)
        }
      }
    }
    return closure
  }
}
