/// The same random numbers on every run.
///
/// Specification: <https://prng.di.unimi.it/splitmix64.c>
struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var result = state
    result = (result ^ (result >> 30)) &* 0xbf58_476d_1ce4_e5b9
    result = (result ^ (result >> 27)) &* 0x94d0_49bb_1331_11eb
    return result ^ (result >> 31)
  }
}

/// Bytes that compress about as well as records do.
func textBytes(_ count: Int) -> [UInt8] {
  let words = ["oak", "lime", "street", "height", "\n", "species", ": ", "planted", ", ", "\""]
  var random = SplitMix64(state: 7)
  var result: [UInt8] = []
  while result.count < count {
    result += Array((words.randomElement(using: &random) ?? "").utf8)
    result += Array("\(Int.random(in: 0..<1000, using: &random)) ".utf8)
  }
  return Array(result.prefix(count))
}

/// Bytes that do not compress.
func noiseBytes(_ count: Int) -> [UInt8] {
  var random = SplitMix64(state: 11)
  return (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
}
