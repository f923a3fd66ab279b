internal import Archives
internal import Documents

/// A folder that a release was, or will be, put into.
struct PulledFolder {
  /// Absolute.
  let path: String

  /// What is in the folder already.
  enum State {
    /// Nothing, or an empty folder.
    case vacant
    /// All of what is wanted, as it was released.
    case whole
    /// A part of what is wanted, as it was released.
    case partial
  }

  /// Compares what is there with what is wanted of a release; other files may lie beside it.
  ///
  /// - Parameters:
  ///   - release: The release that is wanted.
  ///   - name: Its dataset.
  ///   - wanted: The published files that are wanted; `nil` for the unpacked bundle.
  ///   - shown: The folder as messages name it.
  /// - Returns: How much of it is there.
  /// - Throws: `BinderyError` where the folder holds something else, which is left alone.
  func state(
    of release: Catalog.Release, name: String, wanted: [Catalog.Release.File]?, shown: String
  ) throws -> State {
    guard FileKind.exists(path) else { return .vacant }
    guard FileKind.isDirectory(path) else {
      throw BinderyError(.unwritable, "'\(shown)' is there and is not a folder")
    }
    guard let bytes = read(Manifest.fileName) else {
      guard try isEmpty else {
        throw BinderyError(
          .unwritable,
          "'\(shown)' holds something else than \(name) \(release.version); name a folder that is not there yet with --to"
        )
      }
      return .vacant
    }
    guard SHA256Sum.of(bytes) == release.manifest else {
      throw BinderyError(
        .unwritable,
        "'\(shown)' holds another release than \(name) \(release.version); name a folder that is not there yet with --to"
      )
    }
    var isWhole = true
    for (file, digest) in try expectations(wanted, manifest: bytes) {
      guard FileKind.exists(path + "/" + file) else {
        isWhole = false
        continue
      }
      guard try self.digest(of: file) == digest else {
        throw BinderyError(
          .unwritable,
          "'\(shown)/\(file)' is not what was released; move it away, then pull again")
      }
    }
    if wanted == nil, checksums == nil { isWhole = false }
    return isWhole ? .whole : .partial
  }

  /// The digests that the folder's `SHA256SUMS` names; `nil` where it is missing or damaged.
  var checksums: [String: String]? {
    read(ChecksumFile.name).flatMap(ChecksumFile.parse).map { sums in
      Dictionary(
        sums.map { (String(decoding: $0.key, as: UTF8.self), $0.value.lowercased()) },
        uniquingKeysWith: { first, _ in first })
    }
  }

  private var isEmpty: Bool {
    get throws {
      do {
        return try DirectoryListing(of: path).count == 0
      } catch {
        throw BinderyError.unreadable(path, .system(error))
      }
    }
  }

  private func read(_ name: String) -> [UInt8]? {
    try? FileReader.read(
      path + "/" + name, maximumByteCount: Limits.maximumCatalogByteCount)
  }

  private func digest(of name: String) throws -> String {
    guard FileKind.isFile(path + "/" + name) else { return "" }
    return try SHA256Sum.of(FileSource(path: path + "/" + name)).sha256
  }

  /// The files that are wanted, each with its SHA-256, sorted.
  private func expectations(
    _ wanted: [Catalog.Release.File]?, manifest: [UInt8]
  ) throws -> [(String, String)] {
    var digests: [String: String] = [:]
    if let wanted {
      for file in wanted { digests[file.path] = file.digest.sha256 }
    } else {
      digests = checksums ?? [:]
      let manifest = try Manifest(manifest, path: path + "/" + Manifest.fileName)
      for (file, digest) in manifest.bundledDataFiles { digests[file] = digest.sha256 }
      // Whoever changed a file may have changed its sum; no name leads out of the folder.
      digests = digests.filter {
        !$0.key.hasPrefix("/") && !$0.key.split(separator: "/").contains("..")
      }
    }
    return digests.sorted { $0.key < $1.key }
  }
}
