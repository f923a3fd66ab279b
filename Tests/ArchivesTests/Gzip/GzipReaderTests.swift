import Archives
import Testing

@Suite struct GzipReaderTests {
  private func gunzip(
    _ bytes: [UInt8], maximumByteCount: Int = .max, sourceChunk: Int = .max, chunk: Int = 65_536
  ) throws -> [UInt8] {
    let source = MemorySource(bytes, chunkByteCount: sourceChunk)
    return try GzipReader(from: source, maximumByteCount: maximumByteCount)
      .allBytes(chunkByteCount: chunk)
  }

  @Test(arguments: [(1, 1), (1, 65_536), (7, 13), (65_536, 1), (.max, 100_000)])
  func chunksDoNotMatter(sourceChunk: Int, chunk: Int) throws {
    let bytes = textBytes(300_000)
    let zipped = try GzipWriterTests.gzip(bytes)
    expectSame(try gunzip(zipped, sourceChunk: sourceChunk, chunk: chunk), bytes)
  }

  @Test func gzipOfOthersIsRead() throws {
    let bytes = textBytes(200_000)
    expectSame(try gunzip(run("gzip", "-9", input: bytes).output), bytes)
    let script = """
      import gzip, sys
      with gzip.GzipFile("name.txt", "wb", 1, sys.stdout.buffer, 123456789) as out:
          out.write(sys.stdin.buffer.read())
      """
    expectSame(try gunzip(run("python3", "-c", script, input: bytes).output), bytes)
  }

  @Test func everyTruncationIsAnError() throws {
    let bytes = try GzipWriterTests.gzip(textBytes(2000))
    for count in 0..<bytes.count {
      expectError(.truncated) { try gunzip(Array(bytes.prefix(count))) }
    }
  }

  @Test func noFlippedBitChangesTheResult() throws {
    let expected = textBytes(2000)
    let bytes = try GzipWriterTests.gzip(expected)
    var caught = 0
    for bit in 0..<bytes.count * 8 {
      var damaged = bytes
      damaged[bit / 8] ^= 1 << (bit % 8)
      do {
        expectSame(try gunzip(damaged), expected, "bit \(bit)")
      } catch {
        caught += 1
      }
    }
    // What means nothing: the text flag, the time, the extra flags and the system, which are 49
    // bits, and a few that fill up the last byte of the deflate data.
    #expect(caught >= bytes.count * 8 - 64)
  }

  @Test(arguments: 1...8) func aWrongTrailerIsDamage(fromEnd: Int) throws {
    var bytes = try GzipWriterTests.gzip(textBytes(100_000))
    bytes[bytes.count - fromEnd] ^= 0x10
    expectError(.damaged) { try gunzip(bytes) }
  }

  @Test(arguments: [1, .max]) func nothingMayFollow(sourceChunk: Int) throws {
    let bytes = try GzipWriterTests.gzip(textBytes(1000))
    for excess in [[0], [0x1f], Array("garbage".utf8), bytes] {
      expectError(.trailingBytes) { try gunzip(bytes + excess, sourceChunk: sourceChunk) }
    }
  }

  @Test func theLimitIsExact() throws {
    let bytes = [UInt8](repeating: 32, count: 1_000_000)
    let zipped = try GzipWriterTests.gzip(bytes)
    expectSame(try gunzip(zipped, maximumByteCount: 1_000_000), bytes)
    expectError(.limitExceeded) { try gunzip(zipped, maximumByteCount: 999_999) }
    expectError(.limitExceeded) { try gunzip(zipped, maximumByteCount: 0) }
  }

  @Test func whatIsNotGzipIsDamage() {
    expectError(.damaged) { try gunzip(Array("name: oak\n".utf8)) }
    expectError(.damaged) { try gunzip([0x1f, 0x8b, 7, 0, 0, 0, 0, 0, 0, 0]) }
    expectError(.truncated) { try gunzip([]) }
  }

  @Test func theEndStaysTheEnd() throws {
    let source = MemorySource(try GzipWriterTests.gzip([1, 2, 3]))
    let reader = try GzipReader(from: source, maximumByteCount: 3)
    #expect(try reader.allBytes() == [1, 2, 3])
    #expect(try reader.allBytes().isEmpty)
  }

  @Test func theSourcesErrorComesOut() throws {
    let bytes = try GzipWriterTests.gzip(textBytes(1000))
    let source = MemorySource(Array(bytes.dropLast(20)), failsAtEnd: true)
    let reader = try GzipReader(from: source, maximumByteCount: .max)
    #expect(throws: StreamFailure.self) { try reader.allBytes() }
  }
}
