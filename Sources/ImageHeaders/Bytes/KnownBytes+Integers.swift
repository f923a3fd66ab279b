/// Numbers at any offset.
///
/// Each accessor stops with `needsMore` where the number is not known yet. Results are `Int`, which
/// has 64 bits on every platform that this package builds for.
extension KnownBytes {
  /// Stops unless the `byteCount` bytes from `offset` are known.
  func require(_ byteCount: Int, at offset: Int) throws(HeaderStop) {
    let (end, overflow) = offset.addingReportingOverflow(byteCount)
    guard !overflow, offset >= 0, byteCount >= 0 else {
      throw .malformed("it points outside of itself, to byte \(offset)")
    }
    if let gap = firstGap(in: offset..<end) { throw .needsMore(gap..<end) }
  }

  func uint8(at offset: Int) throws(HeaderStop) -> Int {
    try require(1, at: offset)
    return Int(known(at: offset))
  }

  func uint16(at offset: Int, _ order: ByteOrder) throws(HeaderStop) -> Int {
    Int(try unsigned(byteCount: 2, at: offset, order))
  }

  func uint24(at offset: Int, _ order: ByteOrder) throws(HeaderStop) -> Int {
    Int(try unsigned(byteCount: 3, at: offset, order))
  }

  func uint32(at offset: Int, _ order: ByteOrder) throws(HeaderStop) -> Int {
    Int(try unsigned(byteCount: 4, at: offset, order))
  }

  func int32(at offset: Int, _ order: ByteOrder) throws(HeaderStop) -> Int {
    let bits = try unsigned(byteCount: 4, at: offset, order)
    return Int(Int32(truncatingIfNeeded: bits))
  }

  /// Stops as malformed when the number is greater than `Int.max`.
  func uint64(at offset: Int, _ order: ByteOrder) throws(HeaderStop) -> Int {
    let value = try unsigned(byteCount: 8, at: offset, order)
    guard let exact = Int(exactly: value) else {
      throw .malformed("the number \(value) at byte \(offset) is out of range")
    }
    return exact
  }

  func fourCC(at offset: Int) throws(HeaderStop) -> FourCC {
    FourCC(rawValue: UInt32(truncatingIfNeeded: try uint32(at: offset, .bigEndian)))
  }

  private func unsigned(
    byteCount: Int, at offset: Int, _ order: ByteOrder
  ) throws(HeaderStop) -> UInt64 {
    try require(byteCount, at: offset)
    var value: UInt64 = 0
    for index in 0..<byteCount {
      let position = order == .bigEndian ? index : byteCount - 1 - index
      value = value << 8 | UInt64(known(at: offset + position))
    }
    return value
  }

  /// A byte that ``require(_:at:)`` has found to be known.
  private func known(at offset: Int) -> UInt8 { byte(at: offset) ?? 0 }
}

extension Int {
  /// The sum of two offsets; stops as malformed where it is out of range.
  func advanced(checked distance: Int) throws(HeaderStop) -> Int {
    let (sum, overflow) = addingReportingOverflow(distance)
    guard !overflow, sum >= 0 else {
      throw .malformed("it points outside of itself, \(distance) bytes from byte \(self)")
    }
    return sum
  }
}
