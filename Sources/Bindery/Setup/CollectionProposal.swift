/// Records that seem to be of one kind: those of one folder, and of folders beside and below it that
/// have the same members.
package struct CollectionProposal: Sendable {
  let name: String
  let include: [String]
  let profile: ValueProfile
  let recordPaths: Set<String>
  let brokenCount: Int
  /// The folders that `include` starts from, in which every file is accounted for.
  let folders: Set<String>

  /// The collections that a survey suggests, by the order of their folders, and files that look like
  /// records and belong to none of them, one of each kind.
  static func of(
    _ survey: RecordSurvey, datasetName: String
  ) -> (collections: [CollectionProposal], leftOut: [LeftOut]) {
    var clusters: [Cluster] = []
    for group in survey.groups where group.profile.objectCount > 0 {
      if let position = clusters.firstIndex(where: { $0.fits(group) }) {
        clusters[position].add(group)
      } else {
        clusters.append(Cluster(group))
      }
    }
    let total = clusters.reduce(0) { $0 + $1.profile.objectCount }
    let chosen = clusters.filter { $0.isCollection(total: total, count: clusters.count) }
    let kept = chosen.isEmpty ? clusters.filter { $0.format == .markdown } : chosen
    let keptFolders = Set(kept.map(\.identity))
    let leftOut = clusters.filter { !keptFolders.contains($0.identity) }.map {
      LeftOut(recordCount: $0.profile.objectCount, path: $0.groups[0].paths.first ?? "")
    }
    var names: Set<String> = []
    let collections = kept.map { cluster in
      var name = Slug.of(cluster.folder.split(separator: "/").last.map(String.init) ?? datasetName)
      let base = name
      var number = 2
      while !names.insert(name).inserted {
        name = "\(base)-\(number)"
        number += 1
      }
      let include = cluster.include(beside: survey.groups)
      return CollectionProposal(
        name: name, include: include, profile: cluster.profile,
        recordPaths: Set(cluster.groups.flatMap(\.paths)), brokenCount: cluster.brokenCount,
        folders: Set(include.compactMap { try? Glob($0).fixedFolder }))
    }
    return (collections, leftOut)
  }

  /// Files that look like records, and in which no collection was seen.
  package struct LeftOut: Sendable {
    package let recordCount: Int
    /// The first of them.
    package let path: String
  }
}

/// Groups of one format with the same members.
private struct Cluster {
  private(set) var groups: [RecordSurvey.Group]
  private(set) var profile: ValueProfile
  /// The folder above all of them.
  private(set) var folder: String

  init(_ group: RecordSurvey.Group) {
    groups = [group]
    profile = group.profile
    folder = group.folder
  }

  /// What tells clusters apart: no group is in two of them.
  var identity: String { groups[0].paths.first ?? "" }

  var format: RecordSurvey.Format { groups[0].format }
  var brokenCount: Int { groups.reduce(0) { $0 + $1.brokenCount } }

  private var commonMembers: Set<String> {
    Set(profile.members.filter { $0.profile.count * 2 >= profile.objectCount }.map(\.name))
  }

  /// Whether a group lies below the same folder and has mostly the same members.
  func fits(_ group: RecordSurvey.Group) -> Bool {
    guard group.format == format, !commonFolder(with: group).isEmpty || group.folder == folder
    else { return false }
    let (mine, theirs) = (commonMembers, group.commonMembers)
    let shared = mine.intersection(theirs).count
    return shared > 0 && shared * 2 >= mine.union(theirs).count
  }

  private func commonFolder(with group: RecordSurvey.Group) -> String {
    zip(folder.split(separator: "/"), group.folder.split(separator: "/"))
      .prefix { $0 == $1 }.map { String($0.0) }.joined(separator: "/")
  }

  mutating func add(_ group: RecordSurvey.Group) {
    folder = commonFolder(with: group)
    groups.append(group)
    profile.merge(group.profile)
  }

  /// Whether the files are records, and not pages of a site or settings of tools.
  func isCollection(total: Int, count: Int) -> Bool {
    // At the top lie pages and settings, unless most of what there is lies there.
    if folder.isEmpty, profile.objectCount * 2 < total { return false }
    switch format {
    case .markdown: return profile.objectCount >= 2 || count == 1
    case .jsonLines, .yaml, .json: return profile.objectCount >= 2 && isCoherent
    }
  }

  /// Whether most members of most records are those that most of them have.
  private var isCoherent: Bool {
    let common = commonMembers
    let all = profile.members.reduce(0) { $0 + $1.profile.count }
    let shared = profile.members.reduce(0) {
      $0 + (common.contains($1.name) ? $1.profile.count : 0)
    }
    return all > 0 && shared * 2 >= all
  }

  /// One pattern for all below the folder, or where others lie there too, one for each folder.
  func include(beside others: [RecordSurvey.Group]) -> [String] {
    let ending = "*." + Self.choice(of: extensions)
    if hasFolderToItself(beside: others) { return [Glob.literal(folder) + "/**/" + ending] }
    return groups.map { $0.folder.isEmpty ? ending : Glob.literal($0.folder) + "/" + ending }
  }

  private func hasFolderToItself(beside others: [RecordSurvey.Group]) -> Bool {
    guard !folder.isEmpty else { return false }
    let own = Set(groups.map(\.folder))
    return !others.contains { other in
      other.format == format && !own.contains(other.folder)
        && (other.folder + "/").hasPrefix(folder + "/")
    }
  }

  private var extensions: [String] {
    Set(groups.flatMap(\.paths).compactMap { PathName.fileExtension(of: $0).map(String.init) })
      .sorted()
  }

  private static func choice(of extensions: [String]) -> String {
    extensions.count == 1 ? extensions[0] : "{\(extensions.joined(separator: ","))}"
  }
}

extension Glob {
  /// A pattern for a path itself; characters with a meaning, and those that a pattern may not hold,
  /// become a `?` for each byte, since none can be escaped.
  static func literal(_ path: String) -> String {
    path.unicodeScalars.map { scalar in
      "*?[]{}\\".unicodeScalars.contains(scalar) || VisibleText.isInvisible(scalar)
        ? String(repeating: "?", count: String(scalar).utf8.count) : String(scalar)
    }.joined()
  }
}

/// Names that are safe in file names: a-z, 0-9 and '-'.
enum Slug {
  static func of(_ text: String) -> String {
    var slug = ""
    for scalar in text.lowercased().unicodeScalars {
      switch scalar {
      case "a"..."z", "0"..."9": slug.unicodeScalars.append(scalar)
      default: if !slug.isEmpty, !slug.hasSuffix("-") { slug += "-" }
      }
    }
    slug = String(slug.prefix(64))
    while slug.hasSuffix("-") { slug.removeLast() }
    return slug.isEmpty ? "records" : slug
  }
}
