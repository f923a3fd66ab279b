internal import Documents

/// Finds the number of a name, constant in the number of names and without making a string.
///
/// Names of up to 16 bytes are told apart by two words alone: their first eight bytes and their
/// last eight.
struct NameTable: Sendable {
  private struct Slot: Sendable {
    var first: UInt64 = 0
    var last: UInt64 = 0
    var length: Int32 = -1
    var number: Int32 = -1
    var textStart: Int32 = 0
  }

  private var slots: [Slot]
  private let mask: UInt64
  private var longText: [UInt8] = []

  /// A table in which the name at each position has that position as its number.
  init(_ names: [String]) {
    var capacity: UInt64 = 2
    while capacity < names.count * 2 { capacity *= 2 }
    mask = capacity - 1
    slots = Array(repeating: Slot(), count: Int(capacity))
    for (number, name) in names.enumerated() { insert(Array(name.utf8), number: number) }
  }

  private mutating func insert(_ name: [UInt8], number: Int) {
    let (first, last) = Self.words(name.span, 0, name.count)
    var position = Int(Self.hash(name.span, 0, name.count, first, last) & mask)
    while slots[position].length >= 0 { position = (position + 1) & Int(mask) }
    var slot = Slot(first: first, last: last, length: Int32(name.count), number: Int32(number))
    if name.count > 16 {
      slot.textStart = Int32(longText.count)
      longText += name
    }
    slots[position] = slot
  }

  /// The number of the name at `start` in `bytes`, or -1.
  @inline(__always)
  func number(_ bytes: Span<UInt8>, _ start: Int, _ count: Int) -> Int {
    let (first, last) = Self.words(bytes, start, count)
    var position = Int(Self.hash(bytes, start, count, first, last) & mask)
    while true {
      let slot = slots[position]
      if slot.length < 0 { return -1 }
      if slot.first == first, slot.last == last, Int(slot.length) == count,
        count <= 16 || isSame(bytes, start, count, as: slot)
      {
        return Int(slot.number)
      }
      position = (position + 1) & Int(mask)
    }
  }

  private func isSame(_ bytes: Span<UInt8>, _ start: Int, _ count: Int, as slot: Slot) -> Bool {
    for offset in 8..<count - 8
    where bytes[start + offset] != longText[Int(slot.textStart) + offset] {
      return false
    }
    return true
  }

  /// The first and the last eight bytes; of a shorter name all of it, with zeros behind.
  @inline(__always)
  private static func words(
    _ bytes: Span<UInt8>, _ start: Int, _ count: Int
  ) -> (first: UInt64, last: UInt64) {
    if count >= 8 {
      return (word(bytes, at: start), word(bytes, at: start + count - 8))
    }
    if start + 8 <= bytes.count {
      return (word(bytes, at: start) & (1 << (8 * UInt64(count)) - 1), 0)
    }
    var short: UInt64 = 0
    for offset in 0..<count { short |= UInt64(bytes[start + offset]) << (8 * UInt64(offset)) }
    return (short, 0)
  }

  @inline(__always)
  private static func word(_ bytes: Span<UInt8>, at offset: Int) -> UInt64 {
    precondition(offset >= 0 && offset + 8 <= bytes.count)
    // The bounds were checked just above.
    return unsafe UInt64(
      littleEndian: bytes.bytes.unsafeLoadUnaligned(
        fromUncheckedByteOffset: offset, as: UInt64.self))
  }

  @inline(__always)
  private static func hash(
    _ bytes: Span<UInt8>, _ start: Int, _ count: Int, _ first: UInt64, _ last: UInt64
  ) -> UInt64 {
    var hash = mix(first ^ UInt64(count) &* 0x9E37_79B9_7F4A_7C15, last)
    if count > 16 {
      var offset = start + 8
      while offset < start + count - 8 {
        hash = mix(hash, word(bytes, at: offset))
        offset += 8
      }
    }
    return hash
  }

  /// Multiplies to 128 bits and folds the halves, which spreads every bit over all.
  @inline(__always)
  private static func mix(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let product = (left ^ 0xA076_1D64_78BD_642F).multipliedFullWidth(
      by: right ^ 0xE703_7ED1_A0B4_28DB)
    return product.high ^ product.low
  }
}
