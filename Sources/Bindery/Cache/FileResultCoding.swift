/// What a file came to besides its records, as bytes; most files come to nothing else.
extension [UInt8] {
  mutating func append(detailsOf result: FileResult, consulted: [ConsultedFile]) {
    guard
      !result.findings.isEmpty || !result.identities.isEmpty || !consulted.isEmpty
        || result.validity != Int.min..<Int.max
    else { return }
    append(number: Int64(result.validity.lowerBound))
    append(number: Int64(result.validity.upperBound))
    append(list: consulted) { bytes, file in
      bytes.append(text: file.path)
      bytes.append(file.signature == nil ? 0 : 1)
      if let signature = file.signature { bytes.append(signature) }
    }
    append(result.identities)
    append(list: result.findings) { $0.append($1) }
  }

  mutating func append(_ signature: FileSignature) {
    append(number: signature.modified)
    append(number: signature.changed)
    append(number: signature.byteCount)
    append(number: signature.inode)
  }

  private mutating func append(_ identities: IdentityBatch) {
    append(list: identities.unique.sorted { $0.key < $1.key }) { bytes, scoped in
      bytes.append(number: Int32(scoped.key.collection))
      bytes.append(number: Int32(scoped.key.use ?? -1))
      bytes.append(list: scoped.value) { $0.append($1) }
    }
    append(list: identities.references.sorted { $0.key < $1.key }) { bytes, scoped in
      bytes.append(number: Int32(scoped.key))
      bytes.append(list: scoped.value.sorted()) { $0.append($1) }
    }
  }

  private mutating func append(_ identity: Identity) {
    append(number: identity.high)
    append(number: identity.low)
  }
}

extension ByteReader {
  /// Reads what a file came to besides its records, unless it depends on something that is no longer
  /// so.
  ///
  /// - Parameters:
  ///   - now: The time of this run.
  ///   - isUnchanged: Whether a file beside the record is what it was.
  /// - Returns: The details; `nil` where they have to be found anew.
  /// - Throws: `Damaged` where the bytes are no details.
  mutating func details(
    now: Int, isUnchanged: (ConsultedFile) -> Bool
  ) throws(Damaged) -> FileResult? {
    var result = FileResult()
    guard !isAtEnd else { return result }
    let (start, end) = (Int(try number(Int64.self)), Int(try number(Int64.self)))
    guard start < end else { throw Damaged() }
    result.validity = start..<end
    guard result.validity.contains(now) else { return nil }
    let consulted = try list { reader throws(Damaged) in try reader.consultedFile() }
    guard consulted.allSatisfy(isUnchanged) else { return nil }
    result.lookups = consulted.map { .init(path: $0.path, isFound: $0.signature != nil) }
    result.identities = try identities()
    result.findings = try list { reader throws(Damaged) in try reader.finding() }
    return result
  }

  mutating func signature() throws(Damaged) -> FileSignature {
    FileSignature(
      modified: try number(), changed: try number(), byteCount: try number(), inode: try number())
  }

  private mutating func consultedFile() throws(Damaged) -> ConsultedFile {
    let path = try text()
    return ConsultedFile(
      path: path, signature: try number(UInt8.self) == 0 ? nil : try signature())
  }

  private mutating func identities() throws(Damaged) -> IdentityBatch {
    var batch = IdentityBatch()
    for _ in 0..<(try count()) {
      let collection = Int(try number(Int32.self))
      let use = Int(try number(Int32.self))
      let scope = Identity.Scope(collection: collection, use: use < 0 ? nil : use)
      for _ in 0..<(try count()) { batch.insert(try identity(), in: scope) }
    }
    for _ in 0..<(try count()) {
      let collection = Int(try number(Int32.self))
      for _ in 0..<(try count()) { batch.insert(reference: try identity(), to: collection) }
    }
    return batch
  }

  private mutating func identity() throws(Damaged) -> Identity {
    Identity(high: try number(), low: try number())
  }
}
