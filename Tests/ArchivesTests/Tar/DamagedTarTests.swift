import Archives
import Testing

@Suite struct DamagedTarTests {
  @Test func everyTruncationIsAnError() throws {
    let bytes = try TarReaderTests.sample()
    for count in 0..<bytes.count where count % 512 == 0 || count % 97 == 1 {
      expectError(.truncated, .damaged) { try TarReaderTests.read(Array(bytes.prefix(count))) }
    }
  }

  @Test func everyTruncationOfACompressedOneIsAnError() throws {
    let bytes = try GzipWriterTests.gzip(TarReaderTests.sample())
    for count in stride(from: 0, to: bytes.count, by: 7) {
      expectError(.truncated, .damaged) { try TarReaderTests.read(Array(bytes.prefix(count))) }
    }
    expectError(.truncated) { try TarReaderTests.read(Array(bytes.dropLast())) }
  }

  @Test func noFlippedBitOfACompressedOneChangesTheResult() throws {
    let bytes = try GzipWriterTests.gzip(TarReaderTests.sample())
    for bit in stride(from: 0, to: bytes.count * 8, by: 5) {
      var damaged = bytes
      damaged[bit / 8] ^= 1 << (bit % 8)
      if let contents = try? TarReaderTests.read(damaged) {
        #expect(contents == TarReaderTests.contents, "bit \(bit)")
      }
    }
  }

  @Test func aFlippedBitInAHeaderIsDamage() throws {
    let bytes = try TarReaderTests.sample()
    for byte in 0..<512 {
      var damaged = bytes
      damaged[512 + byte] ^= 4
      expectError(.damaged) { try TarReaderTests.read(damaged) }
    }
  }

  @Test func nothingButZerosMayFollow() throws {
    let bytes = try TarReaderTests.sample()
    let padding = [UInt8](repeating: 0, count: 9000)
    #expect(try TarReaderTests.read(bytes + padding) == TarReaderTests.contents)
    for excess in [[1], padding + [1], bytes] {
      expectError(.trailingBytes) { try TarReaderTests.read(bytes + excess) }
      expectError(.trailingBytes) {
        try TarReaderTests.read(GzipWriterTests.gzip(bytes + excess))
      }
      expectError(.trailingBytes) {
        try TarReaderTests.read(GzipWriterTests.gzip(bytes) + excess)
      }
    }
  }

  @Test(arguments: ["", "x", "name: oak\n", String(repeating: "name: oak\n", count: 200)])
  func whatIsNotTarIsDamage(text: String) {
    expectError(.damaged) { try TarReaderTests.read(Array(text.utf8)) }
  }

  @Test func otherFormatsAreNotRead() throws {
    let scripts = [
      "import sys, zipfile; zipfile.ZipFile(sys.stdout.buffer, 'w').writestr('a', 'b' * 9999)",
      "import sys, bz2; sys.stdout.buffer.write(bz2.compress(sys.stdin.buffer.read()))",
      "import sys, lzma; sys.stdout.buffer.write(lzma.compress(sys.stdin.buffer.read()))",
    ]
    for script in scripts {
      let bytes = try run("python3", "-c", script, input: TarReaderTests.sample()).output
      #expect(!bytes.isEmpty)
      expectError(.damaged) { try TarReaderTests.read(bytes) }
    }
  }

  @Test(arguments: ["gnu", "pax"]) func filesWithHolesAreRefused(format: String) throws {
    for make in ["truncate -s 10T hole", "truncate -s 1M hole; printf x >>hole"] {
      let bytes = try run("sh", "-c", "\(make); tar -S --format=\(format) -cf - hole").output
      expectError(.unsupported, .limitExceeded) { try TarReaderTests.read(bytes) }
    }
  }

  @Test(arguments: ["ustar", "gnu", "pax"])
  func aNameThatIsNotUTF8IsRefused(format: String) throws {
    let script = "printf x >\"$(printf 'a\\377b')\"; tar --format=\(format) -cf - a*"
    expectError(.invalidName, .damaged) {
      try TarReaderTests.read(run("sh", "-c", script).output)
    }
  }

  @Test func anErrorClosesTheReader() throws {
    let bytes = try TarReaderTests.sample()
    let reader = try TarReader(
      from: MemorySource(Array(bytes.prefix(1500))), limits: TarReaderTests.generous)
    expectError(.damaged) { while try reader.next() != nil {} }
    expectError(.closed) { try reader.next() }
  }

  @Test(arguments: [0, 1, 700, 2000]) func theSourcesErrorComesOut(byteCount: Int) throws {
    let bytes = try TarReaderTests.sample().prefix(byteCount)
    #expect(throws: StreamFailure.self) {
      let source = MemorySource(Array(bytes), failsAtEnd: true)
      let reader = try TarReader(from: source, limits: TarReaderTests.generous)
      while try reader.next() != nil { _ = try reader.allBytes() }
    }
  }

  @Test(arguments: [2, 1000, 900_000]) func theSourcesErrorComesOutOfACompressedOne(
    byteCount: Int
  ) throws {
    let bytes = try ReadAheadTests.zipped().prefix(byteCount)
    #expect(throws: StreamFailure.self) {
      let source = MemorySource(Array(bytes), chunkByteCount: 60_000, failsAtEnd: true)
      let reader = try TarReader(from: source, limits: TarReaderTests.generous)
      while try reader.next() != nil { _ = try reader.allBytes() }
    }
  }
}
