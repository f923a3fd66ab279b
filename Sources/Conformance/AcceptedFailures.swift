internal import Documents
internal import Foundation

/// The optional cases that are known to fail, each with the reason.
///
/// A JSON file: a list of objects with `case` and `reason`.
struct AcceptedFailures {
  private(set) var reasons: [String: String] = [:]

  init(path: String) throws {
    let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    let parsed = DocumentReader.read(bytes, as: .json)
    guard parsed.hasValues else { throw UnreadableFile(path: path, issues: parsed.issues) }
    for entry in parsed.document.root.elements {
      if let name = entry["case"]?.string, let reason = entry["reason"]?.string {
        reasons[name] = reason
      }
    }
  }
}
