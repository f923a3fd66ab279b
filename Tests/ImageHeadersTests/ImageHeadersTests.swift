import ImageHeaders
import Testing

@Suite struct ImageHeadersTests {
  @Test("A complete file", arguments: Sample.all)
  func complete(_ sample: Sample) {
    #expect(read(sample.bytes) == sample.result)
  }

  @Test("Every prefix asks for more or says what the file says", arguments: Sample.all)
  func prefixes(_ sample: Sample) {
    for count in prefixCounts(of: sample) {
      let result = read(Array(sample.bytes[..<count]), isComplete: false)
      if case .needsMore(let range) = result, range.lowerBound >= count { continue }
      #expect(result == sample.result, "\(count) bytes")
      if result != sample.result { return }
    }
  }

  @Test("Every complete file that is cut off gives an answer", arguments: Sample.all)
  func cutOff(_ sample: Sample) {
    for count in prefixCounts(of: sample) {
      let result = read(Array(sample.bytes[..<count]))
      if case .needsMore = result { Issue.record("\(count) bytes need more") }
    }
  }

  @Test("Asking for more soon comes to an end", arguments: Sample.all)
  func growth(_ sample: Sample) {
    var count = 0
    for _ in 0..<maximumRoundCount {
      let result = read(
        Array(sample.bytes[..<count]), isComplete: count == sample.bytes.count)
      guard case .needsMore(let range) = result else {
        #expect(result == sample.result)
        return
      }
      count = min(range.upperBound, sample.bytes.count)
    }
    Issue.record("still asks for more than \(count) bytes")
  }

  @Test func onlyWhatIsNeededIsAskedFor() {
    let profile = [0xFF, 0xE2] + [UInt8].big16(60_000) + .zeros(59_998)
    let bytes = jpegFile(profile)
    #expect(read(Array(bytes[..<100]), isComplete: false) == .needsMore(60_004..<60_014))
    #expect(read(Array(bytes[..<60_014]), isComplete: false) == .image(.jpeg, 640, 480))
    #expect(read([0x89], isComplete: false) == .needsMore(1..<32))
    #expect(read(.text("BMW"), isComplete: false) == .needsMore(3..<32))
    let text: [UInt8] = .text("BMW builds cars in Munich.")
    #expect(read(text, isComplete: false) == .needsMore(26..<512))
  }

  /// Four thousand segments or boxes take a round each; images do not have as many.
  private let maximumRoundCount = 4_200

  /// All counts of a small sample, and of a large one those near both ends and some between.
  private func prefixCounts(of sample: Sample) -> [Int] {
    let count = sample.bytes.count
    guard count > 2_000 else { return Array(0...count) }
    return Array(0..<700) + Array(stride(from: 700, to: count - 100, by: 997))
      + Array((count - 100)...count)
  }
}
