internal import CCurl

#if canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// The only place where sockets are made.
///
/// libcurl connects to the very address that is looked at here, whatever a name meant at another
/// time; so a name that changes its answers between the check and the connection gains nothing.
enum VettedSocket {
  /// Makes a socket for an address that the hop may connect to, or none.
  static func open(
    _ address: UnsafeMutablePointer<curl_sockaddr>, for hop: Hop
  ) -> curl_socket_t {
    guard let bytes = unsafe curl_sockaddr_bytes(address),
      let target = unsafe IPAddress(family: address.pointee.family, bytes: bytes),
      hop.mayConnect(to: target)
    else { return CURL_SOCKET_BAD }
    let descriptor = unsafe socket(
      address.pointee.family, address.pointee.socktype, address.pointee.protocol)
    if descriptor >= 0 { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    return descriptor
  }
}
