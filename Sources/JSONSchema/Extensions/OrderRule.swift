/// One comparison of `x-order`.
struct OrderRule: Sendable {
  enum Comparison: String, Sendable {
    case less = "<"
    case lessOrEqual = "<="
    case equal = "="
  }

  let left: ValuePath
  let comparison: Comparison
  let right: ValuePath
}
