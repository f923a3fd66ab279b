extension DecimalNumber {
  /// Whether this number is a whole multiple of `divisor`, which is positive.
  ///
  /// With the numbers V×10^a and D×10^b, D×10^b divides V×10^a exactly when a is at least b and D
  /// divides V×10^(a-b): were a less than b, 10 would divide V, whose last digit is not 0.
  func isMultiple(of divisor: Self) -> Bool {
    if isZero { return true }
    let zeroCount = exponent - divisor.exponent
    guard zeroCount >= 0 else { return false }
    // More zeros than D has bits add no factor of 2 or 5 that D could still lack, and a factor of
    // D other than these is never added; so the rest of a huge exponent does not matter.
    let neededZeroCount = min(zeroCount, divisor.digitCount * 4)
    if divisor.isSmall {
      return remainder(of: divisor.mantissa.magnitude, zeroCount: neededZeroCount) == 0
    }
    var remainder = LongRemainder(divisor: divisor.allDigits)
    for digit in allDigits { remainder.append(digit) }
    for _ in 0..<neededZeroCount { remainder.append(0) }
    return remainder.isZero
  }

  private func remainder(of divisor: UInt64, zeroCount: Int) -> UInt64 {
    var remainder: UInt64 = 0
    if isSmall {
      remainder = mantissa.magnitude % divisor
    } else {
      for digit in digits {
        let product = remainder.multipliedFullWidth(by: 10)
        let (sum, overflow) = product.low.addingReportingOverflow(UInt64(digit))
        remainder = divisor.dividingFullWidth((product.high + (overflow ? 1 : 0), sum)).remainder
      }
    }
    for _ in 0..<zeroCount {
      if remainder == 0 { return 0 }
      remainder = divisor.dividingFullWidth(remainder.multipliedFullWidth(by: 10)).remainder
    }
    return remainder
  }
}

/// What is left of a number, given digit by digit, when a divisor is taken from it.
private struct LongRemainder {
  /// Least significant limb first, base 10^9.
  private let divisor: [UInt64]
  private var rest: [UInt64]
  private static let base: UInt64 = 1_000_000_000

  init(divisor digits: [UInt8]) {
    var limbs: [UInt64] = []
    var end = digits.count
    while end > 0 {
      let start = max(0, end - 9)
      limbs.append(digits[start..<end].reduce(0) { $0 * 10 + UInt64($1) })
      end = start
    }
    divisor = limbs
    rest = Array(repeating: 0, count: limbs.count + 1)
  }

  var isZero: Bool { rest.allSatisfy { $0 == 0 } }

  mutating func append(_ digit: UInt8) {
    var carry = UInt64(digit)
    for index in rest.indices {
      let value = rest[index] * 10 + carry
      rest[index] = value % Self.base
      carry = value / Self.base
    }
    while !isLess { subtract() }
  }

  private var isLess: Bool {
    if rest[divisor.count] > 0 { return false }
    for index in divisor.indices.reversed() where rest[index] != divisor[index] {
      return rest[index] < divisor[index]
    }
    return false
  }

  private mutating func subtract() {
    var borrow: UInt64 = 0
    for index in rest.indices {
      let taken = (index < divisor.count ? divisor[index] : 0) + borrow
      if rest[index] < taken {
        rest[index] += Self.base - taken
        borrow = 1
      } else {
        rest[index] -= taken
        borrow = 0
      }
    }
  }
}
