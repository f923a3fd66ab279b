import Foundation
package import Testing

/// Compares a text with a file that stands beside the test.
///
/// A file that is missing fails the test. `BINDERY_RECORD_GOLDENS=1` writes the files; what they
/// then say is to be read before it is committed.
package enum Golden {
  package static func expect(
    _ text: String, equals name: String, file: String = #filePath,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let url = URL(filePath: file).deletingLastPathComponent()
      .appending(path: "Goldens/\(name).txt")
    if ProcessInfo.processInfo.environment["BINDERY_RECORD_GOLDENS"] == "1" {
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: url)
      return
    }
    let expected = try? String(contentsOf: url, encoding: .utf8)
    #expect(
      expected != nil, "no golden file '\(name)'; record it with BINDERY_RECORD_GOLDENS=1",
      sourceLocation: sourceLocation)
    #expect(text == expected, "differs from '\(name)'", sourceLocation: sourceLocation)
  }
}
