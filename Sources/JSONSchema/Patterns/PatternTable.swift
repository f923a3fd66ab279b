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

  /// How much PCRE2 may try for one match, in its own unit, a point to come back to.
  ///
  /// Compiled code goes through this many in some milliseconds; patterns that people write with care
  /// need a thousandth of it.
  private static let matchLimit: UInt32 = 5_000_000
  private static let heapLimitKibibyteCount: UInt32 = 20_000

  init(_ patterns: [CompiledPattern]) {
    owners = patterns
    unsafe codes = unsafe patterns.map { unsafe $0.code }
    unsafe context = unsafe Self.makeContext()
  }

  fileprivate static func makeContext() -> OpaquePointer? {
    let context = unsafe pcre2_match_context_create_8(nil)
    unsafe pcre2_set_match_limit_8(context, matchLimit)
    unsafe pcre2_set_depth_limit_8(context, matchLimit)
    unsafe pcre2_set_heap_limit_8(context, heapLimitKibibyteCount)
    return unsafe context
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
      // The 32 KiB that compiled code has at first do not do for long texts.
      return unsafe pcre2_match_8(
        code, start, text.count, 0, PCRE2_NO_UTF_CHECK, data, matcher.contextWithStack())
    }
    if result >= 0 { return .match }
    return result == PCRE2_ERROR_NOMATCH ? .noMatch : .limit
  }
}

/// What PCRE2 writes to while it matches: one for each evaluation, made when it is first needed.
@safe struct PatternMatcher: ~Copyable {
  private var data: OpaquePointer?
  private var context: OpaquePointer?
  private var stack: OpaquePointer?
  fileprivate let emptyText: UnsafePointer<UInt8>

  private static let maximumStackByteCount = 32 << 20

  init() {
    unsafe data = nil
    unsafe context = nil
    unsafe stack = nil
    let empty: StaticString = ""
    unsafe emptyText = empty.utf8Start
  }

  fileprivate mutating func matchData() -> OpaquePointer? {
    if unsafe data == nil { unsafe data = unsafe pcre2_match_data_create_8(1, nil) }
    return unsafe data
  }

  /// A context whose stack grows with the need.
  fileprivate mutating func contextWithStack() -> OpaquePointer? {
    if unsafe context == nil {
      unsafe stack = unsafe pcre2_jit_stack_create_8(32 << 10, Self.maximumStackByteCount, nil)
      unsafe context = unsafe PatternTable.makeContext()
      unsafe pcre2_jit_stack_assign_8(
        context, nil, unsafe stack.map { unsafe UnsafeMutableRawPointer($0) })
    }
    return unsafe context
  }

  deinit {
    unsafe pcre2_match_data_free_8(data)
    unsafe pcre2_match_context_free_8(context)
    unsafe pcre2_jit_stack_free_8(stack)
  }
}
