internal import Archives
internal import Glibc

/// Releases in a folder.
struct FolderStore: ReleaseStore {
  let name: String
  /// Absolute.
  let folder: String

  func catalog() async throws -> [UInt8] {
    let path = folder + "/" + Catalog.fileName
    do {
      return try FileReader.read(path, maximumByteCount: Limits.maximumCatalogByteCount)
    } catch .system(let error) where error.isNotFound {
      throw BinderyError(
        .unreadable,
        "there is no \(Catalog.fileName) in '\(name)'; name the folder or the address where it lies"
      )
    } catch {
      throw BinderyError.unreadable(path, error)
    }
  }

  func read<Result: Sendable>(
    _ file: PublishedFile, workspace: String,
    _ body: @escaping @Sendable (any ByteSource) throws -> Result
  ) async throws -> Result {
    let path = folder + "/" + file.path
    // A pipe or a device would be waited for.
    guard FileKind.isFile(path) else {
      throw BinderyError(
        .unreadable, "'\(file.path)' is not in '\(name)', though its catalog names it")
    }
    var status = stat()
    guard unsafe stat(path, &status) == 0 else {
      throw BinderyError.unreadable(path, .system(SystemError(errno)))
    }
    guard Int(status.st_size) == file.digest.byteCount else {
      throw BinderyError.otherBytes(file, in: name, byteCount: Int(status.st_size))
    }
    let whole = GrowingFile(path: path, byteCount: file.digest.byteCount, isFinished: true)
    let outcome = await whole.read(body)
    let digest = try outcome.digest.get()
    guard digest == file.digest else {
      throw BinderyError.otherBytes(file, in: name, digest: digest)
    }
    return try outcome.result.get()
  }
}

extension BinderyError {
  /// A file is not as long as the catalog says.
  static func otherBytes(_ file: PublishedFile, in place: String, byteCount: Int) -> Self {
    Self(
      .release,
      "'\(file.path)' in '\(place)' is not what was released: it has \(byteCount) bytes, the catalog says \(file.digest.byteCount)"
    )
  }

  /// A file is as long as the catalog says, but not the same.
  static func otherBytes(_ file: PublishedFile, in place: String, digest: FileDigest) -> Self {
    Self(
      .release,
      "'\(file.path)' in '\(place)' is not what was released: its SHA-256 is \(digest.sha256), the catalog says \(file.digest.sha256)"
    )
  }
}
