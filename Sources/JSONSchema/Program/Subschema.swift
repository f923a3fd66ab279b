/// One compiled schema: what it asks of a value, by the value's type.
///
/// Numbers are indices into the tables of `Program`; -1 stands for nothing.
struct Subschema: Sendable {
  /// The types that pass; none for the schema `false`.
  var kinds = KindSet.all
  /// What is asked of values of one type.
  var numbers: Int32 = -1
  var strings: Int32 = -1
  var arrays: Int32 = -1
  var objects: Int32 = -1
  /// What is checked whatever the type, as a range of `Program.checks`.
  var checkStart: Int32 = 0
  var checkEnd: Int32 = 0
  /// The schema resource it stands in, for `$dynamicRef`.
  var resource: Int32 = 0
  /// The subschema whose text this is; another one where a lone `$ref` was replaced by its target.
  var origin: Int32 = 0

  var hasChecks: Bool { checkStart < checkEnd }
  var isFalse: Bool { kinds.isEmpty }

  /// Whether every value passes.
  var isTrivial: Bool {
    kinds == .all && numbers < 0 && strings < 0 && arrays < 0 && objects < 0 && !hasChecks
  }
}

/// One keyword that is checked whatever the type of the value.
struct Check: Sendable {
  enum Operation: UInt8, Sendable {
    /// `const` and `enum`: `first` is a set of constants.
    case constants
    /// `$ref` and `allOf`: all of the list `first..<second`.
    case all
    /// `anyOf`: at least one of the list.
    case any
    /// `oneOf`: exactly one of the list.
    case one
    /// `not`: the subschema `first` fails.
    case not
    /// `if` is `first`, `then` is `second`, `else` is `third`.
    case conditional
    /// `$dynamicRef` and `$recursiveRef`: `first` is a dynamic reference.
    case dynamicReference
    /// Members that nothing else looked at pass the subschema `first`.
    case unevaluatedProperties
    /// Elements that nothing else looked at pass the subschema `first`.
    case unevaluatedItems
    /// `x-order`: the comparisons `first..<second`.
    case order
    /// `x-not-after`: the latest time is `first` of the moments.
    case notAfter
    /// `x-unique-by`: `first` is a list of names.
    case uniqueBy
  }

  let operation: Operation
  let keyword: Keyword
  var first: Int32 = -1
  var second: Int32 = -1
  var third: Int32 = -1
}

struct NumberChecks: Sendable {
  /// Whether only whole numbers pass.
  var isInteger = false
  /// Whether a whole number must be spelled without fraction and exponent (draft 4).
  var isIntegerSpelling = false
  /// Limits, as indices of `Program.decimals`.
  var minimum: Int32 = -1
  var maximum: Int32 = -1
  var exclusiveMinimum: Int32 = -1
  var exclusiveMaximum: Int32 = -1
  var multipleOf: Int32 = -1
  /// The limits as integers, for a value of at most 18 digits: at least, and at most.
  var least = Int64.min
  var most = Int64.max
  /// Whether `least` and `most` are all there is to check for an integer.
  var isSimple = true
}

struct StringChecks: Sendable {
  var minLength: UInt32 = 0
  var maxLength: UInt32 = .max
  var pattern: Int32 = -1
  var format: Format?
}

struct ArrayChecks: Sendable {
  var minItems: UInt32 = 0
  var maxItems: UInt32 = .max
  /// The schemas of the first elements, as a range of `Program.lists`.
  var prefixStart: Int32 = 0
  var prefixEnd: Int32 = 0
  /// The schema of the elements behind them.
  var items: Int32 = -1
  var contains: Int32 = -1
  /// Whether elements that `contains` accepts count as looked at (since 2020-12).
  var containsMarks = false
  var minContains: UInt32 = 1
  var maxContains: UInt32 = .max
  var isUnique = false

  var prefixCount: Int { Int(prefixEnd - prefixStart) }
}

struct ObjectChecks: Sendable {
  var minProperties: UInt32 = 0
  var maxProperties: UInt32 = .max
  /// The members named in `properties` and `required`.
  var names = NameTable()
  var requiredCount: UInt32 = 0
  /// `patternProperties`, as a range of `Program.patternProperties`.
  var patternStart: Int32 = 0
  var patternEnd: Int32 = 0
  var additional: Int32 = -1
  var propertyNames: Int32 = -1
  /// `dependentRequired`, `dependentSchemas` and `dependencies`, as a range of `Program.dependents`.
  var dependentStart: Int32 = 0
  var dependentEnd: Int32 = 0
}

/// A member that `properties` or `required` names.
struct Property: Sendable {
  var subschema: Int32 = -1
  var isRequired = false
}

struct PatternProperty: Sendable {
  let pattern: Int32
  let subschema: Int32
}

/// What the presence of a member asks for.
struct Dependent: Sendable {
  /// The member's name, as an index of `Program.strings`.
  let name: Int32
  let keyword: Keyword
  /// A schema for the object, or -1.
  let subschema: Int32
  /// Names of members that must be there too, as a range of `Program.lists`.
  let requiredStart: Int32
  let requiredEnd: Int32
}

/// A reference whose target depends on the way that led to it.
struct DynamicReference: Sendable {
  /// Where it leads when no outer resource has the anchor.
  let initial: Int32
  /// The resources that have the anchor, and the subschema in each.
  let targets: [Int32: Int32]
}
