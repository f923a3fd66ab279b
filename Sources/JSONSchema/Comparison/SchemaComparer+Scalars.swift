internal import Documents

/// Numbers, strings, and the keywords of our own.
extension SchemaComparer {
  mutating func provesNumbers(_ facts: Facts, _ goal: Int32) -> Bool {
    guard let rule = wanted(facts).numbers(goal) else { return true }
    let schema = known(facts)
    let rules = facts.ids.compactMap { schema.numbers($0) }
    let wanted = wanted(facts)
    var isProved = true
    if rule.isInteger || rule.isIntegerSpelling {
      let isInteger =
        rules.contains {
          rule.isIntegerSpelling
            ? $0.isIntegerSpelling
            : $0.isInteger || $0.isIntegerSpelling
              || schema.decimal($0.multipleOf)?.isInteger == true
        }
      if !isInteger {
        report(goal, .type, facts)
        isProved = false
      }
    }
    if let limit = wanted.decimal(rule.minimum),
      !rules.contains(where: { rule in
        [rule.minimum, rule.exclusiveMinimum].contains {
          schema.decimal($0).map { $0 >= limit } == true
        }
      })
    {
      report(goal, .minimum, facts)
      isProved = false
    }
    if let limit = wanted.decimal(rule.maximum),
      !rules.contains(where: { rule in
        [rule.maximum, rule.exclusiveMaximum].contains {
          schema.decimal($0).map { $0 <= limit } == true
        }
      })
    {
      report(goal, .maximum, facts)
      isProved = false
    }
    if let limit = wanted.decimal(rule.exclusiveMinimum),
      !rules.contains(where: {
        schema.decimal($0.minimum).map { $0 > limit } == true
          || schema.decimal($0.exclusiveMinimum).map { $0 >= limit } == true
      })
    {
      report(goal, .exclusiveMinimum, facts)
      isProved = false
    }
    if let limit = wanted.decimal(rule.exclusiveMaximum),
      !rules.contains(where: {
        schema.decimal($0.maximum).map { $0 < limit } == true
          || schema.decimal($0.exclusiveMaximum).map { $0 <= limit } == true
      })
    {
      report(goal, .exclusiveMaximum, facts)
      isProved = false
    }
    if let divisor = wanted.decimal(rule.multipleOf),
      !rules.contains(where: {
        schema.decimal($0.multipleOf).map { $0.isMultiple(of: divisor) } == true
          || ($0.isInteger && DecimalNumber(1).isMultiple(of: divisor))
      })
    {
      report(goal, .multipleOf, facts)
      isProved = false
    }
    return isProved
  }

  mutating func provesStrings(_ facts: Facts, _ goal: Int32) -> Bool {
    guard let rule = wanted(facts).strings(goal) else { return true }
    let schema = known(facts)
    let rules = facts.ids.compactMap { schema.strings($0) }
    var isProved = true
    if rule.minLength > 0, !rules.contains(where: { $0.minLength >= rule.minLength }) {
      report(goal, .minLength, facts)
      isProved = false
    }
    if rule.maxLength < .max, !rules.contains(where: { $0.maxLength <= rule.maxLength }) {
      report(goal, .maxLength, facts)
      isProved = false
    }
    if rule.pattern >= 0 {
      let pattern = wanted(facts).text(goal)["pattern"]?.string
      let isKnown = facts.ids.contains {
        (schema.strings($0)?.pattern ?? -1) >= 0 && schema.text($0)["pattern"]?.string == pattern
      }
      if !isKnown {
        report(goal, .pattern, facts)
        isProved = false
      }
    }
    if let format = rule.format, !rules.contains(where: { $0.format == format }) {
      report(goal, .format, facts)
      isProved = false
    }
    return isProved
  }

  /// What the caller's keywords mean is not known here: each must be there already, as it is.
  mutating func provesUses(_ facts: Facts, _ goal: Int32) -> Bool {
    let schema = wanted(facts)
    var isProved = true
    for use in uses(schema, goal) where asksSomething(use) {
      let isKnown = facts.ids.contains { id in
        uses(known(facts), id).contains {
          $0.name == use.name && canonical($0.value) == canonical(use.value)
        }
      }
      if !isKnown {
        report(goal, nil, facts, extensionName: use.name)
        isProved = false
      }
    }
    return isProved
  }

  private func uses(_ schema: ComparedSchema, _ id: Int32) -> ArraySlice<ExtensionUse> {
    let annotations = schema.annotations(id)
    return schema.uses[Int(annotations.useStart)..<Int(annotations.useEnd)]
  }

  private func asksSomething(_ use: ExtensionUse) -> Bool {
    use.name != "x-export" && use.value.boolean != false
  }

  private func canonical(_ value: Value) -> [UInt8] {
    var bytes: [UInt8] = []
    CanonicalJSON.append(value, to: &bytes)
    return bytes
  }
}
