internal import Archives
internal import Glibc

/// Whether two folders hold the same: names, modes and bytes.
enum FolderComparison {
  /// Compares two folders.
  ///
  /// - Throws: `BinderyError` that says the first difference.
  static func requireSame(_ folder: String, as other: String, below path: String = "") throws {
    let names = try names(in: folder)
    let otherNames = try self.names(in: other)
    if let name = Set(names).symmetricDifference(otherNames).min() {
      throw different("'\(path)\(name)' is in one of them only")
    }
    for name in names {
      let (first, second) = ("\(folder)/\(name)", "\(other)/\(name)")
      guard FileKind.isDirectory(first) == FileKind.isDirectory(second), mode(first) == mode(second)
      else { throw different("'\(path)\(name)' has another mode") }
      if FileKind.isDirectory(first) {
        try requireSame(first, as: second, below: "\(path)\(name)/")
      } else {
        try requireSameBytes(first, second, "\(path)\(name)")
      }
    }
  }

  private static func requireSameBytes(_ first: String, _ second: String, _ name: String) throws {
    let others = try FileSource(path: second)
    var position = 0
    try FileSource(path: first).forEachChunk { chunk in
      let otherBytes = try read(chunk.count, from: others)
      for index in chunk.indices
      where index >= otherBytes.count || chunk[index] != otherBytes[index] {
        throw different("'\(name)' differs from byte \(position + index + 1) on")
      }
      position += chunk.count
    }
    guard try read(1, from: others).isEmpty else {
      throw different("'\(name)' differs from byte \(position + 1) on")
    }
  }

  /// The next bytes, fewer only at the end.
  private static func read(_ count: Int, from source: FileSource) throws -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < count {
      var part = [UInt8](repeating: 0, count: count - bytes.count)
      var room = part.mutableSpan
      let partCount = try source.read(into: &room)
      if partCount == 0 { break }
      bytes += part[..<partCount]
    }
    return bytes
  }

  private static func different(_ words: String) -> BinderyError {
    BinderyError(
      .release,
      "two exports of this dataset are not the same: \(VisibleText.escape(words)); nothing was written; please report this"
    )
  }

  private static func names(in folder: String) throws -> [String] {
    do {
      return try DirectoryListing.names(of: folder).map(\.name).sorted()
    } catch {
      throw BinderyError(.unreadable, "cannot read '\(folder)': \(error.message)")
    }
  }

  private static func mode(_ path: String) -> mode_t? {
    var status = stat()
    return unsafe lstat(path, &status) == 0 ? status.st_mode : nil
  }
}
