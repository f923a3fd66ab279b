internal import Documents

/// The members that a schema knows at one place, with all schemas it applies in place.
struct DeclaredNames {
  private(set) var names: [String] = []
  private(set) var hasPatterns = false

  static func of(_ start: Int32, in program: Program) -> Self {
    var result = Self()
    var known: Set<Int32> = []
    var seen: Set<String> = []
    var pending = [start]
    while let id = pending.popLast() {
      guard known.insert(id).inserted else { continue }
      let subschema = program.tables.subschemas[Int(id)]
      if subschema.objects >= 0 {
        let rule = program.tables.objects[Int(subschema.objects)]
        if rule.patternStart < rule.patternEnd { result.hasPatterns = true }
        for (key, value) in program.schema(subschema.origin)["properties"]?.members.map({ $0 })
          ?? []
        where value.boolean != false {
          if let name = key.string, seen.insert(name).inserted { result.names.append(name) }
        }
      }
      pending += program.tables.inPlaceTargets(of: Int(id)).reversed()
    }
    return result
  }
}
