import Archives
import Testing

@Suite struct GzipWriterTests {
  struct Input: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let bytes: [UInt8]

    init(_ name: String, _ bytes: [UInt8]) {
      testDescription = name
      self.bytes = bytes
    }
  }

  static let block = 131_072

  static let inputs = [
    Input("empty", []),
    Input("one byte", [65]),
    Input("one line", textBytes(80)),
    Input("a byte less than a block", textBytes(block - 1)),
    Input("one block", textBytes(block)),
    Input("a byte more than a block", textBytes(block + 1)),
    Input("one job's group", textBytes(4 * block)),
    Input("two jobs' group", textBytes(8 * block)),
    Input("two jobs' group and a byte", textBytes(8 * block + 1)),
    Input("several groups", textBytes(33 * block + 4711)),
    Input("noise, a block and a half", noiseBytes(block * 3 / 2)),
    Input("noise, several groups", noiseBytes(9 * block)),
    Input("zeros", [UInt8](repeating: 0, count: 5 * block)),
  ]

  static func gzip(
    _ bytes: [UInt8], level: Int = 6, jobs: Int = 2, writeByteCounts: [Int] = []
  ) throws -> [UInt8] {
    let sink = MemorySink()
    let writer = try GzipWriter(to: sink, level: level, jobs: jobs)
    var start = 0
    for count in writeByteCounts where start + count <= bytes.count {
      try writer.write(bytes.span.extracting(start..<start + count))
      start += count
    }
    try writer.write(bytes.span.extracting(start..<bytes.count))
    try writer.finish()
    return sink.bytes
  }

  @Test(arguments: inputs) func theBytesDoNotDependOnJobsOrWrites(input: Input) throws {
    let expected = try Self.gzip(input.bytes, jobs: 1)
    var random = SplitMix64(state: 3)
    for jobs in [1, 2, 8] {
      for maximum in [10_000, 3_000_000] {
        let counts = (0..<500).map { _ in Int.random(in: 0...maximum, using: &random) }
        let bytes = try Self.gzip(input.bytes, jobs: jobs, writeByteCounts: counts)
        expectSame(bytes, expected, "jobs \(jobs), writes up to \(maximum)")
      }
    }
  }

  @Test(arguments: inputs) func otherReadersGiveTheInputBack(input: Input) throws {
    let bytes = try Self.gzip(input.bytes)
    #expect(try run("gzip", "-t", input: bytes).status == 0)
    expectSame(try run("gzip", "-dc", input: bytes).output, input.bytes)
    let script = """
      import gzip, sys
      sys.stdout.buffer.write(gzip.decompress(sys.stdin.buffer.read()))
      """
    expectSame(try run("python3", "-c", script, input: bytes).output, input.bytes)
  }

  @Test(arguments: 0...9) func everyLevelGivesTheInputBack(level: Int) throws {
    for input in [[], textBytes(300_000), noiseBytes(300_000)] {
      let bytes = try Self.gzip(input, level: level)
      let reader = try GzipReader(from: MemorySource(bytes), maximumByteCount: .max)
      expectSame(try reader.allBytes(), input)
    }
  }

  @Test(arguments: [.min, 0, .max]) func anyNumberOfJobsWillDo(jobs: Int) throws {
    let input = textBytes(500_000)
    expectSame(try Self.gzip(input, jobs: jobs), try Self.gzip(input, jobs: 1))
  }

  @Test func theHeaderIsFixed() throws {
    for level in [1, 6, 9] {
      let bytes = try Self.gzip(textBytes(1000), level: level)
      #expect(Array(bytes.prefix(10)) == [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255])
    }
  }

  @Test func blocksShareTheirWindow() throws {
    // Noise that repeats within 32 KiB, but across each boundary: only the window makes it small.
    let noise = noiseBytes(16_384)
    let bytes = try Self.gzip((0..<64).flatMap { _ in noise })
    #expect(bytes.count < 2 * noise.count)
  }

  @Test func withoutFinishReadersRejectIt() throws {
    for count in [0, 100, 20 * Self.block] {
      let sink = MemorySink()
      do {
        let writer = try GzipWriter(to: sink, jobs: 2)
        try writer.write(textBytes(count).span)
      }
      #expect(try run("gzip", "-t", input: sink.bytes).status != 0)
      expectError(.truncated) {
        try GzipReader(from: MemorySource(sink.bytes), maximumByteCount: .max).allBytes()
      }
    }
  }

  @Test func theSinksErrorComesOutAndClosesTheWriter() throws {
    let writer = try GzipWriter(to: MemorySink(failsAfter: 1000), jobs: 2)
    #expect(throws: StreamFailure.self) {
      try writer.write(noiseBytes(2_000_000).span)
    }
    expectError(.closed) { try writer.write([1].span) }
    expectError(.closed) { try writer.finish() }
  }

  @Test func afterFinishItIsClosed() throws {
    let writer = try GzipWriter(to: MemorySink(), jobs: 1)
    try writer.finish()
    expectError(.closed) { try writer.write([1].span) }
    expectError(.closed) { try writer.finish() }
  }

  @Test func anUnknownLevelIsRefused() {
    expectError(.refused) { try GzipWriter(to: MemorySink(), level: 10, jobs: 1) }
  }

  /// What a member holds can be put into another one, with anything before and behind it.
  @Test(arguments: inputs) func membersCanBePutTogether(input: Input) throws {
    let (before, behind) = (textBytes(40_000), noiseBytes(1000))
    func joined(jobs: Int) throws -> [UInt8] {
      let member = try Self.gzip(input.bytes, jobs: jobs)
      let sink = MemorySink()
      let writer = try GzipWriter(to: sink, jobs: jobs)
      try writer.write(before.span)
      for chunk in [1, 7, 100_000] {
        try writer.append(
          MemorySource(member, chunkByteCount: chunk), contentByteCount: input.bytes.count)
      }
      try writer.write(behind.span)
      try writer.append(MemorySource(member), contentByteCount: input.bytes.count)
      try writer.finish()
      return sink.bytes
    }
    let bytes = try joined(jobs: 1)
    let expected = before + input.bytes + input.bytes + input.bytes + behind + input.bytes
    expectSame(try run("gzip", "-dc", input: bytes).output, expected)
    let reader = try GzipReader(from: MemorySource(bytes), maximumByteCount: .max)
    expectSame(try reader.allBytes(), expected)
    expectSame(try joined(jobs: 8), bytes)
  }

  @Test func onlyMembersOfThisWriterArePutIn() throws {
    let content = textBytes(1000)
    let member = try Self.gzip(content)
    let foreign = try run("gzip", "-c", input: content).output
    for (bytes, count) in [
      (foreign, 1000), (member, 999), (Array(member.dropLast()), 1000), (member + [0], 1000),
      (Array(member.dropFirst()), 1000), ([], 0), (Array(member.prefix(10)), 1000),
    ] {
      let writer = try GzipWriter(to: MemorySink(), jobs: 1)
      expectError(.damaged) {
        try writer.append(MemorySource(bytes, chunkByteCount: 3), contentByteCount: count)
      }
      expectError(.closed) { try writer.finish() }
    }
  }
}
