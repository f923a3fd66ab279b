/// JSON that the tool itself writes, with its members in the order given.
package indirect enum JSONTree: Sendable, Hashable {
  case null
  case boolean(Bool)
  case integer(Int)
  case string(String)
  case array([JSONTree])
  case object([Member])

  package struct Member: Sendable, Hashable {
    let name: String
    let value: JSONTree

    package init(_ name: String, _ value: JSONTree) {
      self.name = name
      self.value = value
    }
  }

  /// An object without the members that are `nil`.
  package static func members(_ members: [(String, JSONTree?)]) -> JSONTree {
    .object(members.compactMap { name, value in value.map { Member(name, $0) } })
  }

  package static func optional(_ text: String?) -> JSONTree? { text.map(JSONTree.string) }

  /// The text with two spaces for each level, and a line break at its end.
  package var text: [UInt8] {
    var output: [UInt8] = []
    append(to: &output, indentation: 0)
    output.append(UInt8(ascii: "\n"))
    return output
  }

  private func append(to output: inout [UInt8], indentation: Int) {
    switch self {
    case .null: output.append(contentsOf: "null".utf8)
    case .boolean(let value): output.append(contentsOf: (value ? "true" : "false").utf8)
    case .integer(let value): output.append(contentsOf: String(value).utf8)
    case .string(let text): JSONText.appendString(text, to: &output)
    case .array(let elements):
      Self.append(elements, "[", "]", to: &output, indentation) { element, output in
        element.append(to: &output, indentation: indentation + 2)
      }
    case .object(let members):
      Self.append(members, "{", "}", to: &output, indentation) { member, output in
        JSONText.appendString(member.name, to: &output)
        output.append(contentsOf: ": ".utf8)
        member.value.append(to: &output, indentation: indentation + 2)
      }
    }
  }

  private static func append<Item>(
    _ items: [Item], _ open: String, _ close: String, to output: inout [UInt8],
    _ indentation: Int, _ body: (Item, inout [UInt8]) -> Void
  ) {
    output.append(contentsOf: open.utf8)
    for (position, item) in items.enumerated() {
      output.append(contentsOf: (position > 0 ? ",\n" : "\n").utf8)
      output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indentation + 2))
      body(item, &output)
    }
    if !items.isEmpty {
      output.append(UInt8(ascii: "\n"))
      output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indentation))
    }
    output.append(contentsOf: close.utf8)
  }
}
