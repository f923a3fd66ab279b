import Archives
import Foundation
import Testing

@Suite struct TarReaderTests {
  /// Prints without its body, which may be long.
  struct Content: Equatable, CustomTestStringConvertible {
    let entry: TarEntry
    let body: [UInt8]

    var testDescription: String { "\(entry.name), \(body.count) bytes" }
  }

  static let generous = TarReader.Limits(maximumEntryCount: 1000, maximumByteCount: 100_000_000)

  static func read(
    _ bytes: [UInt8], limits: TarReader.Limits = generous, sourceChunk: Int = .max
  ) throws -> [Content] {
    let source = MemorySource(bytes, chunkByteCount: sourceChunk)
    let reader = try TarReader(from: source, limits: limits)
    var result: [Content] = []
    while let entry = try reader.next() {
      result.append(Content(entry: entry, body: try reader.allBytes(chunkByteCount: 1000)))
    }
    return result
  }

  static let contents = [
    content("top", .directory, []),
    content("top/empty", .file, []),
    content("top/text", .file, textBytes(3000)),
    content("top/zeros", .file, Array(repeating: 0, count: 2048)),
    content("top/木", .file, noiseBytes(512)),
  ]

  private static func content(_ name: String, _ kind: TarEntry.Kind, _ body: [UInt8]) -> Content {
    Content(entry: TarEntry(name: name, kind: kind, byteCount: body.count), body: body)
  }

  static func sample() throws -> [UInt8] {
    try TarWriterTests.tar { writer in
      for content in contents {
        if content.entry.kind == .directory {
          try writer.addDirectory(content.entry.name)
        } else {
          try TarWriterTests.add(content.entry.name, content.body, to: writer)
        }
      }
    }
  }

  @Test(arguments: [1, 2, 511, .max]) func whatWasWrittenComesBack(sourceChunk: Int) throws {
    let bytes = try Self.sample()
    #expect(try Self.read(bytes, sourceChunk: sourceChunk) == Self.contents)
    let zipped = try GzipWriterTests.gzip(bytes)
    #expect(try Self.read(zipped, sourceChunk: sourceChunk) == Self.contents)
  }

  @Test(arguments: TarWriterTests.names) func everyNameComesBack(name: TarWriterTests.Name) throws {
    let bytes = try TarWriterTests.tar { try TarWriterTests.add(name.name, [1], to: $0) }
    #expect(try Self.read(bytes).map(\.entry.name) == [name.name])
  }

  @Test func bodiesMayBeSkipped() throws {
    let reader = try TarReader(from: MemorySource(Self.sample()), limits: Self.generous)
    var names: [String] = []
    while let entry = try reader.next() { names.append(entry.name) }
    #expect(names == Self.contents.map(\.entry.name))
  }

  @Test(arguments: ["v7", "ustar", "gnu", "pax"])
  func archivesOfOthersAreRead(format: String) throws {
    let script = """
      mkdir d; printf 'some text' >d/file; ln d/file d/hard; ln -s file d/symbolic; mkfifo d/pipe
      [ \(format) = v7 ] && rm d/pipe
      tar --sort=name --format=\(format) -cf - d
      """
    let bytes = try run("sh", "-c", script).output
    var expected = [
      TarEntry(name: "d", kind: .directory, byteCount: 0),
      TarEntry(name: "d/file", kind: .file, byteCount: 9),
      TarEntry(name: "d/hard", kind: .hardLink, byteCount: 0),
      TarEntry(name: "d/pipe", kind: .other, byteCount: 0),
      TarEntry(name: "d/symbolic", kind: .symbolicLink, byteCount: 0),
    ]
    if format == "v7" { expected.remove(at: 3) }
    #expect(try Self.read(bytes).map(\.entry) == expected)
  }

  @Test func namesOutsideAreReportedAsTheyAre() throws {
    let names = ["../up", "/root", "a/../../b"]
    let bytes = try TarWriterTests.tar { writer in
      for name in names { try TarWriterTests.add(name, [], to: writer) }
    }
    #expect(try Self.read(bytes).map(\.entry.name) == names)
  }

  @Test func theLimitsAreExact() throws {
    let bytes = try Self.sample()
    let zipped = try GzipWriterTests.gzip(bytes)
    func limits(_ entries: Int, _ count: Int) -> TarReader.Limits {
      .init(maximumEntryCount: entries, maximumByteCount: count)
    }
    for input in [bytes, zipped] {
      #expect(try Self.read(input, limits: limits(5, bytes.count)) == Self.contents)
      expectError(.limitExceeded) { try Self.read(input, limits: limits(4, bytes.count)) }
      expectError(.limitExceeded) { try Self.read(input, limits: limits(5, bytes.count - 1)) }
    }
  }

  @Test func aPathIsOpened() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "sample.tar").path(percentEncoded: false)
      _ = try run("sh", "-c", "cat >sample.tar", input: Self.sample(), folder: folder)
      let reader = try TarReader(path: path, limits: Self.generous)
      #expect(try reader.next() == Self.contents[0].entry)
      expectError(.fileUnreadable) { try TarReader(path: path + "x", limits: Self.generous) }
    }
  }
}
