internal import Documents

/// One of the tables in `NameSlots`.
struct NameTable: Sendable {
  /// The first slot; -1 where there is no table.
  var start: Int32 = -1
  /// The number of slots, a power of two, less one.
  var mask: UInt32 = 0
  /// The number of the first name; the others follow in order.
  var firstNumber: Int32 = 0
  var count: Int32 = 0

  var isEmpty: Bool { start < 0 }
  var numbers: Range<Int> { Int(firstNumber)..<Int(firstNumber) + Int(count) }
}

/// Finds the number of a name, constant in the number of names and without making a string.
///
/// All tables of a program stand behind one another. Names of up to 16 bytes are told apart by two
/// words alone: their first eight bytes and their last eight.
struct NameSlots: Sendable {
  private struct Slot: Sendable {
    var first: UInt64 = 0
    var last: UInt64 = 0
    var length: Int32 = -1
    var number: Int32 = -1
    var textStart: Int32 = 0
  }

  private var slots: [Slot] = []
  private var longText: [UInt8] = []

  /// Adds a table in which the names are numbered in order.
  mutating func add(_ names: [String], firstNumber: Int) -> NameTable {
    guard !names.isEmpty else { return NameTable() }
    var capacity = 2
    while capacity < names.count * 2 { capacity *= 2 }
    let table = NameTable(
      start: Int32(slots.count), mask: UInt32(capacity - 1), firstNumber: Int32(firstNumber),
      count: Int32(names.count))
    slots += Array(repeating: Slot(), count: capacity)
    for (position, name) in names.enumerated() {
      insert(Array(name.utf8), number: firstNumber + position, in: table)
    }
    return table
  }

  private mutating func insert(_ name: [UInt8], number: Int, in table: NameTable) {
    let (first, last) = Self.words(name.span, 0, name.count)
    var position =
      UInt32(
        truncatingIfNeeded: Self.hash(name.span, 0, name.count, first, last)) & table.mask
    while slots[Int(table.start) + Int(position)].length >= 0 {
      position = (position + 1) & table.mask
    }
    var slot = Slot(first: first, last: last, length: Int32(name.count), number: Int32(number))
    if name.count > 16 {
      slot.textStart = Int32(longText.count)
      longText += name
    }
    slots[Int(table.start) + Int(position)] = slot
  }

  /// The number of the name at `start` in `bytes`, or -1.
  @inline(__always)
  func number(_ table: NameTable, _ bytes: Span<UInt8>, _ start: Int, _ count: Int) -> Int {
    guard !table.isEmpty else { return -1 }
    let (first, last) = Self.words(bytes, start, count)
    var position =
      UInt32(
        truncatingIfNeeded: Self.hash(bytes, start, count, first, last)) & table.mask
    while true {
      let slot = slots[Int(table.start) + Int(position)]
      if slot.length < 0 { return -1 }
      if slot.first == first, slot.last == last, Int(slot.length) == count,
        count <= 16 || isSame(bytes, start, count, as: slot)
      {
        return Int(slot.number)
      }
      position = (position + 1) & table.mask
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
