internal import Crypto
internal import Documents

/// What a review compares of a record as it was and as it is.
struct ContributedRecord: Sendable {
  /// The name of the collection, which stays where the configuration changes.
  let collection: String
  let key: String
  let path: String
  /// Whether the file holds many records.
  let isLine: Bool
  /// A digest of all that the record is, its text below the front matter included.
  let content: Identity
  /// Digests of the members with their names, by which a record is known again under another key.
  let members: Set<Identity>
  /// The canonical text of each member that machines maintain.
  let machineValues: [[UInt8]?]
  /// Where the key stands, and each of those members.
  let keyLocation: Location
  let machineLocations: [Location]

  init(_ record: Record, collection: String, machineMembers: [[String]]) {
    self.collection = collection
    key = record.key
    path = record.file.path
    isLine = RecordFormat.isLines(path: record.file.path.utf8Span.span)
    content = Identity(
      bytes: Array(record.document.bytes[..<record.document.sourceByteCount]))
    members = Set(
      record.root.members.map { member in
        var bytes = Array((member.key.string ?? "").utf8) + [0]
        CanonicalJSON.append(member.value, to: &bytes)
        return Identity(bytes: bytes)
      })
    let path = record.file.path
    let root = record.root
    let start = Location(
      path: path, document: record.document, range: root.range.lowerBound..<root.range.lowerBound,
      pointer: "")
    keyLocation = record.keyValue.map { Location(path: path, value: $0) } ?? start
    let values = machineMembers.map { root[pointer: $0] }
    machineValues = values.map { value in
      value.map { value in
        var bytes: [UInt8] = []
        CanonicalJSON.append(value, to: &bytes)
        return bytes
      }
    }
    machineLocations = values.map { $0.map { Location(path: path, value: $0) } ?? start }
  }

  /// What a record keeps over edits.
  struct Name: Hashable {
    let collection: String
    /// As bytes: texts are equal that are written in different ways.
    let key: [UInt8]
  }

  var name: Name { Name(collection: collection, key: Array(key.utf8)) }
}
