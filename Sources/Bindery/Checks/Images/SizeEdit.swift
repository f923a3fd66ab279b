internal import Crypto
internal import Documents

/// A change of one declared number of pixels into the one that the image has.
package struct SizeEdit: Sendable {
  /// Where the number stands.
  package let location: Location
  package let member: String
  /// The number as the record spells it.
  package let declared: String
  package let real: Int
  /// The bytes of the number in the document that held it, or why they cannot be changed.
  let place: Result<Range<Int>, Refusal>
  /// The digest of that document: a file, or one line of a JSONL file.
  let documentDigest: [UInt8]

  /// Why a number is left alone, as words for people.
  package struct Refusal: Error, Sendable { package let reason: String }

  init(_ side: DeclaredImage.Side, to real: Int, root: Value, path: String) {
    location = Location(path: path, value: side.value)
    member = side.member
    declared = side.text
    self.real = real
    let document = side.value.document
    documentDigest = Self.digest(document.bytes[..<document.sourceByteCount])
    place = Self.place(of: side.value, root: root)
  }

  static func digest(_ bytes: ArraySlice<UInt8>) -> [UInt8] { Array(SHA256.hash(data: bytes)) }

  private static func place(of value: Value, root: Value) -> Result<Range<Int>, Refusal> {
    guard value.kind == .number else {
      return .failure(Refusal(reason: "it is a string; write the number without quotes"))
    }
    guard isWrittenInPlace(value, root: root) else {
      return .failure(
        Refusal(reason: "it comes from an alias or a merge key; write the number itself"))
    }
    let text = value.document.bytes[value.range]
    guard text.allSatisfy(isNumberCharacter), !hasProperties(value) else {
      return .failure(
        Refusal(reason: "it carries an anchor or a tag, so that it may count elsewhere too"))
    }
    return .success(value.range)
  }

  /// Whether all values from the root to this one stand behind what precedes them, and inside their
  /// parents.
  ///
  /// What an alias or a merge key brings stands where its anchor is.
  private static func isWrittenInPlace(_ value: Value, root: Value) -> Bool {
    var current = root
    descent: while current.index != value.index {
      var start = current.range.lowerBound
      for (key, child) in children(of: current) {
        let isBehind =
          (key ?? child).range.lowerBound >= start
          && child.range.lowerBound >= key?.range.upperBound ?? start
        guard value.index < Int(child.node.next) else {
          start = max(start, child.range.upperBound)
          continue
        }
        guard isBehind, child.range.upperBound <= current.range.upperBound else { return false }
        current = child
        continue descent
      }
      return false
    }
    return true
  }

  private static func children(of value: Value) -> [(key: Value?, child: Value)] {
    value.kind == .object
      ? value.members.map { ($0.key, $0.value) } : value.elements.map { (nil, $0) }
  }

  /// The characters of numbers in JSON, and in YAML 1.2 (10.3.2): `0x1F`, `0o17`.
  private static func isNumberCharacter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
      UInt8(ascii: "A")...UInt8(ascii: "F"), UInt8(ascii: "+"), UInt8(ascii: "-"),
      UInt8(ascii: "."), UInt8(ascii: "o"), UInt8(ascii: "x"):
      true
    default: false
    }
  }

  /// Whether `&anchor` or `!tag` stands before a YAML value.
  private static func hasProperties(_ value: Value) -> Bool {
    let bytes = value.document.bytes
    var index = value.range.lowerBound
    while index > 0, bytes[index - 1] == UInt8(ascii: " ") || bytes[index - 1] == UInt8(ascii: "\t")
    {
      index -= 1
    }
    while index > 0, bytes[index - 1] > 0x20 { index -= 1 }
    return bytes[index] == UInt8(ascii: "&") || bytes[index] == UInt8(ascii: "!")
  }
}
