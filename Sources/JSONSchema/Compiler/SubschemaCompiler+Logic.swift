internal import Documents

/// References, and the keywords that combine schemas.
extension SubschemaCompiler {
  mutating func compileIdentifiers(_ compiler: inout SchemaCompiler) {
    for keyword in [Keyword.id, .legacyID, .anchor, .dynamicAnchor, .schema, .comment] {
      _ = string(keyword, &compiler)
    }
    _ = boolean(.recursiveAnchor, &compiler)
    if draft >= .draft201909, let value = values[.id], let text = value.string,
      let fragment = URIReference(text).fragment, !fragment.isEmpty
    {
      // 2020-12 core, section 8.2.1.
      report(
        value, "'$id' cannot have a fragment",
        help: "write \"$anchor\": \(ValueDescription.quoted(fragment)) instead", &compiler)
    }
  }

  mutating func compileReferences(_ compiler: inout SchemaCompiler) {
    if let target = target(.reference, &compiler) { addReference(target, .reference, &compiler) }
    if let target = target(.recursiveReference, &compiler) {
      let targetResource = compiler.registry.resource(around: target)
      if compiler.registry.resources[targetResource].isRecursiveAnchor {
        addDynamic(target, anchor: nil, .recursiveReference, &compiler)
      } else {
        addReference(target, .recursiveReference, &compiler)
      }
    }
    if let target = target(.dynamicReference, &compiler),
      let text = values[.dynamicReference]?.string
    {
      // It is dynamic only where the place it leads to at first has that very dynamic anchor
      // (2020-12 core, section 8.2.3.2).
      let resource = compiler.registry.resource(around: target)
      let fragment = URIReference(text).fragment ?? ""
      if compiler.registry.resources[resource].dynamicAnchors[fragment] == target.node {
        addDynamic(target, anchor: fragment, .dynamicReference, &compiler)
      } else {
        addReference(target, .dynamicReference, &compiler)
      }
    }
  }

  private func target(_ keyword: Keyword, _ compiler: inout SchemaCompiler) -> SchemaPlace? {
    guard let value = values[keyword], let text = string(keyword, &compiler) else { return nil }
    if let place = compiler.registry.resolve(text, from: resource) { return place }
    report(
      value, "\(ValueDescription.quoted(text)) leads to no schema",
      help: "references lead to places in this file, to other schema files, or to their '$id'; "
        + "nothing is fetched", code: .unresolvedReference, &compiler)
    return nil
  }

  private mutating func addReference(
    _ target: SchemaPlace, _ keyword: Keyword, _ compiler: inout SchemaCompiler
  ) {
    let start = Int32(compiler.tables.lists.count)
    let id = compiler.id(of: target)
    compiler.tables.lists.append(id)
    checks.append(Check(operation: .all, keyword: keyword, first: start, second: start + 1))
  }

  private mutating func addDynamic(
    _ target: SchemaPlace, anchor: String?, _ keyword: Keyword, _ compiler: inout SchemaCompiler
  ) {
    let index = Int32(compiler.tables.dynamicReferences.count)
    let initial = compiler.id(of: target)
    compiler.tables.dynamicReferences.append(DynamicReference(initial: initial, targets: [:]))
    compiler.pendingDynamic.append(.init(index: index, anchor: anchor))
    checks.append(Check(operation: .dynamicReference, keyword: keyword, first: index))
  }

  mutating func compileLogic(_ compiler: inout SchemaCompiler) {
    let lists: [(Keyword, Check.Operation)] = [(.allOf, .all), (.anyOf, .any), (.oneOf, .one)]
    for (keyword, operation) in lists {
      guard let schemas = schemas(keyword, &compiler) else { continue }
      let range = list(schemas, &compiler)
      checks.append(
        Check(
          operation: operation, keyword: keyword, first: range.lowerBound, second: range.upperBound)
      )
    }
    if let child = child(.not, &compiler) {
      checks.append(Check(operation: .not, keyword: .not, first: child))
    }
    if let condition = child(.if, &compiler) {
      let then = child(.then, &compiler) ?? -1
      let otherwise = child(.else, &compiler) ?? -1
      // Also without the two: what the condition looks at counts as evaluated.
      checks.append(
        Check(
          operation: .conditional, keyword: .if, first: condition, second: then, third: otherwise))
    }
  }

  mutating func compileUnevaluated(_ compiler: inout SchemaCompiler) {
    if let child = child(.unevaluatedProperties, &compiler) {
      checks.append(
        Check(operation: .unevaluatedProperties, keyword: .unevaluatedProperties, first: child))
    }
    if let child = child(.unevaluatedItems, &compiler) {
      checks.append(Check(operation: .unevaluatedItems, keyword: .unevaluatedItems, first: child))
    }
  }
}
