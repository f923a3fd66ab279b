#if canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// An address of the Internet Protocol, version 4 or 6.
enum IPAddress: Sendable, Equatable {
  case version4(UInt32)
  case version6(UInt128)

  /// Reads the usual spelling; a version 6 address may stand in brackets, and with a zone.
  init?(_ text: String) {
    var version4 = in_addr()
    if unsafe inet_pton(AF_INET, text, &version4) == 1 {
      self = .version4(UInt32(bigEndian: version4.s_addr))
      return
    }
    guard text.utf8.contains(UInt8(ascii: ":")) else { return nil }
    var bare = Substring(text)
    if bare.hasPrefix("["), bare.hasSuffix("]") { bare = bare.dropFirst().dropLast() }
    if let zone = bare.firstIndex(of: "%") { bare = bare[..<zone] }
    var version6 = in6_addr()
    guard unsafe inet_pton(AF_INET6, String(bare), &version6) == 1 else { return nil }
    self = Self.version6(of: version6)
  }

  /// Reads a socket address; `nil` for other families than the two.
  init?(family: CInt, bytes: UnsafeRawPointer) {
    switch family {
    case AF_INET:
      let address = unsafe bytes.loadUnaligned(as: sockaddr_in.self)
      self = .version4(UInt32(bigEndian: address.sin_addr.s_addr))
    case AF_INET6:
      let address = unsafe bytes.loadUnaligned(as: sockaddr_in6.self)
      self = Self.version6(of: address.sin6_addr)
    default: return nil
    }
  }

  private static func version6(of address: in6_addr) -> Self {
    .version6(unsafe UInt128(bigEndian: unsafeBitCast(address, to: UInt128.self)))
  }
}

extension IPAddress: CustomStringConvertible {
  var description: String {
    var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    switch self {
    case .version4(let bits):
      var address = in_addr(s_addr: bits.bigEndian)
      _ = unsafe inet_ntop(AF_INET, &address, &text, socklen_t(text.count))
    case .version6(let bits):
      var address = unsafe unsafeBitCast(bits.bigEndian, to: in6_addr.self)
      _ = unsafe inet_ntop(AF_INET6, &address, &text, socklen_t(text.count))
    }
    return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
