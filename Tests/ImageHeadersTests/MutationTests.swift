import ImageHeaders
import Testing

/// Strangers' files: whatever the bytes are, there is an answer, and it keeps the documented promises.
@Suite struct MutationTests {
  @Test("Mutated samples", arguments: 0..<8)
  func mutations(_ seed: Int) {
    let seeds = Sample.all.map(\.bytes).filter { $0.count < 5_000 }
    var random = SplitMix64(state: UInt64(seed))
    for _ in 0..<15_000 {
      let bytes = mutated(seeds, &random)
      let count = Int.random(in: 0...bytes.count, using: &random)
      let complete = read(bytes)
      let partial = read(Array(bytes[..<count]), isComplete: false)
      #expect(keepsPromises(complete, of: bytes, isComplete: true))
      #expect(keepsPromises(partial, of: Array(bytes[..<count]), isComplete: false))
      for format in [ImageFormat.png, .jpeg] { _ = endMarker(of: format, in: bytes) }
      if case .needsMore = partial { continue }
      #expect(partial == complete, "\(count) of \(bytes.count) bytes: \(bytes.prefix(64))")
    }
  }

  /// A sample with some bytes changed, repeated, taken out, or replaced by those of another.
  private func mutated(_ seeds: [[UInt8]], _ random: inout SplitMix64) -> [UInt8] {
    var bytes = seeds.randomElement(using: &random) ?? []
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      let at = Int.random(in: 0...bytes.count, using: &random)
      let count = Int.random(in: 0...min(8, bytes.count - at), using: &random)
      let edge: [UInt8] = [0x00, 0x01, 0x7F, 0x80, 0xFF]
      switch Int.random(in: 0..<6, using: &random) {
      case 0 where at < bytes.count: bytes[at] = UInt8.random(in: 0...255, using: &random)
      case 1:
        let byte = edge.randomElement(using: &random) ?? 0
        bytes.replaceSubrange(at..<(at + count), with: [UInt8](repeating: byte, count: count))
      case 2: bytes.removeSubrange(at..<(at + count))
      case 3: bytes.insert(contentsOf: bytes[at..<(at + count)], at: at)
      case 4: bytes.removeSubrange(at...)
      default:
        let other = seeds.randomElement(using: &random) ?? []
        bytes.replaceSubrange(at..., with: other.dropFirst(at))
      }
    }
    return bytes
  }

  private func keepsPromises(
    _ result: ImageHeaderResult, of bytes: [UInt8], isComplete: Bool
  ) -> Bool {
    switch result {
    case .header(let header):
      header.width > 0 && header.height > 0 && header.displayWidth > 0 && header.displayHeight > 0
        && header.frameCount ?? 1 > 0
    case .needsMore(let range): !isComplete && range.lowerBound >= bytes.count && !range.isEmpty
    case .unrecognized(.empty): bytes.isEmpty
    case .malformed(_, let reason): !reason.isEmpty && reason.utf8.allSatisfy { $0 >= 0x20 }
    case .noPixelSize, .unrecognized: true
    }
  }
}

/// The same numbers in every run.
///
/// Source: <https://prng.di.unimi.it/splitmix64.c>
private struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
