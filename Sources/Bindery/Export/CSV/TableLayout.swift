/// The tables that a collection's records are written to as CSV, and their columns.
///
/// The first table has a row for each record. An array of objects has a table of its own, with a
/// row for each object.
struct TableLayout: Sendable {
  struct Table: Sendable {
    /// The members' names on the way from the record; empty for the first table.
    let path: [String]
    /// The names in the header, behind `_id` and `_source`, or `_parent` and `_index`.
    var columns: [String] = []
    /// Whether the rows end in `_body`.
    var hasBody = false
  }

  /// Where the value of a member goes.
  struct Target: Sendable {
    var column: Int?
    var object: [String: Target]?
    var table: Int?
    var items: [String: Target]?
  }

  private(set) var tables: [Table] = [Table(path: [])]
  private(set) var members: [String: Target] = [:]

  init(plan: ExportPlan, observed: ObservedColumns, hasBody: Bool) {
    members = targets(plan: plan.root, observed, group: 0, table: 0, prefix: [], path: [])
    tables[0].hasBody = hasBody
  }

  /// Lays out the members of an object: those that the schema declares in its order, then others
  /// by name.
  private mutating func targets(
    plan: ExportPlan.Node?, _ observed: ObservedColumns, group: Int?, table: Int,
    prefix: [String], path: [String]
  ) -> [String: Target] {
    var targets: [String: Target] = [:]
    let seen = group.map { observed.groups[$0] } ?? ObservedColumns.Group()
    for (position, member) in (plan?.members ?? []).enumerated() where !member.isOmitted {
      var kinds = seen.declared[position] ?? ObservedColumns.Member()
      // A member that no record holds has its column all the same, so that columns are stable.
      if !kinds.isCell, kinds.object == nil, kinds.table == nil, member.isCellByDefault {
        kinds.isCell = true
      }
      targets[member.name] = target(
        member.name, kinds, plan: plan?.node(of: member), observed, table: table, prefix: prefix,
        path: path)
    }
    for name in seen.others.keys.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
      guard let kinds = seen.others[name] else { continue }
      targets[name] = target(
        name, kinds, plan: plan?.undeclared(name), observed, table: table, prefix: prefix,
        path: path)
    }
    return targets
  }

  private mutating func target(
    _ name: String, _ kinds: ObservedColumns.Member, plan: ExportPlan.Node?,
    _ observed: ObservedColumns, table: Int, prefix: [String], path: [String]
  ) -> Target {
    var target = Target()
    let names = prefix + [name]
    if kinds.isCell {
      tables[table].columns.append(names.map(Self.escaped).joined(separator: "."))
      target.column = tables[table].columns.count - 1
    }
    if let object = kinds.object {
      target.object = targets(
        plan: plan, observed, group: object, table: table, prefix: names, path: path)
    }
    if let items = kinds.table {
      let tablePath = path + names
      tables.append(Table(path: tablePath))
      let index = tables.count - 1
      target.table = index
      target.items = targets(
        plan: plan?.items, observed, group: items, table: index, prefix: [], path: tablePath)
    }
    return target
  }

  /// A name with its own dots marked, so that `a.b` and `b` in `a` stay two columns.
  static func escaped(_ name: String) -> String {
    name.contains(where: { $0 == "." || $0 == "\\" })
      ? name.replacing("\\", with: "\\\\").replacing(".", with: "\\.") : name
  }

  /// The name of a table's file, without extension: only characters that every system allows.
  func fileName(of table: Table, collection: String) -> String {
    ([collection] + table.path.map(Self.fileNamePart)).joined(separator: ".")
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
