/// A set of the types that `type` names.
public struct SchemaTypes: OptionSet, Sendable, Hashable {
  public let rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  public static let null = Self(rawValue: 1)
  public static let boolean = Self(rawValue: 2)
  public static let number = Self(rawValue: 4)
  public static let string = Self(rawValue: 8)
  public static let array = Self(rawValue: 16)
  public static let object = Self(rawValue: 32)
  /// Whole numbers only; `number` holds them as well.
  public static let integer = Self(rawValue: 64)

  init?(name: String?) {
    switch name {
    case "null": self = .null
    case "boolean": self = .boolean
    case "number": self = .number
    case "string": self = .string
    case "array": self = .array
    case "object": self = .object
    case "integer": self = .integer
    default: return nil
    }
  }
}
