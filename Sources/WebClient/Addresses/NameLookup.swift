#if canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// Finds out why a name has no address.
///
/// libcurl does not say whether the name does not exist or whether nobody could be asked. The
/// difference is that between a dead link and a machine without a network.
enum NameLookup {
  /// Looks a name up once more, on a thread of its own, and hands the reason over there.
  static func explain(
    _ host: String, to handler: @escaping @Sendable (WebError.Reason) -> Void
  ) {
    let isStarted = DetachedThread.start { handler(reason(for: host)) }
    if !isStarted { handler(.lookupFailed(host)) }
  }

  private static func reason(for host: String) -> WebError.Reason {
    var addresses: UnsafeMutablePointer<addrinfo>?
    let status = unsafe getaddrinfo(host, nil, nil, &addresses)
    if let addresses = unsafe addresses { unsafe freeaddrinfo(addresses) }
    // Found after all, or a trouble of the resolver, the network or this machine: it may pass.
    return status == EAI_NONAME || status == noAddress ? .noSuchHost(host) : .lookupFailed(host)
  }

  /// The name exists, but has no address: `EAI_NODATA`, which Glibc hides.
  private static let noAddress: CInt = -5
}
