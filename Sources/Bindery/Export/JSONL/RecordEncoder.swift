internal import Documents
internal import JSONSchema

/// Writes records as JSON lines: `_id` and `_source` first, the members in the schema's order,
/// those that it does not know by name, `_body` last.
struct RecordEncoder: Sendable {
  let plan: ExportPlan

  init(_ collection: Dataset.Collection) { plan = ExportPlan(collection.schema.shape()) }

  /// Appends a record; what is marked `x-export: omit` is left out, with everything below it.
  func append(_ record: Record, to output: inout EncodedRecords) {
    let start = output.lines.count
    output.lines.append(contentsOf: "{\"_id\":".utf8)
    JSONText.appendString(record.key, to: &output.lines)
    output.lines.append(contentsOf: ",\"_source\":".utf8)
    JSONText.appendString(record.file.path, to: &output.lines)
    appendMembers(of: record.root, plan.root, group: 0, isFirst: false, &output)
    if let body = record.document.body, !record.document.bytes[body].allSatisfy(\.isWhiteSpace) {
      output.lines.append(contentsOf: ",\"_body\":".utf8)
      JSONText.appendString(record.document.bytes[body], to: &output.lines)
      output.hasBody = true
    }
    output.lines.append(contentsOf: "}\n".utf8)
    output.index.append((record.key, output.lines.count - start))
  }

  private struct Member {
    let key: Value
    let value: Value
    let node: ExportPlan.Node?
    let name: ObservedColumns.Name
  }

  private func appendMembers(
    of object: Value, _ node: ExportPlan.Node?, group: Int, isFirst: Bool,
    _ output: inout EncodedRecords
  ) {
    var isFirst = isFirst
    for member in ordered(object, node) {
      if !isFirst { output.lines.append(UInt8(ascii: ",")) }
      isFirst = false
      member.key.appendScalar(to: &output.lines)
      output.lines.append(UInt8(ascii: ":"))
      append(member.value, member.node, member.name, group: group, &output)
    }
  }

  private func ordered(_ object: Value, _ node: ExportPlan.Node?) -> [Member] {
    var declared: [(position: Int, member: Member)] = []
    var others: [Member] = []
    declared.reserveCapacity(object.count)
    var guess = 0
    for (key, value) in object.members {
      if let node, let position = node.position(of: key, guess: guess) {
        guess = position + 1
        let planned = node.members[position]
        if planned.isOmitted { continue }
        declared.append(
          (
            position,
            Member(
              key: key, value: value, node: node.node(of: planned), name: .declared(position))
          ))
      } else {
        let name = key.string ?? ""
        let child = node?.undeclared(name)
        if child?.isOmitted == true { continue }
        others.append(Member(key: key, value: value, node: child, name: .other(name)))
      }
    }
    declared.sort { $0.position < $1.position }
    others.sort { $0.key.textBytes.lexicographicallyPrecedes($1.key.textBytes) }
    return declared.map(\.member) + others
  }

  private func append(
    _ value: Value, _ node: ExportPlan.Node?, _ name: ObservedColumns.Name, group: Int,
    _ output: inout EncodedRecords
  ) {
    switch value.kind {
    case .object:
      let child = output.observed.objectGroup(name, in: group)
      output.lines.append(UInt8(ascii: "{"))
      appendMembers(of: value, node, group: child, isFirst: true, &output)
      output.lines.append(UInt8(ascii: "}"))
    case .array where value.isTable:
      let child = output.observed.tableGroup(name, in: group)
      appendElements(value, node, &output) { element, node, output in
        output.lines.append(UInt8(ascii: "{"))
        appendMembers(of: element, node, group: child, isFirst: true, &output)
        output.lines.append(UInt8(ascii: "}"))
      }
    case .array:
      // An empty array says nothing about what it would hold.
      if value.count > 0 { output.observed.noteCell(name, in: group) }
      appendElements(value, node, &output, appendUnobserved)
    case .null: output.lines.append(contentsOf: "null".utf8)
    case .boolean, .number, .string:
      output.observed.noteCell(name, in: group)
      value.appendScalar(to: &output.lines)
    }
  }

  private func appendElements(
    _ array: Value, _ node: ExportPlan.Node?, _ output: inout EncodedRecords,
    _ body: (Value, ExportPlan.Node?, inout EncodedRecords) -> Void
  ) {
    output.lines.append(UInt8(ascii: "["))
    var isFirst = true
    for (position, element) in array.elements.enumerated() {
      let child = node?.item(at: position)
      if child?.isOmitted == true { continue }
      if !isFirst { output.lines.append(UInt8(ascii: ",")) }
      isFirst = false
      body(element, child, &output)
    }
    output.lines.append(UInt8(ascii: "]"))
  }

  /// Within a cell: arrays of mixed kinds and what they hold.
  private func appendUnobserved(
    _ value: Value, _ node: ExportPlan.Node?, _ output: inout EncodedRecords
  ) {
    switch value.kind {
    case .object:
      output.lines.append(UInt8(ascii: "{"))
      for (position, member) in ordered(value, node).enumerated() {
        if position > 0 { output.lines.append(UInt8(ascii: ",")) }
        member.key.appendScalar(to: &output.lines)
        output.lines.append(UInt8(ascii: ":"))
        appendUnobserved(member.value, member.node, &output)
      }
      output.lines.append(UInt8(ascii: "}"))
    case .array: appendElements(value, node, &output, appendUnobserved)
    default: value.appendScalar(to: &output.lines)
    }
  }
}

extension UInt8 {
  /// What separates words and lines in Markdown.
  fileprivate var isWhiteSpace: Bool {
    self == UInt8(ascii: " ") || (UInt8(ascii: "\t")...UInt8(ascii: "\r")).contains(self)
  }
}
