extension BlockYAMLReader {
  /// Keys may be compared each with each, so a large object is left to the other reader.
  private static let maximumMemberCount = 64

  /// Adds a key to the object that was opened last.
  mutating func addKey(_ text: Span<UInt8>, _ key: Range<Int>) throws(Unsure) {
    let name = text.extracting(key)
    guard PlainScalar(name) == .string, name[0] != UInt8(ascii: "<") else { throw Unsure() }
    let hash = Int(name[0]) &* 31 &+ Int(name[name.count - 1]) &* 17 &+ name.count
    let bit: UInt64 = 1 << UInt64(hash & 63)
    let top = open.count - 1
    if open[top].keyBits & bit != 0, builder.hasKey(name, inOpenObject: open[top].node) {
      throw Unsure()
    }
    open[top].keyBits |= bit
    open[top].childCount += 1
    guard open[top].childCount <= Self.maximumMemberCount else { throw Unsure() }
    builder.appendScalar(.string, source: key, text: key, style: .plain)
  }

  mutating func openCollection(
    _ kind: Value.Kind, column: Int, at start: Int? = nil, isAtKeyColumn: Bool = false
  ) throws(Unsure) {
    guard open.count < maximumNesting else { throw Unsure() }
    let start = start ?? position
    dueValue = nil
    open.append(
      OpenCollection(
        node: builder.open(kind, at: start..<start), column: column, isObject: kind == .object,
        isAtKeyColumn: isAtKeyColumn))
  }

  mutating func closeCollection() {
    let collection = open.removeLast()
    builder.close(collection.node, count: collection.childCount, sourceEnd: textEnd)
  }

  /// Reads `[]` or `{}`.
  mutating func readEmptyCollection(
    _ kind: Value.Kind, endingWith bracket: UInt8, _ text: Span<UInt8>
  ) throws(Unsure) {
    guard position + 1 < text.count, text[position + 1] == bracket, open.count < maximumNesting
    else { throw Unsure() }
    let node = builder.open(kind, at: position..<position + 2)
    position += 2
    textEnd = position
    builder.close(node, count: 0, sourceEnd: textEnd)
  }

  /// Leaves a value to the next line, if that is indented enough.
  mutating func expectValue(after indicator: Int) {
    dueValue = indicator + 1
    textEnd = indicator + 1
  }

  mutating func appendNullIfDue() {
    guard let due = dueValue else { return }
    builder.appendScalar(.null, source: due..<due, text: due..<due, style: .plain)
    dueValue = nil
  }
}
