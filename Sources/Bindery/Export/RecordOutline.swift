internal import Documents

/// The values of a record that are published, in the order in which they are.
///
/// A flat table beside that of the document: what is marked `x-export: omit` is left out, members
/// that the schema declares come in its order, then the others by name. All formats are written
/// from it, so that they hold the same.
struct RecordOutline {
  /// One value, which its descendants follow.
  struct Entry {
    /// The node of the member's name; -1 for an element, and for the record itself.
    let name: Int32
    /// The node of the value.
    let value: Int32
    /// Where the member stands among those that the schema declares, or -1.
    let position: Int32
    let place: ExportPlan.PlaceID
    let kind: Value.Kind
    /// Whether this is an array of objects, which CSV keeps in a table of its own.
    fileprivate(set) var isTable = false
    /// Whether all members of an object are declared.
    fileprivate(set) var isDeclared = true
    /// Where the next value beside this one is, behind the descendants.
    fileprivate(set) var next: Int32 = 0
    /// Where the name, in quotes, and the value stand in the JSON line.
    var nameStart: Int32 = 0
    var nameEnd: Int32 = 0
    var textStart: Int32 = 0
    var textEnd: Int32 = 0

    var nameText: Range<Int> { Int(nameStart)..<Int(nameEnd) }
    var text: Range<Int> { Int(textStart)..<Int(textEnd) }
  }

  let document: Document
  /// The first is the record itself.
  var entries: [Entry] = []

  init(_ document: Document, plan: ExportPlan) {
    self.document = document
    entries.reserveCapacity(document.nodes.count)
    let (nodes, bytes) = (document.nodes, document.bytes)
    var builder = Builder(document: document, plan: plan, entries: entries)
    entries = []
    builder.append(
      Builder.Child(name: -1, value: 0, position: -1, place: ExportPlan.root), nodes.span,
      bytes.span)
    entries = builder.entries
  }

  /// The decoded text of a node.
  func textRange(of node: Int32) -> Range<Int> {
    let node = document.nodes[Int(node)]
    return Int(node.textStart)..<Int(node.textEnd)
  }

  /// The name of a member.
  func name(of entry: Entry) -> String { document.string(of: Int(entry.name)) }
}

private struct Builder {
  let document: Document
  let plan: ExportPlan
  var entries: [RecordOutline.Entry]
  /// The children of the objects that are being added, of the innermost last.
  private var children: [Child] = []
  /// What is negative and not `ExportPlan.undescribed` stands for several places: -2 for the first
  /// of these.
  private var unions: [[ExportPlan.PlaceID]] = []

  struct Child {
    let name: Int32
    let value: Int32
    let position: Int32
    let place: ExportPlan.PlaceID
  }

  init(document: Document, plan: ExportPlan, entries: [RecordOutline.Entry]) {
    self.document = document
    self.plan = plan
    self.entries = entries
  }

  mutating func append(_ child: Child, _ nodes: Span<Node>, _ bytes: Span<UInt8>) {
    let kind = nodes[Int(child.value)].kind
    let index = entries.count
    entries.append(
      RecordOutline.Entry(
        name: child.name, value: child.value, position: child.position, place: child.place,
        kind: kind))
    switch kind {
    case .object: appendMembers(of: child, at: index, nodes, bytes)
    case .array: appendElements(of: child, at: index, nodes, bytes)
    case .null, .boolean, .number, .string: break
    }
    entries[index].next = Int32(entries.count)
  }

  private mutating func appendMembers(
    of object: Child, at index: Int, _ nodes: Span<Node>, _ bytes: Span<UInt8>
  ) {
    let start = children.count
    var guess = 0
    var isInOrder = true
    var name = Int(object.value) + 1
    let end = Int(nodes[Int(object.value)].next)
    while name < end {
      let node = nodes[name]
      let text = bytes.extracting(Int(node.textStart)..<Int(node.textEnd))
      let position = plan.position(of: text, in: object.place, guess: guess)
      if position >= 0 {
        let member = plan.member(position, of: object.place)
        if !member.isOmitted {
          isInOrder = isInOrder && position >= guess
          children.append(
            Child(
              name: Int32(name), value: Int32(name + 1), position: Int32(position),
              place: member.place))
        }
        guess = position + 1
      } else {
        let place = undeclared(text, in: object.place)
        if !isOmitted(place) {
          isInOrder = false
          entries[index].isDeclared = false
          children.append(
            Child(name: Int32(name), value: Int32(name + 1), position: -1, place: place))
        }
      }
      name = Int(nodes[name + 1].next)
    }
    if !isInOrder { sortChildren(from: start, nodes, bytes) }
    for position in start..<children.count { append(children[position], nodes, bytes) }
    children.removeLast(children.count - start)
  }

  /// Puts declared members first, in the order of the schema, then the others by name.
  private mutating func sortChildren(
    from start: Int, _ nodes: Span<Node>, _ bytes: Span<UInt8>
  ) {
    guard children.count - start <= Self.maximumInsertionCount else {
      let (nodes, bytes) = (document.nodes, document.bytes)
      children[start...].sort { Self.precedes($0, $1, nodes.span, bytes.span) }
      return
    }
    for end in start..<children.count {
      let child = children[end]
      var position = end
      while position > start, Self.precedes(child, children[position - 1], nodes, bytes) {
        children[position] = children[position - 1]
        position -= 1
      }
      children[position] = child
    }
  }

  /// Up to here, sorting by insertion is the fastest way.
  private static let maximumInsertionCount = 32

  private static func precedes(
    _ left: Child, _ right: Child, _ nodes: Span<Node>, _ bytes: Span<UInt8>
  ) -> Bool {
    if left.position >= 0 || right.position >= 0 {
      return UInt32(bitPattern: left.position) < UInt32(bitPattern: right.position)
    }
    let (left, right) = (nodes[Int(left.name)], nodes[Int(right.name)])
    return bytes.extracting(Int(left.textStart)..<Int(left.textEnd))
      .precedes(bytes.extracting(Int(right.textStart)..<Int(right.textEnd)))
  }

  private mutating func appendElements(
    of array: Child, at index: Int, _ nodes: Span<Node>, _ bytes: Span<UInt8>
  ) {
    var element = Int(array.value) + 1
    let end = Int(nodes[Int(array.value)].next)
    var position = 0
    var isTable = true
    while element < end {
      let place = item(at: position, of: array.place)
      if !isOmitted(place) {
        if nodes[element].kind != .object { isTable = false }
        append(
          Child(name: -1, value: Int32(element), position: -1, place: place), nodes, bytes)
      }
      position += 1
      element = Int(nodes[element].next)
    }
    if isTable, entries.count > index + 1 { entries[index].isTable = true }
  }

  // MARK: Places

  private mutating func undeclared(
    _ name: Span<UInt8>, in place: ExportPlan.PlaceID
  ) -> ExportPlan.PlaceID {
    if place >= 0 {
      guard plan.describesUndeclaredMembers(of: place) else { return ExportPlan.undescribed }
      return union(plan.places(ofMember: name.string, in: [place]))
    }
    guard place != ExportPlan.undescribed else { return place }
    return union(plan.places(ofMember: name.string, in: unions[-2 - Int(place)]))
  }

  private mutating func item(
    at position: Int, of place: ExportPlan.PlaceID
  ) -> ExportPlan.PlaceID {
    if place >= ExportPlan.undescribed { return plan.item(at: position, of: place) }
    return union(plan.places(ofItem: position, in: unions[-2 - Int(place)]))
  }

  private mutating func union(_ places: [ExportPlan.PlaceID]) -> ExportPlan.PlaceID {
    if places.count < 2 { return places.first ?? ExportPlan.undescribed }
    unions.append(places)
    return -1 - ExportPlan.PlaceID(unions.count)
  }

  private func isOmitted(_ place: ExportPlan.PlaceID) -> Bool {
    if place >= ExportPlan.undescribed { return plan.isOmitted(place) }
    for place in unions[-2 - Int(place)] where plan.isOmitted(place) { return true }
    return false
  }
}
