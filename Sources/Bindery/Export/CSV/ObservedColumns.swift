/// Which members the records of a collection really hold, and of what kinds.
///
/// Members that the schema declares are told apart by their position there, so that a name is
/// looked at only where the schema does not know it. Merging is independent of order.
struct ObservedColumns: Sendable {
  /// One member, with what was seen as its value.
  struct Member: Sendable {
    /// A scalar, or an array that is not one of objects.
    var isCell = false
    /// The group of the members of an object.
    var object: Int?
    /// The group of the members of the objects in an array.
    var table: Int?
  }

  /// The members that stand side by side, by position in the schema or by name.
  struct Group: Sendable {
    var declared: [Int: Member] = [:]
    var others: [String: Member] = [:]
  }

  /// How a member is found in its group.
  enum Name: Hashable, Sendable {
    case declared(Int)
    case other(String)
  }

  /// The first is that of the record itself.
  private(set) var groups: [Group] = [Group()]

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

  mutating func noteCell(_ name: Name, in group: Int) {
    if !self[name, in: group].isCell { self[name, in: group].isCell = true }
  }

  /// The group of an object's members.
  mutating func objectGroup(_ name: Name, in group: Int) -> Int {
    if let known = self[name, in: group].object { return known }
    groups.append(Group())
    self[name, in: group].object = groups.count - 1
    return groups.count - 1
  }

  /// The group of the members of an array's objects.
  mutating func tableGroup(_ name: Name, in group: Int) -> Int {
    if let known = self[name, in: group].table { return known }
    groups.append(Group())
    self[name, in: group].table = groups.count - 1
    return groups.count - 1
  }

  mutating func merge(_ other: ObservedColumns) { merge(other, from: 0, into: 0) }

  private mutating func merge(_ other: ObservedColumns, from source: Int, into target: Int) {
    let group = other.groups[source]
    for (position, member) in group.declared {
      merge(other, member, .declared(position), into: target)
    }
    for (name, member) in group.others { merge(other, member, .other(name), into: target) }
  }

  private mutating func merge(
    _ other: ObservedColumns, _ member: Member, _ name: Name, into target: Int
  ) {
    if member.isCell { noteCell(name, in: target) }
    if let object = member.object {
      merge(other, from: object, into: objectGroup(name, in: target))
    }
    if let table = member.table { merge(other, from: table, into: tableGroup(name, in: target)) }
  }
}
