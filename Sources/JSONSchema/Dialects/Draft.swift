/// A version of JSON Schema.
///
/// Specifications: <https://json-schema.org/specification-links>
public enum Draft: Int, Sendable, Hashable, CaseIterable, Comparable {
  case draft4 = 4
  case draft6 = 6
  case draft7 = 7
  case draft201909 = 2019
  case draft202012 = 2020

  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

  /// The URI that `$schema` names it by, without fragment.
  public var uri: String {
    switch self {
    case .draft4: "http://json-schema.org/draft-04/schema"
    case .draft6: "http://json-schema.org/draft-06/schema"
    case .draft7: "http://json-schema.org/draft-07/schema"
    case .draft201909: "https://json-schema.org/draft/2019-09/schema"
    case .draft202012: "https://json-schema.org/draft/2020-12/schema"
    }
  }

  init?(uri: String) {
    let uri = uri.hasSuffix("#") ? String(uri.dropLast()) : uri
    guard let draft = Self.allCases.first(where: { $0.uri == uri }) else { return nil }
    self = draft
  }
}

/// A draft and the vocabularies of it that a schema's meta-schema switches on.
struct Dialect: Sendable, Hashable {
  var draft: Draft
  var vocabularies: Vocabularies

  /// What a draft's own meta-schema switches on.
  init(_ draft: Draft) {
    self.draft = draft
    vocabularies = .standard
  }
}

/// Sets of keywords that a meta-schema switches on together (2020-12 core, section 8.1.2).
struct Vocabularies: OptionSet, Sendable, Hashable {
  let rawValue: UInt8

  static let core = Self(rawValue: 1)
  static let applicator = Self(rawValue: 2)
  static let unevaluated = Self(rawValue: 4)
  static let validation = Self(rawValue: 8)
  static let format = Self(rawValue: 16)
  static let formatAssertion = Self(rawValue: 32)
  static let content = Self(rawValue: 64)
  static let metaData = Self(rawValue: 128)

  static let standard: Self = [
    .core, .applicator, .unevaluated, .validation, .format, .content, .metaData,
  ]

  /// What a vocabulary's URI stands for, or `nil` for one that is not known here.
  static func named(_ uri: String) -> Self? {
    let prefixes = [
      "https://json-schema.org/draft/2020-12/vocab/",
      "https://json-schema.org/draft/2019-09/vocab/",
    ]
    guard let prefix = prefixes.first(where: uri.hasPrefix) else { return nil }
    switch uri.dropFirst(prefix.count) {
    case "core": return .core
    // In 2019-09 the unevaluated keywords belong to the applicators.
    case "applicator": return prefix == prefixes[1] ? [.applicator, .unevaluated] : .applicator
    case "unevaluated": return .unevaluated
    case "validation": return .validation
    case "format", "format-annotation": return .format
    case "format-assertion": return [.format, .formatAssertion]
    case "content": return .content
    case "meta-data": return .metaData
    default: return nil
    }
  }
}
