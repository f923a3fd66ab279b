import Foundation

/// A port of `[::1]` that never answers who connects, as if packets were lost on the way.
///
/// Its queue of connections is full, so that the kernel drops what else comes.
package final class BlackHole {
  private var descriptors: [CInt] = []

  /// - Returns: `nil` where the port is in use there, or there is no version 6.
  package init?(port: Int) {
    var place = sockaddr_in6()
    place.sin6_family = sa_family_t(AF_INET6)
    place.sin6_port = UInt16(port).bigEndian
    unsafe place.sin6_addr.__in6_u.__u6_addr8.15 = 1
    let listener = open()
    let isListening = unsafe Self.call(bind, listener, place) == 0 && listen(listener, 0) == 0
    guard isListening else { return nil }
    for _ in 0..<4 { _ = unsafe Self.call(connect, open(), place) }
  }

  deinit {
    for descriptor in descriptors { close(descriptor) }
  }

  private func open() -> CInt {
    let kind = CInt(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
    let descriptor = socket(AF_INET6, kind, 0)
    descriptors.append(descriptor)
    return descriptor
  }

  private static func call(
    _ function: (CInt, UnsafePointer<sockaddr>, socklen_t) -> CInt, _ descriptor: CInt,
    _ place: sockaddr_in6
  ) -> CInt {
    var place = place
    return unsafe withUnsafePointer(to: &place) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe function(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in6>.size))
      }
    }
  }
}
