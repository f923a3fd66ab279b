/// A keyword that is understood here, by its spelling in a schema.
enum Keyword: String, Sendable, CaseIterable {
  case schema = "$schema"
  case id = "$id"
  /// `$id` in draft 4.
  case legacyID = "id"
  case anchor = "$anchor"
  case dynamicAnchor = "$dynamicAnchor"
  case recursiveAnchor = "$recursiveAnchor"
  case reference = "$ref"
  case dynamicReference = "$dynamicRef"
  case recursiveReference = "$recursiveRef"
  case vocabulary = "$vocabulary"
  case comment = "$comment"
  case defs = "$defs"
  case definitions

  case allOf
  case anyOf
  case oneOf
  case not
  case `if`
  case then
  case `else`
  case dependentSchemas
  case dependencies
  case properties
  case patternProperties
  case additionalProperties
  case propertyNames
  case unevaluatedProperties
  case prefixItems
  case items
  case additionalItems
  case contains
  case unevaluatedItems

  case type
  case const
  case `enum`
  case multipleOf
  case maximum
  case exclusiveMaximum
  case minimum
  case exclusiveMinimum
  case maxLength
  case minLength
  case pattern
  case maxItems
  case minItems
  case uniqueItems
  case maxContains
  case minContains
  case maxProperties
  case minProperties
  case required
  case dependentRequired
  case format

  case contentEncoding
  case contentMediaType
  case contentSchema

  case title
  case description
  case `default`
  case deprecated
  case readOnly
  case writeOnly
  case examples

  case message = "x-message"
  case order = "x-order"
  case notAfter = "x-not-after"
  case uniqueBy = "x-unique-by"
}

extension Keyword {
  /// Where schemas stand in the value of a keyword.
  enum Subschemas {
    case none
    case one
    case list
    /// The values of an object's members.
    case members
    /// One schema, or a list of them.
    case oneOrList
    /// Like `members`, where a member may also be a list of names.
    case dependencies
  }

  /// Where schemas stand in the keyword's value, in a draft.
  func subschemas(in draft: Draft) -> Subschemas {
    switch self {
    case .allOf, .anyOf, .oneOf, .prefixItems: .list
    case .not, .if, .then, .else, .additionalProperties, .propertyNames, .unevaluatedProperties,
      .additionalItems, .contains, .unevaluatedItems, .contentSchema:
      .one
    case .items: draft >= .draft202012 ? .one : .oneOrList
    case .properties, .patternProperties, .dependentSchemas, .defs, .definitions: .members
    case .dependencies: .dependencies
    default: .none
    }
  }

  /// Whether a dialect has the keyword.
  func isKnown(in dialect: Dialect) -> Bool {
    let draft = dialect.draft
    guard drafts.contains(draft) else { return false }
    return draft < .draft201909 || dialect.vocabularies.contains(vocabulary)
  }

  private var drafts: ClosedRange<Draft> {
    switch self {
    case .legacyID: .draft4 ... .draft4
    case .id, .const, .contains, .propertyNames, .examples: .draft6 ... .draft202012
    case .if, .then, .else, .comment, .readOnly, .writeOnly, .contentEncoding, .contentMediaType:
      .draft7 ... .draft202012
    case .anchor, .vocabulary, .defs, .dependentSchemas, .dependentRequired, .minContains,
      .maxContains, .unevaluatedItems, .unevaluatedProperties, .contentSchema:
      .draft201909 ... .draft202012
    case .recursiveAnchor, .recursiveReference: .draft201909 ... .draft201909
    case .dynamicAnchor, .dynamicReference, .prefixItems: .draft202012 ... .draft202012
    case .additionalItems: .draft4 ... .draft201909
    // Kept in the newer drafts for schemas that moved from older ones (2020-12 core, appendix; the
    // official suite tests it as optional).
    default: .draft4 ... .draft202012
    }
  }

  private var vocabulary: Vocabularies {
    switch self {
    case .allOf, .anyOf, .oneOf, .not, .if, .then, .else, .dependentSchemas, .dependencies,
      .properties, .patternProperties, .additionalProperties, .propertyNames, .prefixItems, .items,
      .additionalItems, .contains:
      .applicator
    case .unevaluatedProperties, .unevaluatedItems: .unevaluated
    case .type, .const, .enum, .multipleOf, .maximum, .exclusiveMaximum, .minimum,
      .exclusiveMinimum, .maxLength, .minLength, .pattern, .maxItems, .minItems, .uniqueItems,
      .maxContains, .minContains, .maxProperties, .minProperties, .required, .dependentRequired:
      .validation
    case .format: .format
    case .contentEncoding, .contentMediaType, .contentSchema: .content
    // Keywords of our own and those that only describe do not depend on a meta-schema.
    default: .core
    }
  }
}
