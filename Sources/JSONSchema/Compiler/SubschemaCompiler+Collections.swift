internal import Documents

/// Arrays and objects.
extension SubschemaCompiler {
  mutating func compileArrays(_ compiler: inout SchemaCompiler) {
    var rule = ArrayChecks()
    rule.minItems = count(.minItems, &compiler) ?? 0
    rule.maxItems = count(.maxItems, &compiler) ?? .max
    rule.isUnique = boolean(.uniqueItems, &compiler) ?? false
    if draft >= .draft202012 {
      if let schemas = schemas(.prefixItems, &compiler) {
        let range = list(schemas, &compiler)
        (rule.prefixStart, rule.prefixEnd) = (range.lowerBound, range.upperBound)
      }
      rule.items = child(.items, &compiler) ?? -1
    } else if let items = values[.items] {
      if items.kind == .array {
        let range = list(Array(items.elements), &compiler)
        (rule.prefixStart, rule.prefixEnd) = (range.lowerBound, range.upperBound)
        rule.items = child(.additionalItems, &compiler) ?? -1
      } else {
        rule.items = child(items, &compiler)
      }
    }
    let minContains = count(.minContains, &compiler)
    let maxContains = count(.maxContains, &compiler)
    if let contains = child(.contains, &compiler) {
      rule.contains = contains
      rule.containsMarks = draft >= .draft202012
      rule.minContains = minContains ?? 1
      rule.maxContains = maxContains ?? .max
    }
    let isNeeded =
      rule.minItems > 0 || rule.maxItems < .max || rule.isUnique || rule.prefixCount > 0
      || rule.items >= 0 || rule.contains >= 0
    guard isNeeded else { return }
    result.arrays = Int32(compiler.tables.arrays.count)
    compiler.tables.arrays.append(rule)
  }

  mutating func compileObjects(_ compiler: inout SchemaCompiler) {
    var rule = ObjectChecks()
    rule.minProperties = count(.minProperties, &compiler) ?? 0
    rule.maxProperties = count(.maxProperties, &compiler) ?? .max
    compileProperties(&rule, &compiler)
    compilePatternProperties(&rule, &compiler)
    rule.additional = child(.additionalProperties, &compiler) ?? -1
    rule.propertyNames = child(.propertyNames, &compiler) ?? -1
    compileDependents(&rule, &compiler)
    let isNeeded =
      rule.minProperties > 0 || rule.maxProperties < .max || !rule.names.isEmpty
      || rule.patternStart < rule.patternEnd || rule.additional >= 0 || rule.propertyNames >= 0
      || rule.dependentStart < rule.dependentEnd
    guard isNeeded else { return }
    result.objects = Int32(compiler.tables.objects.count)
    compiler.tables.objects.append(rule)
  }

  private func compileProperties(_ rule: inout ObjectChecks, _ compiler: inout SchemaCompiler) {
    var names: [String] = []
    var properties: [Property] = []
    var numbers: [String: Int] = [:]
    for (key, value) in members(.properties, &compiler) ?? [] {
      guard let name = key.string, numbers[name] == nil else { continue }
      numbers[name] = names.count
      names.append(name)
      properties.append(Property(subschema: child(value, &compiler)))
    }
    let required = values[.required].map { self.names(.required, $0, &compiler) } ?? []
    for name in required {
      if let number = numbers[name] {
        properties[number].isRequired = true
      } else {
        numbers[name] = names.count
        names.append(name)
        properties.append(Property(isRequired: true))
      }
    }
    rule.requiredCount = UInt32(required.count)
    rule.names = compiler.tables.names.add(
      names, firstNumber: compiler.tables.properties.count)
    compiler.tables.properties += properties
  }

  private func compilePatternProperties(
    _ rule: inout ObjectChecks, _ compiler: inout SchemaCompiler
  ) {
    var list: [PatternProperty] = []
    for (key, value) in members(.patternProperties, &compiler) ?? [] {
      guard let text = key.string else { continue }
      list.append(
        PatternProperty(
          pattern: compiler.pattern(text, at: key, in: place.document),
          subschema: child(value, &compiler)))
    }
    rule.patternStart = Int32(compiler.tables.patternProperties.count)
    compiler.tables.patternProperties += list
    rule.patternEnd = Int32(compiler.tables.patternProperties.count)
  }

  private func compileDependents(_ rule: inout ObjectChecks, _ compiler: inout SchemaCompiler) {
    var list: [Dependent] = []
    func add(_ keyword: Keyword, _ key: Value, _ value: Value) {
      guard let name = key.string else { return }
      var subschema: Int32 = -1
      let start = Int32(compiler.tables.lists.count)
      if keyword == .dependentRequired || (keyword == .dependencies && value.kind == .array) {
        let texts = names(keyword, value, &compiler).map { compiler.text($0) }
        compiler.tables.lists += texts
      } else {
        subschema = child(value, &compiler)
      }
      list.append(
        Dependent(
          name: compiler.text(name), keyword: keyword, subschema: subschema, requiredStart: start,
          requiredEnd: Int32(compiler.tables.lists.count)))
    }
    for keyword in [Keyword.dependentRequired, .dependentSchemas, .dependencies] {
      for (key, value) in members(keyword, &compiler) ?? [] { add(keyword, key, value) }
    }
    rule.dependentStart = Int32(compiler.tables.dependents.count)
    compiler.tables.dependents += list
    rule.dependentEnd = Int32(compiler.tables.dependents.count)
  }
}
