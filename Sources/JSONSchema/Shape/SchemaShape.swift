/// What a schema declares at each place of a record, whatever the record holds.
///
/// All schemas that can apply to a place count together: behind `$ref`, in `allOf`, `anyOf`,
/// `oneOf`, `if`, `then`, `else` and `dependentSchemas`.
public final class SchemaShape: Sendable {
  let nodes: [NodeData]
  /// Whether every place is described; not for schemas made to have very many places.
  public let isComplete: Bool
  let program: Program

  struct NodeData: Sendable {
    var members: [(name: String, node: Int)] = []
    var numbers: [String: Int] = [:]
    /// What applies to members that are not declared, for each schema that says something of them.
    var undeclared: [UndeclaredMembers] = []
    var prefix: [Int] = []
    var items: Int?
    var extensions: [String: [ExtensionUse]] = [:]
    var types: SchemaTypes?
    var title: String?
    var description: String?
    var format: String?
  }

  /// What one schema says of members that are not declared.
  struct UndeclaredMembers: Sendable {
    /// What applies to names that match a pattern.
    var patterns: [(pattern: Int, node: Int)] = []
    /// What applies to names that match none.
    var additional: Int?
  }

  init(_ program: Program, _ uses: [ExtensionUse]) {
    var builder = ShapeBuilder(program: program, uses: uses)
    nodes = builder.build()
    isComplete = builder.isComplete
    self.program = program
  }

  /// What is declared for the whole record.
  public var root: Node { Node(shape: self, index: 0) }

  /// The nodes of all places, in the order of their ids.
  public var places: [Node] { nodes.indices.map { Node(shape: self, index: $0) } }

  /// What is declared at one place.
  public struct Node: Sendable {
    private let shape: SchemaShape
    private let index: Int

    fileprivate init(shape: SchemaShape, index: Int) {
      self.shape = shape
      self.index = index
    }

    private var data: NodeData { shape.nodes[index] }

    /// The declared members in the order of the schema's text: those of its own `properties`, then
    /// those of the schemas it refers to or combines.
    public var members: [(name: String, node: Node)] {
      data.members.map { ($0.name, Node(shape: shape, index: $0.node)) }
    }

    /// A number for the node, the same for the same node of one shape; it counts from 0.
    public var id: Int { index }

    /// What applies to a member: what is declared for its name, else what each schema at this
    /// place says of names that match its patterns, or match none; empty where nothing applies.
    public func members(named name: String) -> [Node] {
      if let number = data.numbers[name] {
        return [Node(shape: shape, index: data.members[number].node)]
      }
      var nodes: [Int] = []
      for rule in data.undeclared {
        let matches = rule.patterns.filter { shape.program.matches($0.pattern, name) }
        nodes += matches.isEmpty ? [rule.additional].compactMap { $0 } : matches.map(\.node)
      }
      return nodes.map { Node(shape: shape, index: $0) }
    }

    /// Whether anything is said of members whose names are not declared.
    public var describesUndeclaredMembers: Bool { !data.undeclared.isEmpty }

    /// How many elements are described each by its own schema; what follows has one in common.
    public var prefixCount: Int { data.prefix.count }

    /// What applies to the element at a position, or `nil` where nothing does.
    public func item(at position: Int) -> Node? {
      let data = data
      if position < data.prefix.count { return Node(shape: shape, index: data.prefix[position]) }
      return data.items.map { Node(shape: shape, index: $0) }
    }

    /// Whether an extension keyword stands at this place.
    public func hasExtension(_ name: String) -> Bool { data.extensions[name] != nil }

    /// The uses of an extension keyword at this place.
    public func extensions(_ name: String) -> [ExtensionUse] { data.extensions[name] ?? [] }

    /// The types that are declared, or `nil` where none are.
    public var types: SchemaTypes? { data.types }

    public var title: String? { data.title }
    public var description: String? { data.description }
    public var format: String? { data.format }
  }
}

extension Program {
  /// Whether a pattern matches a text.
  func matches(_ pattern: Int, _ text: String) -> Bool {
    let bytes = Array(text.utf8)
    var matcher = PatternMatcher()
    return patterns.match(pattern, bytes.span, &matcher) == .match
  }
}
