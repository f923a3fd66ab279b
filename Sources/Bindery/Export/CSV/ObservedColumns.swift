internal import Documents

/// Which members the records of a collection really hold, and of what kinds.
///
/// Members that the schema declares are told apart by their position there, so that a name is
/// looked at only where the schema does not know it. What is noted does not depend on the order of
/// the records; only the numbers beside it do.
struct ObservedColumns: Sendable {
  /// One member, with what was seen as its value.
  struct Member: Sendable {
    /// The version since which there are cells: scalars, and arrays that are not of objects.
    var cellsSince: Int?
    /// The group of the members of an object.
    var object: Int?
    /// The group of the members of the objects in an array.
    var table: Int?

    var isUnknown: Bool { cellsSince == nil && object == nil && table == nil }
  }

  /// The members that stand side by side, by position in the schema or by name.
  struct Group: Sendable {
    var declared: [Int: Member] = [:]
    var others: [String: Member] = [:]
    /// What the schema says of the objects that hold them, or of most of these.
    let places: [ExportPlan.PlaceID]
    /// The version since which there is the group.
    let since: Int
  }

  /// How a member is found in its group.
  enum Name: Hashable, Sendable {
    case declared(Int)
    case other(String)
  }

  /// The first is that of the record itself.
  private(set) var groups = [Group(places: [ExportPlan.root], since: 0)]
  /// The version since which records have a body.
  private(set) var bodySince: Int?

  subscript(name: Name, in group: Int) -> Member {
    get {
      switch name {
      case .declared(let position): groups[group].declared[position] ?? Member()
      case .other(let name): groups[group].others[name] ?? Member()
      }
    }
    set {
      switch name {
      case .declared(let position): groups[group].declared[position] = newValue
      case .other(let name): groups[group].others[name] = newValue
      }
    }
  }

  /// Notes what a record holds; what was not there before is since `version`.
  mutating func note(_ line: JSONLine, plan: ExportPlan, version: Int) {
    if bodySince == nil, line.bodyRange != nil { bodySince = version }
    noteMembers(of: 0, in: line.outline, group: 0, plan, version)
  }

  private mutating func noteMembers(
    of object: Int, in outline: RecordOutline, group: Int, _ plan: ExportPlan, _ version: Int
  ) {
    var index = object + 1
    while index < Int(outline.entries[object].next) {
      let name = outline.name(of: outline.entries[index])
      let places = groups[group].places
      let members = Array(plan.members(of: places))
      if let position = members.firstIndex(where: { $0.name == name && !$0.isOmitted }) {
        note(
          index, .declared(position), in: outline, group: group, [members[position].place], plan,
          version)
      } else {
        note(
          index, .other(name), in: outline, group: group, plan.places(ofMember: name, in: places),
          plan, version)
      }
      index = Int(outline.entries[index].next)
    }
  }

  private mutating func note(
    _ index: Int, _ name: Name, in outline: RecordOutline, group: Int,
    _ places: [ExportPlan.PlaceID], _ plan: ExportPlan, _ version: Int
  ) {
    let entry = outline.entries[index]
    switch entry.kind {
    case .null: break
    case .object:
      let child = self[name, in: group].object ?? addGroup(places, version)
      self[name, in: group].object = child
      noteMembers(of: index, in: outline, group: child, plan, version)
    case .array where entry.isTable:
      let child =
        self[name, in: group].table ?? addGroup(plan.places(ofItem: .max, in: places), version)
      self[name, in: group].table = child
      var item = index + 1
      while item < Int(entry.next) {
        noteMembers(of: item, in: outline, group: child, plan, version)
        item = Int(outline.entries[item].next)
      }
    // An empty array says nothing about what it would hold.
    case .array where Int(entry.next) == index + 1: break
    case .array, .boolean, .number, .string:
      if self[name, in: group].cellsSince == nil { self[name, in: group].cellsSince = version }
    }
  }

  private mutating func addGroup(_ places: [ExportPlan.PlaceID], _ version: Int) -> Int {
    groups.append(Group(places: places, since: version))
    return groups.count - 1
  }
}
