import Archives
import Testing

@Suite struct TarWriterTests {
  /// One line per entry as Python's `tarfile` sees it.
  static let listing = """
    import sys, tarfile
    for m in tarfile.open(fileobj=sys.stdin.buffer, mode="r|"):
        kind = "d" if m.isdir() else "f" if m.isreg() else "?"
        print(kind, oct(m.mode), m.uid, m.gid, repr(m.uname), repr(m.gname), m.mtime, m.size,
              m.name.encode(), sorted(m.pax_headers))
    """

  struct Name: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let name: String
    let needsPax: Bool

    init(_ description: String, _ name: String, needsPax: Bool) {
      testDescription = description
      self.name = name
      self.needsPax = needsPax
    }
  }

  static let hundred = String(repeating: "n", count: 100)
  static let names = [
    Name("short", "data/trees.jsonl", needsPax: false),
    Name("100 bytes", hundred, needsPax: false),
    Name("101 bytes without a slash", hundred + "n", needsPax: true),
    Name("prefix and name", "folder/" + hundred, needsPax: false),
    Name("the longest of ustar", "\(hundred)/\(hundred.prefix(54))/\(hundred)", needsPax: false),
    Name("a prefix too long", "\(hundred)/\(hundred.prefix(55))/\(hundred)", needsPax: true),
    Name("more than 255", String(repeating: "folder/", count: 60) + "file", needsPax: true),
    Name("UTF-8", "data/Straßenbäume-木.csv", needsPax: true),
    Name("UTF-8, decomposed", "data/a\u{308}pfel", needsPax: true),
    Name("UTF-8, long", String(repeating: "木/", count: 100) + "😀", needsPax: true),
    Name("spaces and signs", "a b/c'd\"e\\f\n.txt", needsPax: false),
  ]

  static func tar(
    modified: Int64 = 1_700_000_000, to sink: MemorySink = MemorySink(),
    _ body: (TarWriter) throws -> Void
  ) throws -> [UInt8] {
    let writer = try TarWriter(to: sink, modified: modified)
    try body(writer)
    try writer.finish()
    return sink.bytes
  }

  static func add(_ name: String, _ bytes: [UInt8], to writer: TarWriter) throws {
    try writer.addFile(name, byteCount: bytes.count)
    try writer.write(bytes.span)
  }

  @Test(arguments: names) func anotherReaderSeesWhatWasWritten(name: Name) throws {
    let bytes = try Self.tar { writer in
      try writer.addDirectory("top")
      try Self.add(name.name, Array("body".utf8), to: writer)
    }
    let python = try run("python3", "-c", Self.listing, input: bytes)
    let quoted = try run(
      "python3", "-c", "import sys; print(sys.stdin.buffer.read())", input: Array(name.name.utf8))
    #expect(
      python.text == """
        d 0o755 0 0 '' '' 1700000000 0 b'top' []
        f 0o644 0 0 '' '' 1700000000 4 \(quoted.text.dropLast()) \(name.needsPax ? "['path']" : "[]")

        """)
    let listed = try run("tar", "-tvf", "-", "--full-time", "--quoting-style=literal", input: bytes)
    #expect(
      listed.text == """
        drwxr-xr-x 0/0               0 2023-11-14 22:13:20 top/
        -rw-r--r-- 0/0               4 2023-11-14 22:13:20 \(name.name)

        """)
  }

  @Test(arguments: [0, 1_700_000_000, 2_147_483_646, 2_147_483_647, 4_102_444_800, -1] as [Int64])
  func everyTimeIsTheOneGiven(modified: Int64) throws {
    let bytes = try Self.tar(modified: modified) { try Self.add("a", [1], to: $0) }
    let script = """
      import sys, tarfile
      print([int(m.mtime) for m in tarfile.open(fileobj=sys.stdin.buffer, mode="r|")])
      """
    #expect(try run("python3", "-c", script, input: bytes).text == "[\(modified)]\n")
  }

  @Test func theBytesDoNotDependOnWrites() throws {
    let body = noiseBytes(100_000)
    let whole = try Self.tar { try Self.add("a", body, to: $0) }
    let pieces = try Self.tar { writer in
      try writer.addFile("a", byteCount: body.count)
      for start in stride(from: 0, to: body.count, by: 777) {
        try writer.write(body.span.extracting(start..<min(start + 777, body.count)))
        try writer.write(body.span.extracting(0..<0))
      }
    }
    expectSame(pieces, whole)
    #expect(whole.count == 512 + 100_352 + 1024)
    expectSame(try run("tar", "-xOf", "-", input: whole).output, body)
  }

  @Test func twoBlocksOfZerosEndIt() throws {
    expectSame(try Self.tar { _ in }, [UInt8](repeating: 0, count: 1024))
    let bytes = try Self.tar { try Self.add("a", [UInt8](repeating: 1, count: 512), to: $0) }
    #expect(bytes.count == 512 + 512 + 1024)
  }

  @Test func aBodyIsNotLongerThanAnnounced() throws {
    expectError(.bodyTooLong) {
      try Self.tar { writer in
        try writer.addFile("a", byteCount: 3)
        try writer.write([1, 2].span)
        try writer.write([3, 4].span)
      }
    }
    expectError(.bodyTooLong) {
      try Self.tar { writer in
        try writer.addDirectory("a")
        try writer.write([1].span)
      }
    }
    expectError(.bodyTooLong) { try Self.tar { try $0.write([1].span) } }
  }

  @Test func aBodyIsNotShorterThanAnnounced() throws {
    let nextSteps: [(TarWriter) throws -> Void] = [
      { _ in }, { try $0.addDirectory("b") }, { try $0.addFile("b", byteCount: 0) },
    ]
    for next in nextSteps {
      expectError(.bodyTooShort) {
        try Self.tar { writer in
          try writer.addFile("a", byteCount: 3)
          try writer.write([1, 2].span)
          try next(writer)
        }
      }
    }
  }

  @Test(arguments: ["", "a\0b"]) func aNameThatCannotBeIsRefused(name: String) {
    expectError(.invalidName) { try Self.tar { try $0.addFile(name, byteCount: 0) } }
    expectError(.invalidName) { try Self.tar { try $0.addDirectory(name) } }
  }

  @Test func anErrorClosesTheWriter() throws {
    let sink = MemorySink()
    let writer = try TarWriter(to: sink, modified: 0)
    try writer.addFile("a", byteCount: 10)
    expectError(.bodyTooShort) { try writer.finish() }
    expectError(.closed) { try writer.write([1].span) }
    expectError(.closed) { try writer.addDirectory("b") }
    expectError(.closed) { try writer.finish() }
    #expect(sink.bytes.count == 512)
  }

  @Test func theSinksErrorComesOut() throws {
    #expect(throws: StreamFailure.self) {
      try Self.tar(to: MemorySink(failsAfter: 100)) { try $0.addDirectory("a") }
    }
    #expect(throws: StreamFailure.self) {
      try Self.tar(to: MemorySink(failsAfter: 600)) { try Self.add("a", noiseBytes(500), to: $0) }
    }
    #expect(throws: StreamFailure.self) {
      try Self.tar(to: MemorySink(failsAfter: 600)) { try $0.addDirectory("a") }
    }
  }

  @Test(arguments: [0, 5, 512]) func aDroppedWriterLeavesNoEnd(byteCount: Int) throws {
    let sink = MemorySink()
    do {
      let writer = try TarWriter(to: sink, modified: 0)
      try writer.addFile("a", byteCount: 512)
      try writer.write(noiseBytes(byteCount).span)
    }
    #expect(sink.bytes.count == 512 + byteCount)
    expectError(.truncated, .damaged) { try TarReaderTests.read(sink.bytes) }
  }
}
