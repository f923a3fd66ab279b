#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// Owns a locale in which libarchive takes names as UTF-8.
///
/// libarchive converts names between the archive's UTF-8 and the thread's locale. In the C locale
/// it cannot, and writes another kind of header; so the bytes of an archive would depend on the
/// environment.
@safe final class UTF8Locale {
  /// The first is in glibc, musl and newer systems of Apple, the others in older ones.
  private static let names = ["C.UTF-8", "en_US.UTF-8", "UTF-8"]

  private let locale: locale_t

  init() throws(ArchiveError) {
    for name in Self.names {
      guard let locale = unsafe newlocale(LC_CTYPE_MASK, name, nil) else { continue }
      unsafe self.locale = locale
      return
    }
    throw ArchiveError(code: .unsupported, message: "the system has no UTF-8 locale")
  }

  deinit {
    unsafe freelocale(locale)
  }

  /// Runs `body` with this as the locale of the current thread.
  func whileCurrent<Result>(_ body: () throws -> Result) rethrows -> Result {
    let previous = unsafe uselocale(locale)
    defer { unsafe uselocale(previous) }
    return try body()
  }
}
