/// Why a pattern cannot be used.
struct PatternError: Error {
  let message: String
  /// Where in the pattern, in scalars from its start.
  let offset: Int
}
