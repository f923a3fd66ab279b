internal import Documents

/// Gathers the nodes of a shape.
///
/// A node stands for the set of subschemas that apply to a place; equal sets are one node, so
/// recursive schemas come to an end.
struct ShapeBuilder {
  private let program: Program
  private let tables: ProgramTables
  private let uses: [ExtensionUse]
  private var numbers: [[Int32]: Int] = [:]
  private var sets: [[Int32]] = []
  private var nodes: [SchemaShape.NodeData] = []
  private(set) var isComplete = true

  /// Schemas made to have very many different sets are given up beyond this.
  private static let maximumNodeCount = 50_000

  init(program: Program, uses: [ExtensionUse]) {
    self.program = program
    tables = program.tables
    self.uses = uses
  }

  mutating func build() -> [SchemaShape.NodeData] {
    _ = node([program.root])
    while nodes.count < sets.count { nodes.append(data(of: sets[nodes.count])) }
    return nodes
  }

  /// The number of the node for a set of subschemas, together with all they apply in place.
  private mutating func node(_ ids: [Int32]) -> Int {
    var closure: [Int32] = []
    var known: Set<Int32> = []
    for id in ids { addInPlace(id, to: &closure, &known) }
    if let number = numbers[closure] { return number }
    guard sets.count < Self.maximumNodeCount || closure.isEmpty else {
      isComplete = false
      return node([])
    }
    sets.append(closure)
    numbers[closure] = sets.count - 1
    return sets.count - 1
  }

  /// Adds a subschema, then those it applies to the same value, in the order of the text.
  private func addInPlace(_ start: Int32, to closure: inout [Int32], _ known: inout Set<Int32>) {
    var pending = [start]
    while let next = pending.popLast() {
      let id = canonical(next)
      guard known.insert(id).inserted else { continue }
      closure.append(id)
      pending += inPlaceTargets(of: id).reversed()
    }
  }

  /// The target in place of a schema that is nothing but a reference, so that both are one node.
  private func canonical(_ id: Int32) -> Int32 {
    let origin = tables.subschemas[Int(id)].origin
    return origin != id && program.schema(id).count == 1 ? origin : id
  }

  /// Unlike for evaluation, `not` is left out: what it holds is not declared.
  private func inPlaceTargets(of id: Int32) -> [Int32] {
    let subschema = tables.subschemas[Int(id)]
    var groups: [(position: Int, targets: [Int32])] = []
    for check in tables.checks[Int(subschema.checkStart)..<Int(subschema.checkEnd)] {
      let targets: [Int32]
      switch check.operation {
      case .all, .any, .one:
        targets = Array(tables.lists[Int(check.first)..<Int(check.second)])
      case .conditional:
        targets = [check.first, check.second, check.third].filter { $0 >= 0 }
      case .dynamicReference:
        let reference = tables.dynamicReferences[Int(check.first)]
        targets = [reference.initial] + reference.targets.values.sorted()
      default: continue
      }
      groups.append((position(of: check.keyword, in: subschema), targets))
    }
    if subschema.objects >= 0 {
      let rule = tables.objects[Int(subschema.objects)]
      for dependent in tables.dependents[Int(rule.dependentStart)..<Int(rule.dependentEnd)]
      where dependent.subschema >= 0 {
        groups.append((position(of: dependent.keyword, in: subschema), [dependent.subschema]))
      }
    }
    groups.sort { $0.position < $1.position }
    return groups.flatMap(\.targets)
  }

  /// Where a keyword stands in the text of its schema.
  private func position(of keyword: Keyword, in subschema: Subschema) -> Int {
    program.schema(subschema.origin)[keyword.rawValue]?.range.lowerBound ?? 0
  }

  private mutating func data(of ids: [Int32]) -> SchemaShape.NodeData {
    var data = SchemaShape.NodeData()
    for id in ids { describe(id, &data) }
    addMembers(ids, &data)
    addElements(ids, &data)
    return data
  }

  private func describe(_ id: Int32, _ data: inout SchemaShape.NodeData) {
    let origin = tables.subschemas[Int(id)].origin
    let annotations = tables.annotations[Int(origin)]
    for use in annotations.useStart..<annotations.useEnd {
      let use = uses[Int(use)]
      data.extensions[use.name, default: []].append(use)
    }
    // Where a lone reference was replaced by its target, its own title comes first.
    for schema in id == origin
      ? [program.schema(id)] : [program.schema(id), program.schema(origin)]
    {
      data.title = data.title ?? schema["title"]?.string
      data.description = data.description ?? schema["description"]?.string
      data.format = data.format ?? schema["format"]?.string
      guard let declared = schema["type"] else { continue }
      let names = declared.kind == .array ? Array(declared.elements) : [declared]
      for name in names {
        if let type = SchemaTypes(name: name.string) {
          data.types = (data.types ?? []).union(type)
        }
      }
    }
  }

  private mutating func addMembers(_ ids: [Int32], _ data: inout SchemaShape.NodeData) {
    let schemas = ids.filter { tables.subschemas[Int($0)].objects >= 0 }
    var names: [String] = []
    var declared: Set<String> = []
    for id in schemas {
      guard let properties = program.schema(tables.subschemas[Int(id)].origin)["properties"] else {
        continue
      }
      for (key, _) in properties.members {
        if let name = key.string, declared.insert(name).inserted { names.append(name) }
      }
    }
    for name in names {
      let targets = schemas.flatMap { memberTargets(name, $0) }
      data.numbers[name] = data.members.count
      data.members.append((name, node(targets)))
    }
    for id in ids {
      let subschema = tables.subschemas[Int(id)]
      if subschema.objects >= 0 {
        let rule = tables.objects[Int(subschema.objects)]
        var undeclared = SchemaShape.UndeclaredMembers()
        for property in tables.patternProperties[Int(rule.patternStart)..<Int(rule.patternEnd)] {
          undeclared.patterns.append((Int(property.pattern), node([property.subschema])))
        }
        if rule.additional >= 0 { undeclared.additional = node([rule.additional]) }
        if !undeclared.patterns.isEmpty || undeclared.additional != nil {
          data.undeclared.append(undeclared)
        }
      }
      for check in tables.checks[Int(subschema.checkStart)..<Int(subschema.checkEnd)]
      where check.operation == .unevaluatedProperties {
        data.undeclared.append(SchemaShape.UndeclaredMembers(additional: node([check.first])))
      }
    }
  }

  /// The schemas that apply to a declared member.
  private func memberTargets(_ name: String, _ id: Int32) -> [Int32] {
    let rule = tables.objects[Int(tables.subschemas[Int(id)].objects)]
    var targets: [Int32] = []
    let bytes = Array(name.utf8)
    if let property = tables.property(of: rule, bytes.span, 0, bytes.count),
      property.subschema >= 0
    {
      targets.append(property.subschema)
    }
    for property in tables.patternProperties[Int(rule.patternStart)..<Int(rule.patternEnd)]
    where program.matches(Int(property.pattern), name) {
      targets.append(property.subschema)
    }
    if targets.isEmpty, rule.additional >= 0 { targets.append(rule.additional) }
    return targets
  }

  private mutating func addElements(_ ids: [Int32], _ data: inout SchemaShape.NodeData) {
    let rules = ids.compactMap { id -> ArrayChecks? in
      let arrays = tables.subschemas[Int(id)].arrays
      return arrays < 0 ? nil : tables.arrays[Int(arrays)]
    }
    var rest: [Int32] = []
    for rule in rules {
      rest += [rule.items, rule.contains].filter { $0 >= 0 }
    }
    for id in ids {
      let subschema = tables.subschemas[Int(id)]
      for check in tables.checks[Int(subschema.checkStart)..<Int(subschema.checkEnd)]
      where check.operation == .unevaluatedItems {
        rest.append(check.first)
      }
    }
    for position in 0..<(rules.map(\.prefixCount).max() ?? 0) {
      let targets = rules.flatMap { rule -> [Int32] in
        let own =
          position < rule.prefixCount
          ? tables.lists[Int(rule.prefixStart) + position] : rule.items
        return [own, rule.contains].filter { $0 >= 0 }
      }
      data.prefix.append(node(targets))
    }
    if !rest.isEmpty { data.items = node(rest) }
  }
}
