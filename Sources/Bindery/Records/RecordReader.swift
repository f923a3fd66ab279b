internal import Documents

/// Reads the records of one file, and reports what keeps it from being read.
struct RecordReader {
  let root: String
  let collection: CollectionConfiguration

  /// Calls `body` for each record of a file, in order; returns what was found on the way.
  func read(_ file: RecordFile, _ body: (Record) -> Void) -> [Finding] {
    switch contents(of: file) {
    case .success(let contents): read(contents.bytes, of: file, body)
    case .failure(let failure): [failure.finding]
    }
  }

  /// Why a file could not be read.
  struct Unreadable: Error { let finding: Finding }

  /// The bytes of a file, with the signature that it had before they were read.
  func contents(
    of file: RecordFile
  ) -> Result<(bytes: [UInt8], signature: FileSignature), Unreadable> {
    let limit =
      RecordFormat(path: file.path) == .jsonLines
      ? Limits.maximumJSONLinesByteCount : Limits.maximumRecordByteCount
    do {
      return .success(
        try FileReader.contents(of: root + "/" + file.path, maximumByteCount: limit))
    } catch {
      return .failure(Unreadable(finding: .unreadableFile(file.path, error, limit: limit)))
    }
  }

  /// Calls `body` for each record in the bytes of a file, in order; returns what was found.
  func read(_ bytes: [UInt8], of file: RecordFile, _ body: (Record) -> Void) -> [Finding] {
    switch RecordFormat(path: file.path) {
    case .one(let format):
      return record(
        DocumentReader.read(bytes, as: format), file: file,
        defaultKey: Record.key(path: file.path, in: collection), body)
    case .jsonLines: return readLines(bytes, file: file, body)
    }
  }

  private func readLines(
    _ bytes: [UInt8], file: RecordFile, _ body: (Record) -> Void
  ) -> [Finding] {
    if bytes.isEmpty {
      return record(DocumentReader.read([], as: .json), file: file, defaultKey: "", body)
    }
    let path = Record.key(path: file.path, in: collection)
    var findings: [Finding] = []
    var number = 0
    var rest = bytes[...]
    while !rest.isEmpty {
      number += 1
      let end = rest.firstIndex(of: UInt8(ascii: "\n")) ?? rest.endIndex
      let line = Array(rest[..<end])
      rest = rest[min(end + 1, rest.endIndex)...]
      guard line.count <= Limits.maximumRecordByteCount else {
        findings.append(.lineTooLong(file.path, line: number))
        continue
      }
      findings += record(
        DocumentReader.readLine(line, number: number), file: file, defaultKey: "\(path)/\(number)",
        body)
    }
    return findings
  }

  private func record(
    _ parsed: ParsedDocument, file: RecordFile, defaultKey: String, _ body: (Record) -> Void
  ) -> [Finding] {
    var findings = parsed.issues.map { Finding($0, in: parsed.document, path: file.path) }
    guard parsed.hasValues else { return findings }
    let root = parsed.document.root
    guard root.kind == .object else {
      findings.append(.notAnObject(root, path: file.path))
      return findings
    }
    findings += reservedMembers(root, path: file.path)
    var key = defaultKey
    var keyValue: Value?
    if let pointer = collection.key {
      switch self.key(at: pointer, of: root, path: file.path) {
      case .success(let found): (key, keyValue) = found
      case .failure(let finding): findings.append(finding.finding)
      }
    }
    body(Record(file: file, document: parsed.document, key: key, keyValue: keyValue))
    return findings
  }

  private struct KeyFailure: Error { let finding: Finding }

  private func key(
    at pointer: [String], of root: Value, path: String
  ) -> Result<(String, Value?), KeyFailure> {
    let shown = pointer.map { "/" + JSONPointer.escape($0) }.joined()
    guard let value = root[pointer: pointer] else {
      return .failure(KeyFailure(finding: .keyMissing(shown, root, path: path)))
    }
    guard let key = Record.key(of: value), !key.isEmpty,
      !key.unicodeScalars.contains(where: VisibleText.isInvisible)
    else { return .failure(KeyFailure(finding: .keyType(value, path: path))) }
    return .success((key, value))
  }

  /// Members that an export adds itself.
  private func reservedMembers(_ root: Value, path: String) -> [Finding] {
    guard hasMember(of: root, startingWith: UInt8(ascii: "_")) else { return [] }
    var findings: [Finding] = []
    for (key, _) in root.members {
      if ["_id", "_source", "_body"].contains(key.string) {
        findings.append(.reservedMember(key, path: path))
      }
    }
    return findings
  }

  /// Asked of every record, so without making a value of each name.
  private func hasMember(of object: Value, startingWith byte: UInt8) -> Bool {
    let (nodes, bytes) = (object.document.nodes, object.document.bytes)
    var key = object.index + 1
    while key < Int(nodes[object.index].next) {
      let name = nodes[key]
      if name.textStart < name.textEnd, bytes[Int(name.textStart)] == byte { return true }
      key = Int(nodes[key + 1].next)
    }
    return false
  }
}

extension Finding {
  fileprivate static func notAnObject(_ root: Value, path: String) -> Finding {
    let found =
      switch root.kind {
      case .array: "a list"
      case .null: "nothing"
      default: "a single value"
      }
    let start = root.range.lowerBound
    return Finding(
      rule: "record/not-a-mapping",
      location: Location(path: path, document: root.document, range: start..<start, pointer: ""),
      message: "a record must be a mapping of members, found \(found)",
      help: "write members such as 'title: …', each on a line of its own")
  }

  fileprivate static func lineTooLong(_ path: String, line: Int) -> Finding {
    Finding(
      rule: "record/too-large",
      location: Location(path: path, start: .init(line: line, column: 1)),
      message:
        "the record on this line is larger than \(Limits.maximumRecordByteCount / 1_048_576) MiB",
      help: "a record holds text; put large content into a file of its own and link to it")
  }

  fileprivate static func keyMissing(_ pointer: String, _ root: Value, path: String) -> Finding {
    let start = root.range.lowerBound
    return Finding(
      rule: "key/missing",
      location: Location(path: path, document: root.document, range: start..<start, pointer: ""),
      message: "the record has no key: '\(pointer)' is missing",
      help: "add the member; bindery.yml names it as the key of this collection")
  }

  fileprivate static func keyType(_ value: Value, path: String) -> Finding {
    Finding(
      rule: "key/type", location: Location(path: path, value: value),
      message: "a key must be a number or a string of visible characters",
      help: "write a short text that identifies the record, such as its code")
  }

  fileprivate static func reservedMember(_ key: Value, path: String) -> Finding {
    Finding(
      rule: "record/reserved-member", location: Location(path: path, value: key),
      message: "the name '\(key.string ?? "")' is kept for what an export adds",
      help: "give the member another name")
  }
}
