internal import Documents
internal import JSONSchema

/// How the records of a collection are laid out in an export: the order of members, and what is
/// left out, both from the schema.
///
/// A schema may say about one place in several subschemas; they are taken together. What one of
/// them marks `x-export: omit` is left out whichever of them accepts the value.
///
/// The places of the schema's shape are kept in flat tables, by their ids, because each member of
/// each record is looked up in them.
final class ExportPlan: Sendable {
  private let shapes: [SchemaShape.Node]
  private let places: [Place]
  private let members: [Member]
  /// The names of all members, one after the other.
  private let names: [UInt8]
  /// The places of elements that are described by their position.
  private let prefixes: [Int32]

  /// The id of a place; that of the record itself is ``root``.
  typealias PlaceID = Int32

  static let root: PlaceID = 0
  /// The place of a value about which no schema says anything.
  static let undescribed: PlaceID = -1

  private struct Place {
    let members: Range<Int32>
    let prefix: Range<Int32>
    let items: PlaceID
    let isOmitted: Bool
    let describesUndeclaredMembers: Bool
  }

  /// A member that the schema declares.
  struct Member: Sendable {
    let name: String
    fileprivate let nameRange: Range<Int32>
    let place: PlaceID
    let isOmitted: Bool
    /// Whether it can only be a column of its own, as its types say.
    let isAlwaysCell: Bool
    /// Whether it is a column of its own even where no record holds it.
    let isCellByDefault: Bool
    /// Its place among the members of its object, and the reserved ones, in canonical JSON.
    let canonicalRank: Int32
  }

  init(_ shape: SchemaShape) {
    shapes = shape.places
    var places: [Place] = []
    var members: [Member] = []
    var names: [UInt8] = []
    var prefixes: [Int32] = []
    for node in shapes {
      let memberStart = members.count
      let ranks = Self.canonicalRanks(node.members.map(\.name))
      for (position, member) in node.members.enumerated() {
        let start = names.count
        names += member.name.utf8
        members.append(
          Member(
            name: member.name, shape: member.node,
            nameRange: Int32(start)..<Int32(names.count), canonicalRank: ranks[position]))
      }
      let prefixStart = prefixes.count
      for position in 0..<node.prefixCount {
        prefixes.append(node.item(at: position).map { PlaceID($0.id) } ?? Self.undescribed)
      }
      places.append(
        Place(
          members: Int32(memberStart)..<Int32(members.count),
          prefix: Int32(prefixStart)..<Int32(prefixes.count),
          items: node.item(at: .max).map { PlaceID($0.id) } ?? Self.undescribed,
          isOmitted: node.hasExtension("x-export"),
          describesUndeclaredMembers: node.describesUndeclaredMembers))
    }
    self.places = places
    self.members = members
    self.names = names
    self.prefixes = prefixes
    reservedRanks = Self.reservedRanks(beside: shape.root.members.map(\.name))
  }

  // MARK: Canonical order

  /// The ranks of `_id`, `_source` and `_body` among the members of a record.
  let reservedRanks: [Int32]

  private static func canonicalRanks(_ names: [String]) -> [Int32] {
    ranks(names + ReservedMember.allCases.map(\.rawValue)).dropLast(ReservedMember.allCases.count)
  }

  private static func reservedRanks(beside names: [String]) -> [Int32] {
    ranks(names + ReservedMember.allCases.map(\.rawValue)).suffix(ReservedMember.allCases.count)
  }

  private static func ranks(_ names: [String]) -> [Int32] {
    let texts = names.map { Array($0.utf8)[...] }
    let order = texts.indices.sorted { CanonicalJSON.precedes(texts[$0], texts[$1]) }
    var ranks = [Int32](repeating: 0, count: names.count)
    for (rank, index) in order.enumerated() { ranks[index] = Int32(rank) }
    return ranks
  }

  // MARK: Places

  /// The members that a place declares, in the order of the schema.
  func members(of place: PlaceID) -> ArraySlice<Member> {
    guard place >= 0 else { return [] }
    let range = places[Int(place)].members
    return members[Int(range.lowerBound)..<Int(range.upperBound)]
  }

  /// The member at a position among those that a place declares.
  func member(_ position: Int, of place: PlaceID) -> Member {
    members[Int(places[Int(place)].members.lowerBound) + position]
  }

  func isOmitted(_ place: PlaceID) -> Bool { place >= 0 && places[Int(place)].isOmitted }

  /// The position of a declared member, or -1; looked for from `guess` on: where it stands if the
  /// record keeps to the schema's order.
  func position(of name: Span<UInt8>, in place: PlaceID, guess: Int) -> Int {
    guard place >= 0 else { return -1 }
    let start = Int(places[Int(place)].members.lowerBound)
    let count = places[Int(place)].members.count
    var position = guess
    let names = names
    for _ in 0..<count {
      if position >= count { position = 0 }
      let range = members[start + position].nameRange
      if range.count == name.count,
        names.span.extracting(Int(range.lowerBound)..<Int(range.upperBound)).hasSameBytes(as: name)
      {
        return position
      }
      position += 1
    }
    return -1
  }

  /// The place of an array's element.
  func item(at position: Int, of place: PlaceID) -> PlaceID {
    guard place >= 0 else { return Self.undescribed }
    let prefix = places[Int(place)].prefix
    return position < prefix.count
      ? prefixes[Int(prefix.lowerBound) + position] : places[Int(place)].items
  }

  /// Whether a place says anything of members whose names it does not declare.
  func describesUndeclaredMembers(of place: PlaceID) -> Bool {
    place >= 0 && places[Int(place)].describesUndeclaredMembers
  }

  // MARK: Several places

  // Of a member that no schema names, several may speak: each that has a matching pattern.

  /// What one of the places declares; where there are several, none of them names a member.
  func members(of places: [PlaceID]) -> ArraySlice<Member> {
    places.count == 1 ? members(of: places[0]) : []
  }

  /// The places of a member of that name.
  func places(ofMember name: String, in places: [PlaceID]) -> [PlaceID] {
    places.flatMap { shapes[Int($0)].members(named: name).map { PlaceID($0.id) } }
  }

  /// The places of an element.
  func places(ofItem position: Int, in places: [PlaceID]) -> [PlaceID] {
    places.map { item(at: position, of: $0) }.filter { $0 >= 0 }
  }
}

/// A member that an export adds to a record.
enum ReservedMember: String, CaseIterable {
  case id = "_id"
  case source = "_source"
  case body = "_body"
}

extension ExportPlan.Member {
  fileprivate init(
    name: String, shape: SchemaShape.Node, nameRange: Range<Int32>, canonicalRank: Int32
  ) {
    self.name = name
    self.nameRange = nameRange
    self.canonicalRank = canonicalRank
    place = ExportPlan.PlaceID(shape.id)
    isOmitted = shape.hasExtension("x-export")
    let items = shape.item(at: .max)
    let holdsObjects = items?.types?.contains(.object) == true || items?.members.isEmpty == false
    let isObject = shape.types?.contains(.object) == true || !shape.members.isEmpty
    isCellByDefault = !isObject && !holdsObjects
    isAlwaysCell =
      isCellByDefault && shape.types?.isDisjoint(with: [.array, .object]) == true
  }
}
