internal import CPCRE2

/// One pattern, compiled by PCRE2; owns the code.
///
/// Sendable without the compiler's proof: compiled code is only read (pcre2api, "Multithreading").
@safe final class CompiledPattern: @unchecked Sendable {
  let code: OpaquePointer

  /// Compiles a pattern with the meaning of ECMA-262.
  convenience init(_ pattern: String) throws(PatternError) {
    var translator = PatternTranslator(pattern)
    try self.init(translated: try translator.translate())
  }

  /// Compiles a pattern in the syntax of PCRE2.
  init(translated pattern: String) throws(PatternError) {
    let translation = Array(pattern.utf8)
    var errorCode: Int32 = 0
    var errorOffset = 0
    // `$` matches at the very end only; a group that took no part matches as empty.
    let options =
      PCRE2_UTF | PCRE2_NO_UTF_CHECK | PCRE2_DOLLAR_ENDONLY | PCRE2_MATCH_UNSET_BACKREF
      | PCRE2_ALLOW_EMPTY_CLASS | PCRE2_NEVER_BACKSLASH_C
    let code = unsafe translation.withUnsafeBufferPointer { text in
      // An empty array may have no address; PCRE2 wants one.
      unsafe pcre2_compile_8(
        text.baseAddress ?? UnsafePointer(bitPattern: 1), text.count, options, &errorCode,
        &errorOffset, nil)
    }
    guard let code = unsafe code else {
      throw PatternError(message: Self.message(errorCode), offset: 0)
    }
    // Without it, as where the system forbids executable memory, matching is only slower.
    _ = unsafe pcre2_jit_compile_8(code, PCRE2_JIT_COMPLETE)
    unsafe self.code = code
  }

  deinit { unsafe pcre2_code_free_8(code) }

  private static func message(_ code: Int32) -> String {
    var buffer = [UInt8](repeating: 0, count: 200)
    let count = unsafe buffer.withUnsafeMutableBufferPointer {
      unsafe pcre2_get_error_message_8(code, $0.baseAddress, $0.count)
    }
    guard count > 0 else { return "error \(code) of PCRE2" }
    return String(decoding: buffer.prefix(Int(count)), as: UTF8.self)
  }
}
