internal import Documents
internal import JSONSchema

/// A table of a release, as descriptions for other tools speak of it.
struct DescribedTable {
  /// What a column's cells are, for tools that want one type for all of them.
  enum ColumnType {
    case text
    case integer
    case number
    case boolean
    case date
    case time
    /// A list as JSON.
    case list
    /// Values of several types.
    case mixed
  }

  struct Column {
    let name: String
    let members: [String]
    let type: ColumnType
    let facts: ColumnFacts
    let title: String?
    let description: String?
    /// The collection whose keys the values are.
    let reference: String?
  }

  /// The file's name without extension; for the first table, that of the collection.
  let name: String
  /// In the bundle.
  let path: String
  let collection: String
  let rowCount: Int
  /// The table whose rows the rows belong to.
  let parent: String?
  /// The members' names on the way from a row of that table.
  let members: [String]
  /// Without those that every table has.
  let columns: [Column]

  var fixedNames: [String] {
    parent == nil
      ? [ReservedMember.id.rawValue, ReservedMember.source.rawValue] : ["_parent", "_index"]
  }
}

extension DescribedTable {
  /// The tables of a collection, the one of its records first.
  static func all(
    of stage: CollectionStage, _ layout: TableLayout, _ collection: Dataset.Collection
  ) -> [DescribedTable] {
    let names = layout.fileNames(collection: stage.name)
    var nodes: [SchemaShape.Node?] = []
    return layout.tables.enumerated().map { position, table in
      let outer = table.parent.map { nodes[$0] } ?? collection.schema.shape().root
      let node =
        table.parent == nil ? outer : outer?.descendant(table.members)?.item(at: .max)
      nodes.append(node)
      return DescribedTable(
        name: names[position], path: "data/\(names[position]).csv", collection: stage.name,
        rowCount: table.parent == nil ? stage.recordCount : stage.rowCount(of: table),
        parent: table.parent.map { names[$0] }, members: table.members,
        columns: table.columns.map { column in
          Column(column, stage.facts(of: column, in: table), node?.descendant(column.members))
        })
    }
  }
}

extension DescribedTable.Column {
  fileprivate init(
    _ column: TableLayout.Column, _ facts: ColumnFacts, _ node: SchemaShape.Node?
  ) {
    name = column.name
    members = column.members
    self.facts = facts
    title = node?.title
    description = node?.description
    reference = node?.extensions("x-reference").first?.value.string
    type = Self.type(facts.kinds, node)
  }

  /// What was seen decides; of a column without values, the schema.
  private static func type(
    _ kinds: ColumnFacts.Kinds, _ node: SchemaShape.Node?
  ) -> DescribedTable.ColumnType {
    if kinds.isEmpty { return type(of: node?.types?.subtracting(.null) ?? []) }
    if kinds == .date, node?.format == "date" { return .date }
    if kinds == .time, node?.format == "date-time" { return .time }
    if kinds.isSubset(of: .strings) { return .text }
    if kinds.isSubset(of: .integers) { return .integer }
    if kinds.isSubset(of: .integers.union(.fraction)) { return .number }
    if kinds == .boolean { return .boolean }
    return kinds.isSubset(of: .lists) ? .list : .mixed
  }

  private static func type(of types: SchemaTypes) -> DescribedTable.ColumnType {
    if types == .integer { return .integer }
    if !types.isEmpty, types.isSubset(of: [.integer, .number]) { return .number }
    if types == .boolean { return .boolean }
    return types == .array ? .list : .text
  }
}

extension SchemaShape.Node {
  /// What is declared at a member of a member.
  fileprivate func descendant(_ members: [String]) -> SchemaShape.Node? {
    members.reduce(self) { node, name in node?.members(named: name).first }
  }
}
