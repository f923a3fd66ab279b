internal import Documents

/// The canonical JSON of a record (RFC 8785), put together from the parts of its JSON line.
///
/// Names and strings are spelled alike in both; only the order of members and the numbers differ.
struct CanonicalLine {
  private let line: JSONLine
  private let plan: ExportPlan
  /// The members of the objects that are being written, of the innermost last.
  private var members: [Member] = []

  private struct Member {
    var rank: Int32
    /// The entry, or a negative number for a reserved member.
    let entry: Int32
  }

  /// Appends the canonical JSON of a line.
  static func append(_ line: JSONLine, plan: ExportPlan, to output: inout [UInt8]) {
    var canonical = CanonicalLine(line: line, plan: plan)
    let bytes = line.bytes
    canonical.appendObject(at: 0, bytes.span, to: &output)
  }

  private init(line: JSONLine, plan: ExportPlan) {
    self.line = line
    self.plan = plan
  }

  private mutating func append(_ index: Int, _ text: Span<UInt8>, to output: inout [UInt8]) {
    let entry = line.outline.entries[index]
    switch entry.kind {
    case .null, .boolean, .string: output.append(text.extracting(entry.text))
    case .number: CanonicalJSON.appendNumber(text.extracting(entry.text), to: &output)
    case .array:
      output.append(UInt8(ascii: "["))
      var child = index + 1
      while child < Int(entry.next) {
        if child > index + 1 { output.append(UInt8(ascii: ",")) }
        append(child, text, to: &output)
        child = Int(line.outline.entries[child].next)
      }
      output.append(UInt8(ascii: "]"))
    case .object: appendObject(at: index, text, to: &output)
    }
  }

  private mutating func appendObject(
    at index: Int, _ text: Span<UInt8>, to output: inout [UInt8]
  ) {
    let start = members.count
    collectMembers(of: index)
    sortMembers(from: start, isRanked: line.outline.entries[index].isDeclared)
    output.append(UInt8(ascii: "{"))
    for position in start..<members.count {
      if position > start { output.append(UInt8(ascii: ",")) }
      let entry = Int(members[position].entry)
      if entry < 0 {
        append(reserved: ReservedMember.allCases[-1 - entry], text, to: &output)
      } else {
        output.append(text.extracting(line.outline.entries[entry].nameText))
        output.append(UInt8(ascii: ":"))
        append(entry, text, to: &output)
      }
    }
    output.append(UInt8(ascii: "}"))
    members.removeLast(members.count - start)
  }

  private mutating func collectMembers(of index: Int) {
    let object = line.outline.entries[index]
    if index == 0 {
      for position in ReservedMember.allCases.indices
      where !range(of: ReservedMember.allCases[position]).isEmpty {
        members.append(Member(rank: plan.reservedRanks[position], entry: Int32(-1 - position)))
      }
    }
    var child = index + 1
    while child < Int(object.next) {
      let entry = line.outline.entries[child]
      let rank =
        entry.position < 0
        ? -1 : plan.member(Int(entry.position), of: object.place).canonicalRank
      members.append(Member(rank: rank, entry: Int32(child)))
      child = Int(entry.next)
    }
  }

  /// Sorts by the ranks that are known beforehand, or by the names where some are not declared.
  private mutating func sortMembers(from start: Int, isRanked: Bool) {
    if !isRanked {
      let names = members[start...].map { (name(of: $0), $0.entry) }
        .sorted { CanonicalJSON.precedes($0.0, $1.0) }
      for (position, name) in names.enumerated() {
        members[start + position] = Member(rank: Int32(position), entry: name.1)
      }
      return
    }
    for end in start..<members.count {
      let member = members[end]
      var position = end
      while position > start, member.rank < members[position - 1].rank {
        members[position] = members[position - 1]
        position -= 1
      }
      members[position] = member
    }
  }

  private func name(of member: Member) -> ArraySlice<UInt8> {
    if member.entry < 0 {
      return Array(ReservedMember.allCases[-1 - Int(member.entry)].rawValue.utf8)[...]
    }
    let entry = line.outline.entries[Int(member.entry)]
    return line.outline.document.bytes[line.outline.textRange(of: entry.name)]
  }

  private func range(of member: ReservedMember) -> Range<Int> {
    switch member {
    case .id: line.id
    case .source: line.source
    case .body: line.body
    }
  }

  private func append(
    reserved member: ReservedMember, _ text: Span<UInt8>, to output: inout [UInt8]
  ) {
    output.append(UInt8(ascii: "\""))
    output.append(contentsOf: member.rawValue.utf8)
    output.append(contentsOf: "\":".utf8)
    output.append(text.extracting(range(of: member)))
  }
}
