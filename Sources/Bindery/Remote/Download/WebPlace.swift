internal import Documents

/// The address where a catalog lies, and what a client may do from there.
struct WebPlace: Sendable {
  /// Ends with a `/`.
  let base: String
  let scheme: String
  let isLoopback: Bool
  let port: Int

  /// - Throws: `BinderyError` where the text is no address of a folder.
  init(_ text: String) throws {
    let bytes = Array(text.utf8)
    let address: WebAddress
    do {
      address = try WebAddress(bytes.span)
    } catch {
      throw Self.refusal(text, "it is not a URL")
    }
    func part(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
    scheme = part(address.scheme).lowercased()
    guard scheme == "http" || scheme == "https" else {
      throw Self.refusal(text, "it is neither http nor https")
    }
    guard address.userInfo == nil else { throw Self.refusal(text, "it holds credentials") }
    guard address.query == nil, address.fragment == nil else {
      throw Self.refusal(text, "an address of a folder has neither '?' nor '#'")
    }
    let host = part(address.host).lowercased()
    isLoopback = Self.isLoopback(host)
    port = address.port ?? (scheme == "https" ? 443 : 80)
    base = text.hasSuffix("/") ? text : text + "/"
  }

  private static func refusal(_ text: String, _ reason: String) -> BinderyError {
    BinderyError(.network, "'\(text)' cannot be pulled from: \(reason)")
  }

  /// Names of RFC 6761, section 6.3, and addresses of RFC 1122, section 3.2.1.3, and RFC 4291,
  /// section 2.5.3.
  private static func isLoopback(_ host: String) -> Bool {
    if host == "localhost" || host.hasSuffix(".localhost") || host == "::1" { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }

  /// Where a published file is.
  ///
  /// A catalog may name another host, but no lesser scheme.
  func url(of file: PublishedFile) throws -> String {
    guard let url = file.url else { return base + PercentEncoding.path(file.path) }
    guard url.hasPrefix("https://") || url.hasPrefix(scheme + "://") else {
      throw BinderyError(
        .network,
        "the catalog names '\(VisibleText.shortened(url, maximumScalarCount: 200))', which is not \(scheme)"
      )
    }
    return url
  }
}
