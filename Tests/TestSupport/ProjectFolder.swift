import Foundation

/// Folders of the project, and of the data that may lie beside it.
package enum ProjectFolder {
  package static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  /// Real records to run on, where they are there.
  package static let sharedData = URL(filePath: root).deletingLastPathComponent()
    .appending(path: "shared/data").path

  package static var hasSharedData: Bool { FileManager.default.fileExists(atPath: sharedData) }
}
