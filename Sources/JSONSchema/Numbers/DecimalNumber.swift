internal import Documents

/// A decimal number, exactly: no rounding, whatever its size.
///
/// The value is `mantissa` × 10^`exponent`, in the one form where the mantissa does not end with a
/// zero. Up to 18 digits the mantissa is an integer and nothing is allocated; beyond, its digits
/// are kept one by one. An exponent is never multiplied out, so `1e1000000000` costs nothing.
struct DecimalNumber: Sendable {
  /// The signed mantissa, where `digits` is empty.
  let mantissa: Int64
  /// The digits of a mantissa that is too long for an integer, 0 to 9, most significant first.
  let digits: [UInt8]
  let isNegative: Bool
  let exponent: Int

  /// Exponents beyond this are taken for this: far more than any two numbers need to differ.
  private static let maximumExponent = 1 << 60

  static let maximumSmallDigitCount = 18

  private init(mantissa: Int64, digits: [UInt8], isNegative: Bool, exponent: Int) {
    self.mantissa = mantissa
    self.digits = digits
    self.isNegative = isNegative
    self.exponent = exponent
  }

  init(_ integer: Int) {
    var mantissa = Int64(integer)
    var exponent = 0
    while mantissa != 0, mantissa % 10 == 0 {
      mantissa /= 10
      exponent += 1
    }
    self.init(mantissa: mantissa, digits: [], isNegative: integer < 0, exponent: exponent)
  }

  /// Reads a number as JSON spells it (RFC 8259, section 6).
  init(json text: borrowing Span<UInt8>) {
    var position = 0
    var isNegative = false
    if text.count > 0, text[0] == UInt8(ascii: "-") {
      isNegative = true
      position = 1
    }
    var mantissa: Int64 = 0
    var exponent = 0
    var digitCount = 0
    var pendingZeros = 0
    var isFraction = false
    let digitsStart = position
    while position < text.count {
      let byte = text[position]
      let digit = byte &- UInt8(ascii: "0")
      if digit < 10 {
        if isFraction { exponent -= 1 }
        if digit == 0 {
          if digitCount > 0 { pendingZeros += 1 }
        } else {
          digitCount += pendingZeros + 1
          guard digitCount <= Self.maximumSmallDigitCount else {
            self.init(long: text, from: digitsStart, isNegative: isNegative)
            return
          }
          for _ in 0..<pendingZeros { mantissa *= 10 }
          pendingZeros = 0
          mantissa = mantissa * 10 + Int64(digit)
        }
      } else if byte == UInt8(ascii: ".") {
        isFraction = true
      } else {
        break
      }
      position += 1
    }
    self.init(
      mantissa: isNegative ? -mantissa : mantissa, digits: [],
      isNegative: isNegative && mantissa != 0,
      exponent: mantissa == 0 ? 0 : Self.exponent(text, at: position) + exponent + pendingZeros)
  }

  /// Reads a number whose significant digits do not fit an integer.
  private init(long text: borrowing Span<UInt8>, from start: Int, isNegative: Bool) {
    var digits: [UInt8] = []
    var exponent = 0
    var isFraction = false
    var position = start
    while position < text.count {
      let digit = text[position] &- UInt8(ascii: "0")
      if digit < 10 {
        if isFraction { exponent -= 1 }
        if digit != 0 || !digits.isEmpty { digits.append(digit) }
      } else if text[position] == UInt8(ascii: ".") {
        isFraction = true
      } else {
        break
      }
      position += 1
    }
    exponent += Self.exponent(text, at: position)
    while digits.last == 0 {
      digits.removeLast()
      exponent += 1
    }
    self.init(mantissa: 0, digits: digits, isNegative: isNegative, exponent: exponent)
  }

  private static func exponent(_ text: borrowing Span<UInt8>, at start: Int) -> Int {
    var position = start
    guard position < text.count, text[position] | 0x20 == UInt8(ascii: "e") else { return 0 }
    position += 1
    var isNegative = false
    if position < text.count, text[position] == UInt8(ascii: "-") { isNegative = true }
    if position < text.count, text[position] &- UInt8(ascii: "0") >= 10 { position += 1 }
    var exponent = 0
    while position < text.count {
      let digit = text[position] &- UInt8(ascii: "0")
      guard digit < 10 else { break }
      exponent = min(exponent * 10 + Int(digit), maximumExponent)
      position += 1
    }
    return isNegative ? -exponent : exponent
  }

  var isSmall: Bool { digits.isEmpty }

  var isZero: Bool { mantissa == 0 && digits.isEmpty }

  /// Whether the value is a whole number, however it is spelled.
  var isInteger: Bool { exponent >= 0 }

  /// The number of digits of the mantissa.
  var digitCount: Int {
    guard isSmall else { return digits.count }
    var rest = mantissa.magnitude
    var count = 1
    while rest >= 10 {
      rest /= 10
      count += 1
    }
    return count
  }

  /// The mantissa's digits, most significant first.
  var allDigits: [UInt8] {
    guard isSmall else { return digits }
    var rest = mantissa.magnitude
    var reversed: [UInt8] = []
    repeat {
      reversed.append(UInt8(rest % 10))
      rest /= 10
    } while rest > 0
    return reversed.reversed()
  }
}

extension DecimalNumber: Comparable, Hashable {
  static func < (left: Self, right: Self) -> Bool { left.compare(to: right) < 0 }

  /// Negative, zero or positive, as this number is less than, equal to or greater than another.
  func compare(to other: Self) -> Int {
    if isSmall, other.isSmall, abs(exponent - other.exponent) <= Self.maximumSmallDigitCount {
      // 18 digits and 18 zeros fit 128 bits.
      let common = min(exponent, other.exponent)
      let left = Self.scaled(mantissa, exponent - common)
      let right = Self.scaled(other.mantissa, other.exponent - common)
      return left < right ? -1 : left == right ? 0 : 1
    }
    let sign = isZero ? 0 : isNegative ? -1 : 1
    let otherSign = other.isZero ? 0 : other.isNegative ? -1 : 1
    if sign != otherSign || sign == 0 { return sign - otherSign }
    return sign * compareMagnitude(to: other)
  }

  private static func scaled(_ mantissa: Int64, _ zeroCount: Int) -> Int128 {
    var value = Int128(mantissa)
    for _ in 0..<zeroCount { value *= 10 }
    return value
  }

  private func compareMagnitude(to other: Self) -> Int {
    // The place of the most significant digit decides first.
    let place = digitCount + exponent
    let otherPlace = other.digitCount + other.exponent
    if place != otherPlace { return place < otherPlace ? -1 : 1 }
    let left = allDigits
    let right = other.allDigits
    for index in 0..<max(left.count, right.count) {
      let first = index < left.count ? left[index] : 0
      let second = index < right.count ? right[index] : 0
      if first != second { return first < second ? -1 : 1 }
    }
    return 0
  }
}

extension DecimalNumber {
  /// The value, where it is a whole number of at most 18 digits.
  var integer: Int64? {
    guard isSmall, exponent >= 0, exponent <= Self.maximumSmallDigitCount,
      digitCount + exponent <= Self.maximumSmallDigitCount
    else { return nil }
    return (0..<exponent).reduce(mantissa) { value, _ in value * 10 }
  }
}
