internal import Documents

/// What one evaluation carries along.
struct EvaluationState: ~Copyable {
  /// Why an evaluation was given up.
  enum Stop {
    case patternLimit
    case depthLimit
  }

  let document: Document
  var depth = 0
  /// Set once a limit is met; from then on everything fails, also inside `not`.
  var stop: Stop?
  /// The schema resources entered on the way, outermost first (the dynamic scope).
  var scopes: [Int32] = []
  var matcher = PatternMatcher()

  init(_ document: Document) { self.document = document }
}
