import Archives
import Foundation
import Testing

/// A compressed archive is decompressed ahead of its reader, on another thread.
@Suite struct ReadAheadTests {
  /// Many times what is decompressed ahead, in files that end anywhere.
  private static let bodies: [[UInt8]] = {
    let text = textBytes(100_003)
    return (1...9).map { count in (0..<count).flatMap { _ in text } }
  }()

  private static let archive = Result {
    try GzipWriterTests.gzip(
      TarWriterTests.tar { writer in
        for (index, body) in bodies.enumerated() {
          try TarWriterTests.add("file \(index)", body, to: writer)
        }
      })
  }

  static func zipped() throws -> [UInt8] { try archive.get() }

  @Test(arguments: [(1021, 262_144), (65_536, 1000), (.max, 262_144), (.max, 700_000)])
  func chunksDoNotMatter(sourceChunk: Int, chunk: Int) throws {
    let source = MemorySource(try Self.zipped(), chunkByteCount: sourceChunk)
    let reader = try TarReader(from: source, limits: TarReaderTests.generous)
    for body in Self.bodies {
      #expect(try reader.next()?.byteCount == body.count)
      expectSame(try reader.allBytes(chunkByteCount: chunk), body)
    }
    #expect(try reader.next() == nil)
  }

  /// Whoever gave the source has it to himself again.
  @Test func aReaderThatIsGoneReadsNoMore() throws {
    let zipped = try Self.zipped()
    let source = CountingSource(MemorySource(zipped, chunkByteCount: 4096))
    do {
      let reader = try TarReader(from: source, limits: TarReaderTests.generous)
      _ = try reader.next()
    }
    let count = source.byteCount
    #expect(count < zipped.count / 2)
    Thread.sleep(forTimeInterval: 0.05)
    #expect(source.byteCount == count)
  }
}

/// Counts what is read of another source.
private final class CountingSource: ByteSource {
  private let source: any ByteSource
  private(set) var byteCount = 0

  init(_ source: any ByteSource) { self.source = source }

  func read(into buffer: inout MutableSpan<UInt8>) throws -> Int {
    let count = try source.read(into: &buffer)
    byteCount += count
    return count
  }
}
