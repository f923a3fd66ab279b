import Foundation

@testable import Documents

/// The records of the project, and real ones where they lie beside it.
enum YAMLRecords {
  struct Record {
    let path: String
    let bytes: [UInt8]
    let yaml: Range<Int>
  }

  static let own = records(below: root + "/Records")
  static let shared = records(below: root + "/../shared/data/power-apps-news")

  private static let root = URL(filePath: #filePath).appending(path: "../../../..").standardized
    .path(percentEncoded: false)

  static func records(below folder: String) -> [Record] {
    let paths = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return paths.sorted().compactMap { path in
      guard path.hasSuffix(".md"),
        let data = FileManager.default.contents(atPath: folder + "/" + path),
        case .success(let parts) = FrontMatter.split(Array(data), from: 0)
      else { return nil }
      return Record(path: path, bytes: Array(data), yaml: parts.yaml)
    }
  }
}
