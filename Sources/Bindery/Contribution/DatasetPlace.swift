/// Tells whether a dataset is where the base of a contribution has it.
package enum DatasetPlace {
  /// Refuses a contribution that brings its own `bindery.yml` into another folder than the base has
  /// it in: it would be held to no policy.
  ///
  /// - Parameters:
  ///   - contribution: The contribution.
  ///   - root: The folder in which `bindery.yml` was found.
  ///   - start: The folder from which it was searched, upwards.
  /// - Throws: `BinderyError` where the base has another one on the way.
  package static func check(
    _ contribution: Contribution, root: String, searchedFrom start: String
  ) async throws {
    if contribution.configurationObject != nil, root == start { return }
    let (found, first) = (try await prefix(of: root), try await prefix(of: start))
    let folders = ancestors(of: first)
    let name = ConfigurationReader.fileName
    let listed = try await Git.bytes(
      ["ls-tree", "-z", "--name-only", "--full-tree", contribution.base, "--"]
        + folders.map { $0 + name }, in: root)
    let known = Set(listed.split(separator: 0).map { String(decoding: $0, as: UTF8.self) })
    guard let former = folders.first(where: { known.contains($0 + name) }), former != found else {
      return
    }
    throw BinderyError(
      .git,
      "'\(VisibleText.shortened(contribution.revision))' has its bindery.yml in \(shown(former)), and here it is in \(shown(found)): name the folder that counts with --dataset"
    )
  }

  /// The path of a folder in the repository, with a '/' at its end unless it is empty.
  private static func prefix(of folder: String) async throws -> String {
    String(
      decoding: try await Git.bytes(["rev-parse", "--show-prefix"], in: folder).dropLast(),
      as: UTF8.self)
  }

  /// A folder and those above it, the innermost first.
  private static func ancestors(of prefix: String) -> [String] {
    var folder = ""
    var folders = [""]
    for name in prefix.split(separator: "/") {
      folder += name + "/"
      folders.append(folder)
    }
    return folders.reversed()
  }

  private static func shown(_ prefix: String) -> String {
    prefix.isEmpty
      ? "the repository's own folder" : "'\(VisibleText.escape(String(prefix.dropLast())))'"
  }
}
