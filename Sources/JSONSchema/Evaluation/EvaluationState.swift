internal import Documents

/// What one evaluation carries along.
struct EvaluationState: ~Copyable {
  /// Why an evaluation was given up.
  enum Stop {
    case patternLimit
    /// Too deep, or too many steps.
    case evaluationLimit
  }

  let document: Document
  var depth = 0
  /// How many steps are left.
  ///
  /// Alternatives that lead to one another multiply, so a small record
  /// could keep a schema busy for ever.
  var remainingSteps: Int
  /// Set once a limit is met; from then on everything fails, also inside `not`.
  var stop: Stop?
  /// Where a pattern took too long: the node and the subschema; -1 where none did.
  var limitNode = -1
  var limitSchema: Int32 = -1
  /// The schema resources entered on the way, outermost first (the dynamic scope).
  var scopes: [Int32] = []
  var matcher = PatternMatcher()

  init(_ document: Document) {
    self.document = document
    remainingSteps = 2_000_000 + document.nodes.count * 100
  }
}
