/// Where the schemas of a dataset lie in a bundle: below `schemas/`, as they lie to one another.
struct BundledSchemas {
  static let folder = "schemas/"
  private let commonFolder: [Substring]
  let files: [SchemaFile]

  init(_ dataset: Dataset) {
    files = Array(Set(dataset.collections.flatMap(\.schemaFiles))).sorted {
      $0.path.utf8.lexicographicallyPrecedes($1.path.utf8)
    }
    var common = files.first.map { $0.path.split(separator: "/").dropLast() } ?? []
    for file in files {
      let folder = file.path.split(separator: "/").dropLast()
      common = Array(zip(common, folder).prefix { $0 == $1 }.map(\.0))
    }
    commonFolder = common
  }

  func path(of file: SchemaFile) -> String {
    Self.folder
      + file.path.split(separator: "/").dropFirst(commonFolder.count).joined(separator: "/")
  }
}
