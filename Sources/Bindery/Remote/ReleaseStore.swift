internal import Archives
internal import Documents
internal import Glibc

/// Where releases are published.
protocol ReleaseStore: Sendable {
  /// What the user named, for messages.
  var name: String { get }

  /// The bytes of `catalog.json`.
  func catalog() async throws -> [UInt8]

  /// Hands a published file to `body`, from its first byte to its last.
  ///
  /// The bytes are not to be trusted before this returns: only then is their digest known to be the
  /// published one. Where what came first was something else, `body` is run again, from the start;
  /// it is run on a thread of its own, and may wait there.
  ///
  /// - Parameters:
  ///   - file: The file that is wanted.
  ///   - workspace: A folder for what is on its way, where there is no better place. What an
  ///     interrupted run leaves there, the next one goes on with.
  ///   - body: What reads the file.
  /// - Returns: What `body` returns.
  /// - Throws: `BinderyError` where the file cannot be had; else what `body` throws.
  func read<Result: Sendable>(
    _ file: PublishedFile, workspace: String,
    _ body: @escaping @Sendable (any ByteSource) throws -> Result
  ) async throws -> Result

  /// Puts a published file at a path, in place of what is there.
  func place(_ file: PublishedFile, at path: String, workspace: String) async throws
}

extension ReleaseStore {
  /// Makes a published file, which is in none of the places where others look, a file of its own.
  func place(_ file: PublishedFile, at path: String, workspace: String) async throws {
    try await read(file, workspace: workspace) { try $0.copy(to: path) }
  }
}

extension ByteSource {
  /// Writes all bytes to a file, in place of what is there.
  func copy(to path: String) throws {
    unsafe unlink(path)
    let file = try PartialFile(path: path)
    try forEachChunk(maximumByteCount: 262_144) { try file.append($0) }
    try file.synchronize()
  }
}

/// A file of a release as the catalog names it.
struct PublishedFile: Sendable, Hashable {
  /// Relative to the release's folder.
  let name: String
  /// Relative to the catalog.
  let path: String
  let digest: FileDigest
  /// Where it is, if not there.
  let url: String?

  init(_ file: Catalog.Release.File, of release: Catalog.Release) {
    name = file.path
    path = release.path + "/" + file.path
    digest = file.digest
    url = file.url
  }
}

extension ReleaseStore {
  /// A small file as a whole.
  func bytes(
    of file: PublishedFile, maximumByteCount: Int, workspace: String
  ) async throws -> [UInt8] {
    guard file.digest.byteCount <= maximumByteCount else {
      throw BinderyError(.release, "'\(file.name)' of '\(name)' is too large")
    }
    return try await read(file, workspace: workspace) { source in
      var bytes: [UInt8] = []
      try source.forEachChunk { chunk in
        unsafe chunk.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
      }
      return bytes
    }
  }
}

extension GrowingFile {
  /// Reads the file twice side by side: once for its digest, once with `body`.
  ///
  /// - Returns: The digest, `nil` where the file could not be read to its end; and what came of
  ///   `body`, which is not to be trusted where the digest is another than was published.
  func read<Result: Sendable>(
    _ body: @escaping @Sendable (any ByteSource) throws -> Result
  ) async -> (digest: Swift.Result<FileDigest, any Error>, result: Swift.Result<Result, any Error>)
  {
    async let digest = Self.outcome { try SHA256Sum.of(GrowingFileSource(self)) }
    async let result = Self.outcome { try body(GrowingFileSource(self)) }
    return await (digest, result)
  }

  private static func outcome<Value: Sendable>(
    _ body: @escaping @Sendable () throws -> Value
  ) async -> Swift.Result<Value, any Error> {
    do { return .success(try await WaitingThread.run(body)) } catch { return .failure(error) }
  }
}
