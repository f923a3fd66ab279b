internal import Documents

/// A compiled schema: flat tables that refer to one another by index.
final class Program: Sendable {
  let tables: ProgramTables
  let patterns: PatternTable
  /// The schema files.
  let entries: [SchemaRegistry.Entry]
  let root: Int32
  let maximumDepth: Int

  init(
    tables: ProgramTables, patterns: PatternTable, entries: [SchemaRegistry.Entry],
    root: Int32, maximumDepth: Int
  ) {
    self.tables = tables
    self.patterns = patterns
    self.entries = entries
    self.root = root
    self.maximumDepth = maximumDepth
  }

  /// The text of a subschema.
  func schema(_ id: Int32) -> Value {
    let place = tables.places[Int(id)]
    return Value(document: entries[place.document].document, index: place.node)
  }
}

/// The tables of a program, filled by the compiler.
struct ProgramTables: Sendable {
  var subschemas: [Subschema] = []
  /// Where the text of each subschema stands.
  var places: [SchemaPlace] = []
  /// What each subschema says besides asking something of the value.
  var annotations: [Annotations] = []
  var checks: [Check] = []
  /// Lists of subschemas and of strings.
  var lists: [Int32] = []
  var numbers: [NumberChecks] = []
  var strings: [StringChecks] = []
  var arrays: [ArrayChecks] = []
  var objects: [ObjectChecks] = []
  var names = NameSlots()
  /// The members that objects name; their numbers are those in `names`.
  var properties: [Property] = []
  var patternProperties: [PatternProperty] = []
  var dependents: [Dependent] = []
  var texts: [[UInt8]] = []
  var decimals: [DecimalNumber] = []
  var constants: [ConstantRule] = []
  var constantSets: [ConstantSet] = []
  var dynamicReferences: [DynamicReference] = []
  var orders: [OrderRule] = []
  var moments: [Moment] = []
  /// What each subschema leads to.
  var reach: [Reach] = []
  /// Whether a walk may meet one keyword twice at one value.
  var visitsTwice = false
  /// Whether `$dynamicRef` or `$recursiveRef` depends on the way somewhere.
  var usesDynamicScope = false
}

extension ProgramTables {
  /// What an object's keywords name, by the name at `start` in `bytes`, or `nil`.
  @inline(__always)
  func property(
    of rule: ObjectChecks, _ bytes: Span<UInt8>, _ start: Int, _ count: Int
  ) -> Property? {
    let number = names.number(rule.names, bytes, start, count)
    return number < 0 ? nil : properties[number]
  }
}
