internal import Documents

/// What can be done only when every schema that is reached is known.
extension SchemaCompiler {
  /// Gives dynamic references the targets in all resources; returns whether there are new ones.
  mutating func addDynamicTargets() -> Bool {
    let countBefore = tables.subschemas.count
    for pending in pendingDynamic {
      var targets: [Int32: Int32] = [:]
      for (number, resource) in registry.resources.enumerated() {
        let node: Int?
        if let anchor = pending.anchor {
          node = resource.dynamicAnchors[anchor]
        } else {
          node = resource.isRecursiveAnchor ? resource.place.node : nil
        }
        guard let node else { continue }
        targets[Int32(number)] = id(
          of: SchemaPlace(document: resource.place.document, node: node))
      }
      let initial = tables.dynamicReferences[Int(pending.index)].initial
      tables.dynamicReferences[Int(pending.index)] = DynamicReference(
        initial: initial, targets: targets)
      if targets.count > 1 { tables.usesDynamicScope = true }
    }
    return tables.subschemas.count > countBefore
  }

  /// Reports references that lead back to themselves without looking at a smaller value.
  ///
  /// 2020-12 core, section 9.4.1, leaves their behaviour undefined.
  mutating func reportLoops() {
    enum Mark { case new, open, done }
    var marks = [Mark](repeating: .new, count: tables.subschemas.count)
    for start in tables.subschemas.indices where marks[start] == .new {
      var stack: [(id: Int, targets: [Int32])] = [(start, tables.inPlaceTargets(of: start))]
      marks[start] = .open
      while let top = stack.last {
        guard let target = top.targets.last.map(Int.init) else {
          marks[top.id] = .done
          stack.removeLast()
          continue
        }
        stack[stack.count - 1].targets.removeLast()
        switch marks[target] {
        case .new:
          marks[target] = .open
          stack.append((target, tables.inPlaceTargets(of: target)))
        case .open:
          let place = tables.places[target]
          registry.report(
            .referenceLoop, registry.value(place), in: place.document,
            "this schema leads back to itself without looking at a member or an element",
            help: "remove one of the references between it and itself")
          return
        case .done: break
        }
      }
    }
  }

  /// Puts the target in the place of schemas that are nothing but a reference.
  mutating func replaceAliases() {
    for start in tables.subschemas.indices {
      var chain: [Int] = []
      var current = start
      while let target = aliasTarget(of: current) {
        chain.append(current)
        current = target
      }
      for id in chain { tables.subschemas[id] = tables.subschemas[current] }
    }
  }

  private func aliasTarget(of id: Int) -> Int? {
    let subschema = tables.subschemas[id]
    guard subschema.origin == Int32(id), subschema.kinds == .all, subschema.numbers < 0,
      subschema.strings < 0, subschema.arrays < 0, subschema.objects < 0,
      subschema.checkEnd - subschema.checkStart == 1, tables.annotations[id].isEmpty
    else { return nil }
    let check = tables.checks[Int(subschema.checkStart)]
    guard check.operation == .all, check.second - check.first == 1, check.keyword != .allOf else {
      return nil
    }
    let target = Int(tables.lists[Int(check.first)])
    if tables.usesDynamicScope, tables.subschemas[target].resource != subschema.resource {
      return nil
    }
    return target
  }
}

extension ProgramTables {
  /// The schemas that a schema applies to the value itself.
  func inPlaceTargets(of id: Int) -> [Int32] {
    let subschema = subschemas[id]
    var targets: [Int32] = []
    for check in checks[Int(subschema.checkStart)..<Int(subschema.checkEnd)] {
      switch check.operation {
      case .all, .any, .one: targets += lists[Int(check.first)..<Int(check.second)]
      case .not: targets.append(check.first)
      case .conditional:
        targets += [check.first, check.second, check.third].filter { $0 >= 0 }
      case .dynamicReference: targets.append(dynamicReferences[Int(check.first)].initial)
      case .constants, .unevaluatedProperties, .unevaluatedItems, .order, .notAfter, .uniqueBy:
        break
      }
    }
    if subschema.objects >= 0 {
      let rule = objects[Int(subschema.objects)]
      for dependent in dependents[Int(rule.dependentStart)..<Int(rule.dependentEnd)]
      where dependent.subschema >= 0 {
        targets.append(dependent.subschema)
      }
    }
    return targets
  }

  /// The schemas that a schema applies to members, elements and members' names.
  func childTargets(of id: Int) -> [Int32] {
    let subschema = subschemas[id]
    var targets: [Int32] = []
    for check in checks[Int(subschema.checkStart)..<Int(subschema.checkEnd)]
    where check.operation == .unevaluatedProperties || check.operation == .unevaluatedItems {
      targets.append(check.first)
    }
    if subschema.objects >= 0 {
      let rule = objects[Int(subschema.objects)]
      targets += rule.names.numbers.map { properties[$0].subschema }
      targets += patternProperties[Int(rule.patternStart)..<Int(rule.patternEnd)].map(\.subschema)
      targets += [rule.additional, rule.propertyNames]
    }
    if subschema.arrays >= 0 {
      let rule = arrays[Int(subschema.arrays)]
      targets += lists[Int(rule.prefixStart)..<Int(rule.prefixEnd)]
      targets += [rule.items, rule.contains]
    }
    return targets.filter { $0 >= 0 }
  }
}
