/// Which addresses may be connected to.
package struct AddressPolicy: Sendable {
  private let refused4: [Block<UInt32>]
  private let refused6: [Block<UInt128>]
  private var exception: IPAddress?

  /// Every address.
  package static let any = Self(refused4: [], refused6: [])

  /// Addresses of the public internet, and no others.
  ///
  /// The ranges are those of the IANA's registries of special-purpose addresses that are not
  /// globally reachable, with multicast and reserved ones.
  /// Specification: <https://www.iana.org/assignments/iana-ipv4-special-registry/>,
  /// <https://www.iana.org/assignments/iana-ipv6-special-registry/>
  package static let publicInternet = Self(
    refused4: [
      Block(0x0000_0000, 8),  // this network
      Block(0x0a00_0000, 8),  // private use
      Block(0x6440_0000, 10),  // shared address space of carriers
      Block(0x7f00_0000, 8),  // loopback
      Block(0xa9fe_0000, 16),  // link-local, where clouds serve their metadata
      Block(0xac10_0000, 12),  // private use
      Block(0xc000_0000, 24),  // protocol assignments
      Block(0xc0a8_0000, 16),  // private use
      Block(0xc612_0000, 15),  // benchmarks
      Block(0xe000_0000, 4),  // multicast
      Block(0xf000_0000, 4),  // reserved, broadcast
    ],
    refused6: [
      Block(0, 128),  // unspecified
      Block(1, 128),  // loopback
      Block(0x0064_ff9b_0001 << 80, 48),  // translation within a network
      Block(0xfc00 << 112, 7),  // unique local
      Block(0xfe80 << 112, 10),  // link-local
      Block(0xfec0 << 112, 10),  // site-local
      Block(0xff00 << 112, 8),  // multicast
    ])

  private init(refused4: [Block<UInt32>], refused6: [Block<UInt128>]) {
    self.refused4 = refused4
    self.refused6 = refused6
  }

  /// The same policy with one more address that may be connected to.
  package func excepting(_ address: String) -> Self {
    var policy = self
    policy.exception = IPAddress(address)
    return policy
  }

  func allows(_ address: IPAddress) -> Bool {
    if address == exception { return true }
    return switch address {
    case .version4(let bits): !refused4.contains { $0.contains(bits) }
    case .version6(let bits):
      !refused6.contains { $0.contains(bits) }
        && Self.embedded(in: bits).allSatisfy { allows(.version4($0)) }
    }
  }

  /// The version 4 addresses that packets to a version 6 address may end up at.
  private static func embedded(in bits: UInt128) -> [UInt32] {
    let last = UInt32(truncatingIfNeeded: bits)
    return switch true {
    case Block(0, 96).contains(bits): [last]  // IPv4-compatible: RFC 4291, section 2.5.5.1
    case Block(0xffff << 32, 96).contains(bits): [last]  // IPv4-mapped: section 2.5.5.2
    case Block(0xffff << 48, 96).contains(bits): [last]  // IPv4-translated: RFC 2765, section 2.1
    case Block(0x0064_ff9b << 96, 96).contains(bits): [last]  // NAT64: RFC 6052, section 2.1
    case Block(0x2002 << 112, 16).contains(bits):  // 6to4: RFC 3056, section 2
      [UInt32(truncatingIfNeeded: bits >> 80)]
    case Block(0x2001_0000 << 96, 32).contains(bits):  // Teredo: RFC 4380, section 4
      [UInt32(truncatingIfNeeded: bits >> 64), ~last]
    default: []
    }
  }
}

/// The addresses that start with the same bits.
private struct Block<Bits: FixedWidthInteger & UnsignedInteger & Sendable>: Sendable {
  let start: Bits
  let mask: Bits

  init(_ start: Bits, _ prefixLength: Int) {
    mask = prefixLength == 0 ? 0 : ~0 << Bits(Bits.bitWidth - prefixLength)
    self.start = start & mask
  }

  func contains(_ address: Bits) -> Bool { address & mask == start }
}
