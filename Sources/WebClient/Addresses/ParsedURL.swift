internal import CCurl

/// A URL as libcurl reads it.
///
/// What is vetted is the very object that libcurl then connects by, so that there is no second
/// reader of the text with another opinion on it. It is bound to the event loop's thread, where the
/// locale is set in which libcurl reads host names outside ASCII.
@safe final class ParsedURL {
  struct SyntaxError: Error {
    let description: String
  }

  let handle: OpaquePointer

  private init(_ handle: OpaquePointer?) throws(SyntaxError) {
    guard let handle = unsafe handle else { throw SyntaxError(description: "out of memory") }
    unsafe self.handle = handle
  }

  deinit {
    unsafe curl_url_cleanup(handle)
  }

  /// Reads an absolute URL.
  convenience init(_ text: String) throws(SyntaxError) {
    try unsafe self.init(curl_url())
    try set(text)
  }

  /// The URL that a reference leads to from here: RFC 3986, section 5.
  ///
  /// The fragment goes along unless the reference has its own: RFC 9110, section 10.2.2.
  func resolving(_ reference: String) throws(SyntaxError) -> ParsedURL {
    let target = try unsafe ParsedURL(curl_url_dup(handle))
    try target.set(reference)
    if let fragment = part(CURLUPART_FRAGMENT), target.part(CURLUPART_FRAGMENT) == nil {
      _ = unsafe curl_url_set(target.handle, CURLUPART_FRAGMENT, fragment, 0)
    }
    return target
  }

  var text: String { part(CURLUPART_URL) ?? "" }
  var scheme: String { part(CURLUPART_SCHEME)?.lowercased() ?? "" }
  /// In its ASCII form, in lower case; an address of version 6 in brackets.
  var host: String {
    (part(CURLUPART_HOST, UInt32(CURLU_PUNYCODE)) ?? part(CURLUPART_HOST))?.lowercased() ?? ""
  }
  var port: Int { part(CURLUPART_PORT, UInt32(CURLU_DEFAULT_PORT)).flatMap { Int($0) } ?? 0 }
  var hasCredentials: Bool { part(CURLUPART_USER) != nil || part(CURLUPART_PASSWORD) != nil }

  private func set(_ text: String) throws(SyntaxError) {
    // A scheme that is not ours is understood, so that the error can name it.
    let flags = UInt32(CURLU_NON_SUPPORT_SCHEME | CURLU_URLENCODE)
    let status = unsafe curl_url_set(handle, CURLUPART_URL, text, flags)
    guard status == CURLUE_OK else {
      throw unsafe SyntaxError(description: String(cString: curl_url_strerror(status)))
    }
  }

  private func part(_ part: CURLUPart, _ flags: UInt32 = 0) -> String? {
    var text: UnsafeMutablePointer<CChar>?
    guard unsafe curl_url_get(handle, part, &text, flags) == CURLUE_OK, let text = unsafe text
    else { return nil }
    defer { unsafe curl_free(text) }
    return unsafe String(cString: text)
  }
}
