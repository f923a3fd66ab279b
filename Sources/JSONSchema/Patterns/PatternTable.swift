internal import CPCRE2

/// The patterns of a schema, compiled by PCRE2.
///
/// Sendable without the compiler's proof: compiled code and a match context that is no longer
/// changed may be used from several threads at once (pcre2api, "Multithreading"), and nothing here
/// changes after `init`.
@safe final class PatternTable: @unchecked Sendable {
  private let owners: [CompiledPattern]
  private let codes: [OpaquePointer]
  private let context: OpaquePointer?

  /// How much PCRE2 may try for one match.
  ///
  /// Its unit is a backtracking point. On a machine of 2020 this many take a few milliseconds, and
  /// patterns that people write with care need a thousandth of it.
  private static let matchLimit: UInt32 = 200_000
  private static let heapLimitKibibyteCount: UInt32 = 20_000

  init(_ patterns: [CompiledPattern]) {
    owners = patterns
    unsafe codes = unsafe patterns.map { unsafe $0.code }
    let context = unsafe pcre2_match_context_create_8(nil)
    unsafe pcre2_set_match_limit_8(context, Self.matchLimit)
    unsafe pcre2_set_depth_limit_8(context, Self.matchLimit)
    unsafe pcre2_set_heap_limit_8(context, Self.heapLimitKibibyteCount)
    unsafe self.context = context
  }

  deinit {
    unsafe pcre2_match_context_free_8(context)
  }

  enum Outcome {
    case match
    case noMatch
    /// A limit stopped it.
    case limit
  }

  /// Whether the pattern matches somewhere in `text`, which is UTF-8.
  func match(_ pattern: Int, _ text: Span<UInt8>, _ matcher: inout PatternMatcher) -> Outcome {
    let code = unsafe codes[pattern]
    let data = unsafe matcher.matchData()
    let result = unsafe text.withUnsafeBufferPointer { text in
      let start = unsafe text.baseAddress ?? matcher.emptyText
      let result = unsafe pcre2_match_8(
        code, start, text.count, 0, PCRE2_NO_UTF_CHECK, data, context)
      guard result == PCRE2_ERROR_JIT_STACKLIMIT else { return result }
      // The code made by the JIT compiler has a small stack; the interpreter has the heap.
      return unsafe pcre2_match_8(
        code, start, text.count, 0, PCRE2_NO_UTF_CHECK | PCRE2_NO_JIT, data, context)
    }
    if result >= 0 { return .match }
    return result == PCRE2_ERROR_NOMATCH ? .noMatch : .limit
  }
}

/// What PCRE2 writes to while it matches: one for each evaluation, made when it is first needed.
@safe struct PatternMatcher: ~Copyable {
  private var data: OpaquePointer?
  fileprivate let emptyText: UnsafePointer<UInt8>

  init() {
    unsafe data = nil
    let empty: StaticString = ""
    unsafe emptyText = empty.utf8Start
  }

  fileprivate mutating func matchData() -> OpaquePointer? {
    if unsafe data == nil { unsafe data = unsafe pcre2_match_data_create_8(1, nil) }
    return unsafe data
  }

  deinit { unsafe pcre2_match_data_free_8(data) }
}
