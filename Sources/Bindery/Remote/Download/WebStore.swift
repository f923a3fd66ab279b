internal import Archives
internal import Glibc
internal import WebClient

/// What is allowed on the way to a web server.
package struct WebStoreOptions: Sendable {
  /// Whether an address may be `http` that does not stay on this machine.
  package var allowsInsecureHTTP = false
  /// Whether hosts may be in private networks; those on this machine may where the catalog is.
  package var allowsPrivateAddresses = false
  /// Whether the proxies that the process's environment names are used.
  package var usesProxy = false
  /// The environment, which says where the cache is; `nil` for no cache.
  package var cacheEnvironment: [String: String]?
  /// Takes what the user should know, though nothing failed; called from any thread.
  package var warn: @Sendable (String) -> Void = { _ in }
  package var download = DownloadOptions()

  package init() {}
}

/// Releases on a web server.
struct WebStore: ReleaseStore {
  let name: String
  private let place: WebPlace
  private let options: WebStoreOptions
  private let client: WebClient
  private let cache: DownloadCache

  /// - Throws: `BinderyError` where the address may not be used.
  init(_ address: String, options: WebStoreOptions) throws {
    name = address
    place = try WebPlace(address)
    guard place.scheme == "https" || place.isLoopback || options.allowsInsecureHTTP else {
      throw BinderyError(
        .network,
        "'\(address)' is not https: what comes could be changed by others on the way; use https, or --insecure-http"
      )
    }
    self.options = options
    var client = WebClient.Options()
    client.limits = .download
    client.limits.stallTimeout = options.download.stallTimeout
    client.retries.firstDelay = options.download.firstDelay
    client.perHostInterval = .zero
    client.ports = place.scheme == "https" ? [443, place.port] : [80, 443, place.port]
    client.allowsPrivateAddresses = place.isLoopback || options.allowsPrivateAddresses
    client.allowsProxy = options.usesProxy
    client.userAgent = "bindery/\(BinderyVersion.current)"
    self.client = WebClient(client)
    cache = DownloadCache(
      options.cacheEnvironment.flatMap(DownloadFolder.cache), warn: options.warn)
  }

  func catalog() async throws -> [UInt8] {
    let url = place.base + Catalog.fileName
    var request = WebRequest(url)
    request.mayChangeScheme = false
    request.limits = .download
    request.limits?.stallTimeout = options.download.stallTimeout
    request.limits?.maximumBodyByteCount = Limits.maximumCatalogByteCount
    let bytes = ReceivedBytes()
    do {
      _ = try await client.send(
        request,
        head: { head in
          guard head.status == 200 else {
            throw StatusError(status: head.status, url: url, file: Catalog.fileName)
          }
          return .proceed
        },
        body: { chunk in
          bytes.append(chunk)
          return .proceed
        })
      return bytes.bytes
    } catch {
      throw explained(error, url: url)
    }
  }

  func read<Result: Sendable>(
    _ file: PublishedFile, workspace: String,
    _ body: @escaping @Sendable (any ByteSource) throws -> Result
  ) async throws -> Result {
    let folder = cache.usable ?? DownloadFolder(path: workspace)
    let result = try await read(file, in: folder, body)
    if folder.path == workspace { unsafe unlink(folder.file(file.digest.sha256)) }
    return result
  }

  /// The cache and the file that is placed may be one: whoever changes the file in its place spoils
  /// the cache's, which is hashed before it is used again.
  func place(_ file: PublishedFile, at path: String, workspace: String) async throws {
    let folder = cache.usable ?? DownloadFolder(path: workspace)
    try await read(file, in: folder) { _ in }
    let whole = folder.file(file.digest.sha256)
    // What has its final name in a user's folder is on the disk; what is cached need not be.
    try PartialFile.synchronize(whole)
    if folder.path == workspace { return try Folder.rename(whole, to: path) }
    unsafe unlink(path)
    if unsafe link(whole, path) == 0 { return }
    try await read(file, in: folder) { try $0.copy(to: path) }
  }

  private func read<Result: Sendable>(
    _ file: PublishedFile, in folder: DownloadFolder,
    _ body: @escaping @Sendable (any ByteSource) throws -> Result
  ) async throws -> Result {
    if let result = try await readWhole(file, in: folder, body) { return result }
    let url = try place.url(of: file)
    let sha256 = file.digest.sha256
    let lock = try await folder.lock(
      sha256, checkInterruption: options.download.checkInterruption)
    defer { withExtendedLifetime(lock) {} }
    // Another process may have downloaded it while this one waited.
    if let result = try await readWhole(file, in: folder, body) { return result }
    let partial = try PartialFile(path: folder.partialFile(sha256))
    do {
      let download = Download(
        client: client, url: url, file: file, partial: partial, options: options.download)
      let result = try await download.run(body)
      try Folder.rename(partial.path, to: folder.file(sha256))
      // Only here does the folder grow.
      folder.removeUnused()
      return result
    } catch {
      if partial.byteCount == 0 { unsafe unlink(partial.path) }
      throw explained(error, url: url)
    }
  }

  /// Reads a file that was downloaded before; what is not what it should be is removed.
  private func readWhole<Result: Sendable>(
    _ file: PublishedFile, in folder: DownloadFolder,
    _ body: @escaping @Sendable (any ByteSource) throws -> Result
  ) async throws -> Result? {
    guard folder.holds(file.digest) else { return nil }
    let path = folder.file(file.digest.sha256)
    let outcome = await GrowingFile(
      path: path, byteCount: file.digest.byteCount, isFinished: true
    ).read(body)
    guard case .success(file.digest) = outcome.digest else {
      unsafe unlink(path)
      return nil
    }
    return try outcome.result.get()
  }

  /// The error in words that name the address.
  private func explained(_ error: any Error, url: String) -> any Error {
    guard let error = error as? WebError else {
      guard let status = error as? StatusError else { return error }
      guard status.status == 404, status.file == Catalog.fileName else {
        return BinderyError(.network, status.description)
      }
      return BinderyError(
        .network,
        "there is no \(Catalog.fileName) at '\(name)'; name the folder or the address where it lies"
      )
    }
    if case .handler(let reason) = error.reason { return explained(reason, url: url) }
    var words = "\(error)"
    switch error.reason {
    case .privateAddress: words += "; --allow-private-addresses permits it"
    case .schemeChanged: words += "; if that is right, name the address that it leads to"
    default: break
    }
    let asked = error.url == url ? "" : " (redirected to '\(error.url)')"
    return BinderyError(.network, "cannot download '\(url)'\(asked): \(words)")
  }
}

/// Bytes that arrive on the client's thread, and are read once the response has ended.
private final class ReceivedBytes: @unchecked Sendable {
  private(set) var bytes: [UInt8] = []

  func append(_ chunk: Span<UInt8>) {
    unsafe chunk.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
  }
}
