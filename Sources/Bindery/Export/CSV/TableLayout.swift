/// The tables that a collection's records are written to as CSV, and their columns.
///
/// The first table has a row for each record. An array of objects has a table of its own, with a
/// row for each object.
///
/// A layout grows while records are read: what they hold beyond the schema has to be seen first.
/// Columns are never taken away and keep their order, so that rows of an earlier layout lack some
/// cells and are right otherwise; `RowWidening` gives them these.
struct TableLayout: Sendable {
  struct Table: Sendable {
    /// The same in each layout of a collection.
    let id: Int
    /// The members' names on the way from the record; empty for the first table.
    let path: [String]
    /// The table whose rows the rows belong to, by its position; `nil` for the first table.
    let parent: Int?
    /// The members' names on the way from a row of that table.
    let members: [String]
    /// Behind `_id` and `_source`, or `_parent` and `_index`.
    var columns: [Column] = []
  }

  struct Column: Sendable {
    /// In the header: the members' names, with dots between them.
    let name: String
    /// The members' names on the way from the row.
    let members: [String]
    /// The first layout that has the column.
    let since: Int
  }

  /// Where the value of a member goes; -1 for nowhere.
  struct Target: Sendable {
    var column = -1
    /// Whether the column is there whatever records hold.
    var isAlwaysCell = false
    /// The group of an object's members.
    var object = -1
    var table = -1
    /// The group of the members of the table's objects.
    var items = -1
  }

  /// Where the members of an object go.
  struct Group: Sendable {
    /// What the schema says of the objects; `several` where it is not one place.
    fileprivate(set) var place = several
    /// By their position in the schema.
    fileprivate(set) var declared: [Target] = []
    fileprivate(set) var named: [String: Target] = [:]

    /// The place of no object.
    static let several = ExportPlan.PlaceID.min
  }

  /// How many layouts of the collection came before.
  let version: Int
  private let isFinal: Bool
  /// Whether the last column of the first table is `_body`.
  let hasBody: Bool
  private(set) var tables: [Table] = [Table(id: 0, path: [], parent: nil, members: [])]
  /// By the groups of the observed columns.
  private(set) var groups: [Group]

  /// Lays out what the schema says and what was observed.
  ///
  /// Only the final layout has columns for members that no record holds and that might have been
  /// objects.
  init(plan: ExportPlan, observed: ObservedColumns, version: Int, isFinal: Bool = false) {
    self.version = version
    self.isFinal = isFinal
    hasBody = observed.bodySince != nil
    groups = Array(repeating: Group(), count: observed.groups.count)
    addTargets(plan: plan, observed, group: 0, table: 0, prefix: [], path: [])
    if let since = observed.bodySince {
      tables[0].columns.append(
        Column(
          name: ReservedMember.body.rawValue, members: [ReservedMember.body.rawValue], since: since)
      )
    }
  }

  /// Lays out the members of an object: those that the schema declares in its order, then others
  /// by name.
  private mutating func addTargets(
    plan: ExportPlan, _ observed: ObservedColumns, group: Int, table: Int, prefix: [String],
    path: [String]
  ) {
    let seen = observed.groups[group]
    if seen.places.count == 1 { groups[group].place = seen.places[0] }
    for (position, member) in plan.members(of: seen.places).enumerated() {
      var kinds = seen.declared[position] ?? ObservedColumns.Member()
      // A member that no record holds has its column all the same, so that columns are stable.
      if member.isAlwaysCell {
        kinds.cellsSince = seen.since
      } else if isFinal, kinds.isUnknown, member.isCellByDefault {
        kinds.cellsSince = version
      }
      if member.isOmitted { kinds = ObservedColumns.Member() }
      var target = target(
        member.name, kinds, plan: plan, observed, table: table, prefix: prefix, path: path)
      target.isAlwaysCell = member.isAlwaysCell
      groups[group].declared.append(target)
      if !member.isOmitted { groups[group].named[member.name] = target }
    }
    for name in seen.others.keys.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
      guard let kinds = seen.others[name] else { continue }
      groups[group].named[name] = target(
        name, kinds, plan: plan, observed, table: table, prefix: prefix, path: path)
    }
  }

  private mutating func target(
    _ name: String, _ kinds: ObservedColumns.Member, plan: ExportPlan,
    _ observed: ObservedColumns, table: Int, prefix: [String], path: [String]
  ) -> Target {
    var target = Target()
    let names = prefix + [name]
    if let cellsSince = kinds.cellsSince {
      tables[table].columns.append(
        Column(name: Self.columnName(names), members: names, since: cellsSince))
      target.column = tables[table].columns.count - 1
    }
    if let object = kinds.object {
      target.object = object
      addTargets(plan: plan, observed, group: object, table: table, prefix: names, path: path)
    }
    if let items = kinds.table {
      let tablePath = path + names
      tables.append(Table(id: items, path: tablePath, parent: table, members: names))
      target.table = tables.count - 1
      target.items = items
      addTargets(
        plan: plan, observed, group: items, table: target.table, prefix: [], path: tablePath)
    }
    return target
  }

  /// The name of a column: the members' names with dots between them.
  ///
  /// A backslash marks what is not meant so: a dot or a backslash in a name, an empty name (`\e`),
  /// and names that the export gives to columns of its own.
  static func columnName(_ members: [String]) -> String {
    let name = members.map { member in
      member.isEmpty
        ? "\\e" : member.replacing("\\", with: "\\\\").replacing(".", with: "\\.")
    }.joined(separator: ".")
    return ["_parent", "_index"].contains(name) ? "\\" + name : name
  }

  /// The names of the tables' files, without extension: only characters that every system allows,
  /// and no two that differ only in case.
  func fileNames(collection: String) -> [String] {
    var seen: Set<String> = []
    return tables.map { table in
      let name = ([collection] + table.path.map(Self.fileNamePart)).joined(separator: ".")
      var unique = name
      var number = 1
      while !seen.insert(unique.lowercased()).inserted {
        number += 1
        unique = "\(name)~\(number)"
      }
      return unique
    }
  }

  static func fileNamePart(_ name: String) -> String {
    var part = ""
    for byte in name.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
        part.unicodeScalars.append(UnicodeScalar(byte))
      default:
        part += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
    return part
  }
}

extension TableLayout.Table {
  /// The names of the columns that no record decides on.
  var fixedNames: [String] {
    id == 0
      ? [ReservedMember.id.rawValue, ReservedMember.source.rawValue] : ["_parent", "_index"]
  }
}
