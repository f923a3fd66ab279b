internal import Documents

/// The keywords that start with `x-`, and those that only describe.
extension SubschemaCompiler {
  mutating func addExtension(
    _ name: String, key: Value, _ value: Value, _ compiler: inout SchemaCompiler
  ) {
    guard let check = compiler.options.extensions[name] else {
      guard !compiler.options.allowsUnknownExtensions else { return }
      let known =
        Array(compiler.options.extensions.keys)
        + Keyword.allCases.map(\.rawValue).filter { $0.hasPrefix("x-") }
      let nearest = NearestName.of(name, in: known.sorted())
      report(
        key, "\(ValueDescription.quoted(name)) is no keyword that is known here",
        help: nearest.map { "did you mean '\($0)'?" }
          ?? "keywords starting with 'x-' are: " + known.sorted().joined(separator: ", "),
        code: .unknownExtension, &compiler)
      return
    }
    if let problem = check(value) {
      report(value, problem, &compiler)
      return
    }
    let uses = compiler.extensionUses.count
    let location = compiler.registry.entries[place.document].location
    compiler.extensionUses.append(
      ExtensionUse(
        id: uses, name: name, value: value, schemaLocation: "\(location)#\(value.pointer)"))
    if !compiler.tables.annotations[Int(id)].hasUses {
      compiler.tables.annotations[Int(id)].useStart = Int32(uses)
    }
    compiler.tables.annotations[Int(id)].useEnd = Int32(uses + 1)
  }

  mutating func compileDescriptions(_ compiler: inout SchemaCompiler) {
    if boolean(.deprecated, &compiler) == true {
      compiler.tables.annotations[Int(id)].isDeprecated = true
    }
    for keyword in [Keyword.title, .description, .contentEncoding, .contentMediaType] {
      _ = string(keyword, &compiler)
    }
    _ = members(.defs, &compiler)
    _ = members(.definitions, &compiler)
  }

  mutating func compileExtensions(_ compiler: inout SchemaCompiler) {
    if values[.message] != nil, string(.message, &compiler) != nil {
      compiler.tables.annotations[Int(id)].hasMessage = true
    }
    compileOrder(&compiler)
    compileNotAfter(&compiler)
    if let value = values[.uniqueBy] {
      let names = names(.uniqueBy, value, &compiler)
      if names.isEmpty, value.kind == .array {
        reportType(.uniqueBy, value, "a list of at least one member's name", &compiler)
      }
      let start = Int32(compiler.tables.lists.count)
      let texts = names.map { compiler.text($0) }
      compiler.tables.lists += texts
      checks.append(
        Check(
          operation: .uniqueBy, keyword: .uniqueBy, first: start,
          second: start + Int32(texts.count)))
    }
  }

  private mutating func compileOrder(_ compiler: inout SchemaCompiler) {
    guard let value = values[.order] else { return }
    let wanted = "a list of comparisons such as [\"start\", \"<=\", \"end\"]"
    guard value.kind == .array, value.count > 0 else {
      reportType(.order, value, wanted, &compiler)
      return
    }
    let start = Int32(compiler.tables.orders.count)
    for element in value.elements {
      let parts = element.elements.map(\.string)
      guard parts.count == 3, let left = parts[0].flatMap(ValuePath.init),
        let comparison = parts[1].flatMap(OrderRule.Comparison.init(rawValue:)),
        let right = parts[2].flatMap(ValuePath.init)
      else {
        reportType(
          .order, element, wanted, help: "the operators are \"<\", \"<=\" and \"=\"", &compiler)
        continue
      }
      compiler.tables.orders.append(OrderRule(left: left, comparison: comparison, right: right))
    }
    checks.append(
      Check(
        operation: .order, keyword: .order, first: start,
        second: Int32(compiler.tables.orders.count)))
  }

  private mutating func compileNotAfter(_ compiler: inout SchemaCompiler) {
    guard let value = values[.notAfter], let text = string(.notAfter, &compiler) else { return }
    guard let offset = Self.secondsAfterNow(text) else {
      reportType(
        .notAfter, value, "\"now\" or \"now+P7D\"",
        help: "after 'now+' stands a duration of weeks, days, hours, minutes and seconds",
        &compiler)
      return
    }
    guard let now = compiler.options.now else { return }
    compiler.tables.moments.append(Moment(seconds: now + offset, nanoseconds: 0))
    checks.append(
      Check(
        operation: .notAfter, keyword: .notAfter, first: Int32(compiler.tables.moments.count - 1)))
  }

  /// The offset in `now` or `now+P…`, or `nil`.
  private static func secondsAfterNow(_ text: String) -> Int? {
    if text == "now" { return 0 }
    guard text.hasPrefix("now+") else { return nil }
    return ISODuration.seconds(Array(text.utf8.dropFirst(4)).span)
  }
}
