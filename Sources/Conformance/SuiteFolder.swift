internal import Documents
internal import Foundation
internal import JSONSchema

/// An unpacked copy of the official test suite.
struct SuiteFolder {
  let root: String

  /// The files of a draft, in the order of their paths.
  func files(of draft: Draft) throws -> [SuiteFile] {
    let folder = "\(root)/tests/\(draft.folder)"
    guard let paths = FileManager.default.enumerator(atPath: folder) else { return [] }
    var files: [SuiteFile] = []
    for path in paths.compactMap({ $0 as? String }).sorted() where path.hasSuffix(".json") {
      files.append(SuiteFile(path: path, document: try read("\(folder)/\(path)")))
    }
    return files
  }

  /// The schema that the suite serves at an address of its own.
  func remote(_ reference: SchemaReference) -> LoadedSchema? {
    let prefix = "http://localhost:1234/"
    guard case .id(let uri) = reference, uri.hasPrefix(prefix) else { return nil }
    let path = String(uri.dropFirst(prefix.count))
    guard let document = try? read("\(root)/remotes/\(path)") else { return nil }
    return LoadedSchema(root: document.root, location: "remotes/\(path)")
  }

  private func read(_ path: String) throws -> Document {
    let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    let parsed = DocumentReader.read(bytes, as: .json)
    guard parsed.hasValues else { throw UnreadableFile(path: path, issues: parsed.issues) }
    return parsed.document
  }
}

/// A file of the suite that is no JSON.
struct UnreadableFile: Error {
  let path: String
  let issues: [DocumentIssue]
}

extension Draft {
  /// The suite's folder for the draft.
  var folder: String {
    switch self {
    case .draft4: "draft4"
    case .draft6: "draft6"
    case .draft7: "draft7"
    case .draft201909: "draft2019-09"
    case .draft202012: "draft2020-12"
    }
  }
}
