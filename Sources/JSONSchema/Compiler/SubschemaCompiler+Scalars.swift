internal import Documents

/// `type`, `const`, `enum`, numbers and strings.
extension SubschemaCompiler {
  mutating func compileType(_ compiler: inout SchemaCompiler) {
    guard let value = values[.type] else { return }
    let names = value.kind == .array ? Array(value.elements) : [value]
    var kinds: KindSet = []
    var hasInteger = false
    for name in names {
      switch name.string {
      case "null": kinds.insert(.null)
      case "boolean": kinds.insert(.boolean)
      case "number": kinds.insert(.number)
      case "integer": hasInteger = true
      case "string": kinds.insert(.string)
      case "array": kinds.insert(.array)
      case "object": kinds.insert(.object)
      default:
        let types = ["null", "boolean", "number", "integer", "string", "array", "object"]
        let nearest = name.string.flatMap { NearestName.of($0, in: types) }
        reportType(
          .type, name, "one of null, boolean, number, integer, string, array and object",
          help: nearest.map { "write \"\($0)\"" }, &compiler)
        return
      }
    }
    if value.kind == .array, value.count == 0 {
      reportType(.type, value, "a type or a list of at least one", &compiler)
      return
    }
    result.kinds = kinds.union(hasInteger ? .number : [])
    if hasInteger, !kinds.contains(.number) {
      var checks = NumberChecks()
      checks.isInteger = true
      // Draft 4 core, section 3.5: an integer is a number without fraction or exponent part.
      checks.isIntegerSpelling = draft == .draft4
      result.numbers = Int32(compiler.tables.numbers.count)
      compiler.tables.numbers.append(checks)
    }
  }

  mutating func compileConstants(_ compiler: inout SchemaCompiler) {
    if let value = values[.const] { addConstants(.const, [value], &compiler) }
    guard let value = values[.enum] else { return }
    guard value.kind == .array else {
      reportType(.enum, value, "a list of values", &compiler)
      return
    }
    addConstants(.enum, Array(value.elements), &compiler)
  }

  private mutating func addConstants(
    _ keyword: Keyword, _ values: [Value], _ compiler: inout SchemaCompiler
  ) {
    let index = compiler.tables.addConstants(values)
    checks.append(Check(operation: .constants, keyword: keyword, first: index))
  }

  mutating func compileNumbers(_ compiler: inout SchemaCompiler) {
    var rule =
      result.numbers >= 0 ? compiler.tables.numbers[Int(result.numbers)] : NumberChecks()
    rule.minimum = decimal(.minimum, &compiler)
    rule.maximum = decimal(.maximum, &compiler)
    if draft == .draft4 {
      // Until draft 6 these two were switches beside the limit.
      if boolean(.exclusiveMinimum, &compiler) == true {
        rule.exclusiveMinimum = rule.minimum
        rule.minimum = -1
      }
      if boolean(.exclusiveMaximum, &compiler) == true {
        rule.exclusiveMaximum = rule.maximum
        rule.maximum = -1
      }
    } else {
      rule.exclusiveMinimum = decimal(.exclusiveMinimum, &compiler)
      rule.exclusiveMaximum = decimal(.exclusiveMaximum, &compiler)
    }
    rule.multipleOf = decimal(.multipleOf, &compiler)
    if rule.multipleOf >= 0 {
      let divisor = compiler.tables.decimals[Int(rule.multipleOf)]
      if divisor.isZero || divisor.isNegative, let value = values[.multipleOf] {
        reportType(.multipleOf, value, "greater than 0", &compiler)
      }
    }
    rule.foldLimits(compiler.tables.decimals)
    let isNeeded =
      rule.isInteger || rule.minimum >= 0 || rule.maximum >= 0 || rule.exclusiveMinimum >= 0
      || rule.exclusiveMaximum >= 0 || rule.multipleOf >= 0
    guard isNeeded else { return }
    if result.numbers >= 0 {
      compiler.tables.numbers[Int(result.numbers)] = rule
    } else {
      result.numbers = Int32(compiler.tables.numbers.count)
      compiler.tables.numbers.append(rule)
    }
  }

  private func decimal(_ keyword: Keyword, _ compiler: inout SchemaCompiler) -> Int32 {
    guard let value = values[keyword] else { return -1 }
    guard value.kind == .number else {
      reportType(keyword, value, "a number", &compiler)
      return -1
    }
    let number = value.withText { DecimalNumber(json: $0) }
    guard number.digitCount <= compiler.options.maximumDigitCount else {
      report(
        value,
        "'\(keyword.rawValue)' has more than \(compiler.options.maximumDigitCount) digits",
        code: .tooLarge, &compiler)
      return -1
    }
    compiler.tables.decimals.append(number)
    return Int32(compiler.tables.decimals.count - 1)
  }

  mutating func compileStrings(_ compiler: inout SchemaCompiler) {
    var rule = StringChecks()
    rule.minLength = count(.minLength, &compiler) ?? 0
    rule.maxLength = count(.maxLength, &compiler) ?? .max
    if let value = values[.pattern], let text = string(.pattern, &compiler) {
      rule.pattern = compiler.pattern(text, at: value, in: place.document)
    }
    if let name = string(.format, &compiler) {
      // 2020-12 and 2019-09 let the vocabulary decide; before, formats were always to be asserted
      // where an implementation can.
      if compiler.options.assertsFormats || dialect.vocabularies.contains(.formatAssertion) {
        rule.format = Format(rawValue: name)
      }
    }
    let isNeeded =
      rule.minLength > 0 || rule.maxLength < .max || rule.pattern >= 0 || rule.format != nil
    guard isNeeded else { return }
    result.strings = Int32(compiler.tables.strings.count)
    compiler.tables.strings.append(rule)
  }
}

extension NumberChecks {
  /// Joins the limits into one range of integers, where they are integers themselves.
  mutating func foldLimits(_ decimals: [DecimalNumber]) {
    isSimple = multipleOf < 0
    func integer(_ index: Int32) -> Int64? {
      guard let value = decimals[Int(index)].integer else {
        isSimple = false
        return nil
      }
      return value
    }
    if minimum >= 0, let limit = integer(minimum) { least = max(least, limit) }
    if maximum >= 0, let limit = integer(maximum) { most = min(most, limit) }
    if exclusiveMinimum >= 0, let limit = integer(exclusiveMinimum) {
      least = max(least, limit + 1)
    }
    if exclusiveMaximum >= 0, let limit = integer(exclusiveMaximum) {
      most = min(most, limit - 1)
    }
  }
}
