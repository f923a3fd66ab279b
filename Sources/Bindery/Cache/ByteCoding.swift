/// Numbers, texts and lists as bytes, little-endian, each as long as its type says.
extension [UInt8] {
  mutating func append(number: some FixedWidthInteger) {
    var rest = number
    for _ in 0..<(number.bitWidth / 8) {
      append(UInt8(truncatingIfNeeded: rest))
      rest >>= 8
    }
  }

  mutating func append(text: String) {
    append(number: UInt32(text.utf8.count))
    append(contentsOf: text.utf8)
  }

  /// A text, or that there is none.
  mutating func append(optional text: String?) {
    append(text == nil ? 0 : 1)
    if let text { append(text: text) }
  }

  mutating func append<Item>(
    list: some Collection<Item>, _ appendElement: (inout [UInt8], Item) -> Void
  ) {
    append(number: UInt32(list.count))
    for element in list { appendElement(&self, element) }
  }
}

/// Reads what was written so; never beyond the end.
struct ByteReader {
  /// The bytes are not what was written.
  struct Damaged: Error {}

  private let bytes: ArraySlice<UInt8>
  private var position: Int

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  var isAtEnd: Bool { position == bytes.endIndex }

  private mutating func skip(_ count: Int) throws(Damaged) {
    guard bytes.endIndex - position >= count else { throw Damaged() }
    position += count
  }

  mutating func number<Number: FixedWidthInteger & BitwiseCopyable>(
    _ type: Number.Type = Number.self
  ) throws(Damaged) -> Number {
    let start = position - bytes.startIndex
    try skip(MemoryLayout<Number>.size)
    // Any bytes are a number, and the load checks that they are there.
    return unsafe Number(
      littleEndian: bytes.span.bytes.unsafeLoadUnaligned(fromByteOffset: start, as: Number.self))
  }

  mutating func bytes(_ count: Int) throws(Damaged) -> ArraySlice<UInt8> {
    let start = position
    try skip(count)
    return bytes[start..<position]
  }

  /// Where the next bytes stand.
  mutating func range(_ count: Int) throws(Damaged) -> Range<Int> {
    let start = position
    try skip(count)
    return start..<position
  }

  mutating func count() throws(Damaged) -> Int { Int(try number(UInt32.self)) }

  mutating func text() throws(Damaged) -> String {
    let count = try count()
    guard let text = String(validating: try bytes(count), as: UTF8.self) else { throw Damaged() }
    return text
  }

  mutating func optionalText() throws(Damaged) -> String? {
    try number(UInt8.self) == 0 ? nil : try text()
  }

  mutating func list<Element>(
    _ readElement: (inout ByteReader) throws(Damaged) -> Element
  ) throws(Damaged) -> [Element] {
    let count = try count()
    var list: [Element] = []
    for _ in 0..<count { list.append(try readElement(&self)) }
    return list
  }
}
