internal import Documents

/// Looks through a folder for files that may be records, and at what is in them.
struct RecordSurvey: Sendable {
  /// Formats whose files are one kind of record.
  enum Format: Sendable, Hashable {
    case markdown
    case yaml
    case json
    case jsonLines

    init?(_ path: String) {
      switch PathName.fileExtension(of: path)?.lowercased() {
      case "md", "markdown": self = .markdown
      case "yml", "yaml": self = .yaml
      case "json": self = .json
      case "jsonl", "ndjson": self = .jsonLines
      default: return nil
      }
    }
  }

  /// The records of one format in one folder.
  struct Group: Sendable {
    let folder: String
    let format: Format
    var profile = ValueProfile()
    /// Files that hold records, among them those with mistakes in their text.
    var paths: [String] = []
    var brokenCount = 0

    /// Members that at least half of the records have.
    var commonMembers: Set<String> {
      Set(profile.members.filter { $0.profile.count * 2 >= profile.objectCount }.map(\.name))
    }

    mutating func merge(_ other: Group) {
      profile.merge(other.profile)
      paths += other.paths
      brokenCount += other.brokenCount
    }
  }

  /// A folder and what is in it.
  struct Folder: Sendable {
    let path: String
    var files: [String] = []
    var folders: [Folder] = []
    /// Whether it was not looked into: its files are never records.
    var isSkipped = false
  }

  let tree: Folder
  let groups: [Group]

  /// Folders of tools, of what they make, and of releases.
  private static let skippedNames: Set<String> = [
    "node_modules", "vendor", "_site", "public", "build", "dist", "target", "Exports",
    "__pycache__",
  ]
  /// Files that say something about a repository, whatever stands at their heads.
  private static let documentNames: Set<String> = [
    "readme", "contributing", "changelog", "license", "licence", "code_of_conduct", "security",
    "support", "authors", "maintainers", "governance", "index", "_index", "404",
  ]
  private static let maximumFileCount = 5_000_000

  static func of(root: String, jobs: Int) async throws -> RecordSurvey {
    var count = 0
    let tree = try folder("", root: root, count: &count)
    var paths: [String] = []
    collect(tree, into: &paths)
    var next = 0
    var groups: [GroupName: Group] = [:]
    try await OrderedBatches.run(
      jobs: jobs,
      next: {
        guard next < paths.count else { return nil }
        defer { next = min(next + 64, paths.count) }
        return Array(paths[next..<min(next + 64, paths.count)])
      },
      work: { Self.groups(of: $0, root: root) },
      consume: { found in
        for (name, group) in found {
          if groups[name] == nil { groups[name] = group } else { groups[name]?.merge(group) }
        }
      })
    return RecordSurvey(
      tree: tree,
      groups: groups.values.sorted {
        ($0.folder, $0.paths.first ?? "") < ($1.folder, $1.paths.first ?? "")
      })
  }

  private struct GroupName: Hashable {
    let folder: String
    let format: Format
  }

  private static func folder(_ path: String, root: String, count: inout Int) throws -> Folder {
    var folder = Folder(path: path)
    let listing: DirectoryListing
    do {
      listing = try DirectoryListing(of: path.isEmpty ? root : root + "/" + path)
    } catch {
      throw BinderyError(
        .unreadable,
        "cannot read '\(VisibleText.escape(path.isEmpty ? root : path))': \(error.message)")
    }
    for index in 0..<listing.count {
      guard let name = String(validating: listing.names[listing.range(index)], as: UTF8.self),
        name != ".git"
      else {
        continue
      }
      let child = path.isEmpty ? name : path + "/" + name
      if listing.kind(index) == .directory {
        if name.hasPrefix(".") || skippedNames.contains(name) {
          folder.folders.append(Folder(path: child, isSkipped: true))
        } else {
          folder.folders.append(try Self.folder(child, root: root, count: &count))
        }
      } else {
        folder.files.append(child)
        count += 1
        guard count <= maximumFileCount else {
          throw BinderyError(.unreadable, "there are more than \(maximumFileCount) files here")
        }
      }
    }
    return folder
  }

  private static func collect(_ folder: Folder, into paths: inout [String]) {
    paths += folder.files.filter(mayBeRecord)
    for child in folder.folders { collect(child, into: &paths) }
  }

  private static func mayBeRecord(_ path: String) -> Bool {
    guard Format(path) != nil else { return false }
    let name = path.split(separator: "/").last.map(String.init) ?? ""
    let stem = String(PathName.withoutExtension(name[...])).lowercased()
    return !name.hasPrefix(".") && !documentNames.contains(stem)
      && name.unicodeScalars.allSatisfy { !VisibleText.isInvisible($0) }
  }

  private static func groups(of paths: [String], root: String) -> [(GroupName, Group)] {
    var groups: [GroupName: Group] = [:]
    var order: [GroupName] = []
    for path in paths {
      guard let format = Format(path) else { continue }
      let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
      let name = GroupName(folder: folder, format: format)
      var group = groups[name] ?? Group(folder: folder, format: format)
      guard look(at: path, root: root, into: &group) else { continue }
      group.paths.append(path)
      if groups[name] == nil { order.append(name) }
      groups[name] = group
    }
    return order.compactMap { name in groups[name].map { (name, $0) } }
  }

  /// Returns whether the file holds records.
  private static func look(at path: String, root: String, into group: inout Group) -> Bool {
    let limit =
      group.format == .jsonLines
      ? Limits.maximumJSONLinesByteCount : Limits.maximumRecordByteCount
    guard let bytes = try? FileReader.read(root + "/" + path, maximumByteCount: limit),
      !bytes.isEmpty
    else { return false }
    switch group.format {
    case .markdown: return look(at: DocumentReader.read(bytes, as: .markdown), into: &group)
    case .yaml: return look(at: DocumentReader.read(bytes, as: .yaml), into: &group)
    case .json: return look(at: DocumentReader.read(bytes, as: .json), into: &group)
    case .jsonLines:
      var isRecord = false
      for (number, line) in bytes.split(separator: UInt8(ascii: "\n")).enumerated() {
        let parsed = DocumentReader.readLine(Array(line), number: number + 1)
        isRecord = look(at: parsed, into: &group) || isRecord
      }
      return isRecord
    }
  }

  private static func look(at parsed: ParsedDocument, into group: inout Group) -> Bool {
    // A Markdown file without front matter is a text; a file with mistakes in it may be a record.
    if parsed.issues.contains(where: { $0.code == .frontMatterMissing || $0.code == .empty }) {
      return false
    }
    guard !parsed.issues.contains(where: \.code.isError), parsed.hasValues else {
      group.brokenCount += 1
      return true
    }
    let root = parsed.document.root
    guard root.kind == .object else { return false }
    // JSON Schemas are about records.
    if let schema = root["$schema"]?.string, schema.contains("json-schema.org") { return false }
    group.profile.add(root)
    return true
  }
}
