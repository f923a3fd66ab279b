internal import Documents
internal import JSONSchema

/// `x-link`: a string that must be a URL one can follow.
package final class LinkCheck: Sendable {
  private let schemes: [String]
  /// Whether the network is asked about it.
  private let isLive: Bool
  /// The media type that the schema promises, in lower case; it may end in `/*`.
  private let mediaType: String?
  /// Where the domain stands that the host must be within, as a relative JSON pointer.
  private let hostWithin: ValuePath?
  /// Where the URL stands whose AMP cache address this must be.
  private let ampCacheOf: ValuePath?

  /// Reads the keyword's value: `true`, `false` for no check, or an object.
  init?(_ keyword: Value) {
    if keyword.boolean == false { return nil }
    isLive = keyword["live"]?.boolean ?? true
    mediaType = ValuePath("1/contentMediaType")?.resolve(from: keyword)?.string?.lowercased()
    schemes = keyword["schemes"]?.elements.compactMap(\.string) ?? ["https", "http"]
    hostWithin = keyword["hostWithin"]?.string.flatMap(ValuePath.init)
    ampCacheOf = keyword["ampCacheOf"]?.string.flatMap(ValuePath.init)
  }

  func check(_ value: Value, in context: inout CheckContext) {
    guard value.kind == .string else { return }
    // A mount may be a bare path, which is no URL of its own.
    let mount = checkMount(value, &context)
    if mount == .path { return }
    let isMounted = mount == .url
    let bytes = value.document.bytes
    let text = bytes.span.extracting(value.textRange)
    let address: WebAddress
    do {
      address = try WebAddress(text)
    } catch {
      let (message, help) = error.words(for: text.string)
      context.report("link/syntax", at: value, part: error.range, message, help: help)
      if let host = WebAddress.hostText(in: text.string) {
        checkLookAlike(host.text, host.range, value, &context)
      }
      return
    }
    guard schemes.contains(where: { equalsIgnoringCase(text.extracting(address.scheme), $0) })
    else {
      let found = text.extracting(address.scheme).string
      context.report(
        "link/scheme", at: value, part: address.scheme,
        "the scheme must be \(schemes.joined(separator: " or ")), found '\(found)'",
        help: "use an address that starts with \(schemes[0])://")
      return
    }
    if let userInfo = address.userInfo {
      context.report(
        "link/credentials", at: value, part: userInfo,
        "a URL in a record cannot hold a user name or password",
        help:
          "remove everything from behind '//' to the '@'; change the password if it is a real one")
    }
    if InternationalName.isEncoded(text.extracting(address.host)) {
      checkLookAlike(text.extracting(address.host).string, address.host, value, &context)
    }
    if let query = address.query { checkTracking(text, query: query, value, &context) }
    if let hostWithin, let domain = hostWithin.resolve(from: value), domain.kind == .string {
      checkHost(address, text, within: domain, value, &context)
    }
    if let ampCacheOf, let page = ampCacheOf.resolve(from: value), page.kind == .string {
      checkAMPCache(text, of: page, value, &context)
    }
    if isLive, context.questions.areWanted, address.userInfo == nil, !isMounted {
      askNetwork(text, address, value, &context)
    }
  }

  private func askNetwork(
    _ text: Span<UInt8>, _ address: WebAddress, _ value: Value, _ context: inout CheckContext
  ) {
    let scheme = text.extracting(address.scheme)
    guard equalsIgnoringCase(scheme, "https") || equalsIgnoringCase(scheme, "http") else { return }
    let question = WebQuestion(kind: .link, url: CanonicalURL.text(of: address, in: text))
    guard let answer = context.ask(question, at: value), answer.outcome.isSuccess, let mediaType,
      let found = answer.contentType, !MediaType.mayBe(found, mediaType)
    else { return }
    context.report(
      "link/content-type", answering: question, at: value,
      "the schema says \(mediaType), the server sends \(VisibleText.shortened(found))",
      help: "correct the address; the server's answer may be a page about the file")
  }

  /// How this repository serves an address, if it does.
  private enum MountUse {
    case none
    /// As a whole URL.
    case url
    /// As a path, which is no URL.
    case path
  }

  private func checkMount(_ value: Value, _ context: inout CheckContext) -> MountUse {
    guard context.hasMounts else { return .none }
    let text = value.string ?? ""
    let lookup = context.lookUp(text)
    if case .missing(let path) = lookup {
      context.report(
        "link/missing-file", at: value,
        "this repository serves this address from '\(path)', and there is no such file",
        help: "add the file, or correct the address; upper and lower case matter")
    }
    if lookup == .elsewhere { return .none }
    return text.hasPrefix("/") ? .path : .url
  }

  private func checkLookAlike(
    _ host: String, _ part: Range<Int>, _ value: Value, _ context: inout CheckContext
  ) {
    guard host.utf8.count <= HostName.maximumByteCount * 4,
      let name = try? InternationalName(host), let found = LookAlike.find(in: name)
    else { return }
    context.report(
      "link/look-alike", at: value, part: part, found.words,
      help: "make sure that this is the site that is meant, and not one that passes for it",
      severity: .warning)
  }

  private func checkTracking(
    _ text: Span<UInt8>, query: Range<Int>, _ value: Value, _ context: inout CheckContext
  ) {
    let found = TrackingParameters.find(in: text, query: query)
    guard let first = found.first, let last = found.last else { return }
    let names = found.prefix(5).map { text.extracting($0).string.prefix { $0 != "=" } }
    let rest = found.count > 5 ? " and \(found.count - 5) more" : ""
    let shortened = TrackingParameters.removing(found, from: text, query: query)
    context.report(
      "link/tracking", at: value, part: first.lowerBound..<last.upperBound,
      "the URL carries parameters for tracking: \(names.joined(separator: ", "))\(rest)",
      help: shortened.utf8.count <= 2048 ? "write \(shortened)" : "remove them",
      severity: .warning)
  }

  private func checkHost(
    _ address: WebAddress, _ text: Span<UInt8>, within domain: Value, _ value: Value,
    _ context: inout CheckContext
  ) {
    let host = text.extracting(address.host)
    guard !domain.withText({ HostName.isWithin(host, domain: $0) }) else { return }
    context.report(
      "link/host", at: value, part: address.host,
      "the host must be '\(VisibleText.shortened(domain.string ?? ""))' or below it, found '\(host.string)'",
      help: "correct the address, or the domain that it is compared with")
  }

  private func checkAMPCache(
    _ text: Span<UInt8>, of page: Value, _ value: Value, _ context: inout CheckContext
  ) {
    guard let expected = page.withText({ AMPCache.address(of: $0) }),
      !text.hasSameBytes(as: expected.span)
    else { return }
    context.report(
      "link/amp-cache", at: value,
      "this is not the AMP cache address of '\(VisibleText.shortened(page.string ?? "", maximumScalarCount: 200))'",
      help: "write \(String(decoding: expected, as: UTF8.self))")
  }

  private func equalsIgnoringCase(_ text: Span<UInt8>, _ scheme: String) -> Bool {
    guard text.count == scheme.utf8.count else { return false }
    var index = 0
    for byte in scheme.utf8 {
      guard HostName.lower(text[index]) == byte else { return false }
      index += 1
    }
    return true
  }
}
