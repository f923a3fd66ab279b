internal import Documents
internal import JSONSchema

/// `x-link`: a string that must be a URL one can follow.
package struct LinkCheck: Sendable {
  private let schemes: [String]
  /// Where the domain stands that the host must be within, as a relative JSON pointer.
  private let hostWithin: ValuePath?
  /// Where the URL stands whose AMP cache address this must be.
  private let ampCacheOf: ValuePath?

  /// Reads the keyword's value: `true`, `false` for no check, or an object.
  init?(_ keyword: Value) {
    if keyword.boolean == false { return nil }
    schemes = keyword["schemes"]?.elements.compactMap(\.string) ?? ["https", "http"]
    hostWithin = keyword["hostWithin"]?.string.flatMap(ValuePath.init)
    ampCacheOf = keyword["ampCacheOf"]?.string.flatMap(ValuePath.init)
  }

  func check(_ value: Value, in context: inout CheckContext) {
    guard let text = value.string else { return }
    let lookup = context.mounts.lookUp(text)
    if case .missing(let path) = lookup {
      context.report(
        "link/missing-file", at: value, "this repository serves this address from '\(path)', and there is no such file",
        help: "add the file, or correct the address; upper and lower case matter")
    }
    // A mount may be a bare path, which is no URL of its own.
    if lookup != .elsewhere, text.hasPrefix("/") { return }
    let address: WebAddress
    do {
      address = try WebAddress(text)
    } catch {
      context.report("link/syntax", at: value, part: error.range, error.message, help: error.help)
      return
    }
    guard schemes.contains(address.scheme) else {
      context.report(
        "link/scheme", at: value, part: 0..<address.scheme.utf8.count,
        "the scheme must be \(schemes.joined(separator: " or ")), found '\(address.scheme)'",
        help: "use an address that starts with \(schemes[0])://")
      return
    }
    if let userInfo = address.userInfo {
      context.report(
        "link/credentials", at: value, part: userInfo, "a URL in a record cannot hold a user name or password",
        help: "remove everything from behind '//' to the '@'; change the password if it was a real one")
    }
    checkHost(address, value, &context)
    checkAMPCache(text, value, &context)
  }

  private func checkHost(_ address: WebAddress, _ value: Value, _ context: inout CheckContext) {
    guard let hostWithin, let domain = hostWithin.resolve(from: value)?.string,
      !address.isWithin(domain: domain)
    else { return }
    context.report(
      "link/host", at: value, part: address.hostRange,
      "the host must be '\(domain)' or below it, found '\(address.host)'",
      help: "correct the address, or the domain that it is compared with")
  }

  private func checkAMPCache(_ text: String, _ value: Value, _ context: inout CheckContext) {
    guard let ampCacheOf, let source = ampCacheOf.resolve(from: value)?.string,
      let address = try? WebAddress(source), let expected = AMPCache.address(of: address),
      expected != text
    else { return }
    context.report(
      "link/amp-cache", at: value, "this is not the AMP cache address of '\(source)'",
      help: "write \(expected)")
  }
}
