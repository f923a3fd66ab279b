internal import Documents
internal import JSONSchema

/// How the records of a collection are laid out in an export: the order of members, and what is
/// left out, both from the schema.
///
/// A schema may say about one place in several subschemas; they are taken together. What one of
/// them marks `x-export: omit` is left out whichever of them accepts the value.
final class ExportPlan: Sendable {
  private let shape: SchemaShape
  /// The declared members, by the ids of the shape's nodes.
  private let members: [[Member]]

  /// A member that the schema declares.
  struct Member: Sendable {
    let name: String
    fileprivate let nameBytes: [UInt8]
    fileprivate let shape: SchemaShape.Node
    let isOmitted: Bool
    /// Whether it is a column of its own even where no record holds it.
    let isCellByDefault: Bool
  }

  init(_ shape: SchemaShape) {
    self.shape = shape
    members = shape.places.map { $0.members.map(Member.init) }
  }

  var root: Node? { Node(plan: self, shapes: [shape.root]) }

  /// What is known about one place.
  struct Node: Sendable {
    fileprivate let plan: ExportPlan
    /// One, but for members that several schemas speak of without naming them.
    fileprivate let shapes: [SchemaShape.Node]

    fileprivate init?(plan: ExportPlan, shapes: [SchemaShape.Node]) {
      if shapes.isEmpty { return nil }
      self.plan = plan
      self.shapes = shapes
    }

    /// In the order of the schema.
    var members: [Member] { shapes.count == 1 ? plan.members[shapes[0].id] : [] }

    var isOmitted: Bool { shapes.contains { $0.hasExtension("x-export") } }

    func node(of member: Member) -> Node? { Node(plan: plan, shapes: [member.shape]) }

    /// The position of a declared member, looked for first at `guess`: where it stands if the
    /// record keeps to the schema's order.
    func position(of key: Value, guess: Int) -> Int? {
      let text = key.textBytes
      let members = members
      if guess < members.count, members[guess].nameBytes.elementsEqual(text) { return guess }
      return members.firstIndex {
        $0.nameBytes.count == text.count && $0.nameBytes.elementsEqual(text)
      }
    }

    /// What is known about members of a name that is not declared.
    func undeclared(_ name: String) -> Node? {
      Node(plan: plan, shapes: shapes.flatMap { $0.members(named: name) })
    }

    func item(at position: Int) -> Node? {
      Node(plan: plan, shapes: shapes.compactMap { $0.item(at: position) })
    }

    /// What is known about all items of an array of objects.
    var items: Node? { item(at: .max) }
  }
}

extension ExportPlan.Member {
  fileprivate init(name: String, shape: SchemaShape.Node) {
    self.name = name
    nameBytes = Array(name.utf8)
    self.shape = shape
    isOmitted = shape.hasExtension("x-export")
    let items = shape.item(at: .max)
    let holdsObjects = items?.types?.contains(.object) == true || items?.members.isEmpty == false
    let isObject = shape.types?.contains(.object) == true || !shape.members.isEmpty
    isCellByDefault = !isObject && !holdsObjects
  }
}
