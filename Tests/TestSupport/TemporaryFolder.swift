package import Foundation

/// A folder of one test's own, removed when the test lets go of it.
package final class TemporaryFolder: Sendable {
  package let path: String

  package init() throws {
    let url = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
      .appending(path: "bindery-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit {
    // A test may have taken permissions away.
    _ = try? Shell.run("chmod", "-R", "u+rwx", path)
    try? FileManager.default.removeItem(atPath: path)
  }

  package func url(_ name: String) -> URL { URL(filePath: path).appending(path: name) }

  /// Writes a file, with the folders above it.
  package func write(_ text: String, to name: String) throws {
    try write(Array(text.utf8), to: name)
  }

  package func write(_ bytes: [UInt8], to name: String) throws {
    try FileManager.default.createDirectory(
      at: url(name).deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url(name))
  }

  package func read(_ name: String) throws -> String {
    try String(contentsOf: url(name), encoding: .utf8)
  }

  package func bytes(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: url(name))) }

  package func exists(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: url(name).path)
  }

  /// The paths of all files below a folder, sorted.
  package func files(below name: String = "") -> [String] {
    let start = name.isEmpty ? path : url(name).path
    let enumerator = FileManager.default.enumerator(atPath: start)
    return (enumerator?.allObjects as? [String] ?? [])
      .filter { name in
        let attributes = try? FileManager.default.attributesOfItem(atPath: start + "/" + name)
        return attributes?[.type] as? FileAttributeType != .typeDirectory
      }
      .sorted()
  }
}
