/// Punycode (RFC 3492), with the parameters of section 5.
package enum Punycode {
  private static let base: UInt32 = 36
  private static let initialBias: UInt32 = 72
  private static let initialN: UInt32 = 128

  private static func adapt(_ delta: UInt32, _ count: UInt32, isFirst: Bool) -> UInt32 {
    var delta = isFirst ? delta / 700 : delta / 2
    delta += delta / count
    var k: UInt32 = 0
    while delta > 455 {
      delta /= 35
      k += base
    }
    return k + 36 * delta / (delta + 38)
  }

  private static func threshold(_ k: UInt32, _ bias: UInt32) -> UInt32 {
    k <= bias ? 1 : k >= bias + 26 ? 26 : k - bias
  }

  /// The characters that a label without its `xn--` stands for, or `nil`.
  package static func decode(_ text: [UInt8]) -> [Unicode.Scalar]? {
    var output: [UInt32] = []
    var input = text[...]
    if let hyphen = text.lastIndex(of: UInt8(ascii: "-")) {
      output = text[..<hyphen].map(UInt32.init)
      input = text[(hyphen + 1)...]
    }
    var n = initialN
    var bias = initialBias
    var index: UInt32 = 0
    while !input.isEmpty {
      let oldIndex = index
      var weight: UInt32 = 1
      var k = base
      while true {
        guard let byte = input.popFirst(), let digit = value(byte) else { return nil }
        let (product, overflow) = digit.multipliedReportingOverflow(by: weight)
        let (sum, sumOverflow) = index.addingReportingOverflow(product)
        guard !overflow, !sumOverflow else { return nil }
        index = sum
        let threshold = threshold(k, bias)
        if digit < threshold { break }
        let (next, weightOverflow) = weight.multipliedReportingOverflow(by: base - threshold)
        guard !weightOverflow else { return nil }
        weight = next
        k += base
      }
      let count = UInt32(output.count) + 1
      bias = adapt(index - oldIndex, count, isFirst: oldIndex == 0)
      let (sum, overflow) = n.addingReportingOverflow(index / count)
      guard !overflow, output.count < 64 else { return nil }
      n = sum
      index %= count
      output.insert(n, at: Int(index))
      index += 1
    }
    var scalars: [Unicode.Scalar] = []
    for value in output {
      guard let scalar = Unicode.Scalar(value) else { return nil }
      scalars.append(scalar)
    }
    return scalars
  }

  private static func value(_ byte: UInt8) -> UInt32? {
    if byte.isDigit { return UInt32(byte - UInt8(ascii: "0")) + 26 }
    return byte.isLetter ? UInt32((byte | 0x20) - UInt8(ascii: "a")) : nil
  }

  /// A label in punycode, without `xn--`, or `nil` where it is too long for one.
  package static func encode(_ scalars: [Unicode.Scalar]) -> [UInt8]? {
    guard scalars.count <= 63 else { return nil }
    var output = scalars.filter(\.isASCII).map { UInt8($0.value) }
    let basicCount = UInt32(output.count)
    if basicCount > 0 { output.append(UInt8(ascii: "-")) }
    var n = initialN
    var delta: UInt32 = 0
    var bias = initialBias
    var handled = basicCount
    while handled < UInt32(scalars.count) {
      let next = scalars.map(\.value).filter { $0 >= n }.min() ?? n
      // At most 63 characters of 21 bits each, so nothing overflows 32 bits.
      delta += (next - n) * (handled + 1)
      n = next
      for scalar in scalars {
        if scalar.value < n { delta += 1 }
        guard scalar.value == n else { continue }
        var quotient = delta
        var k = base
        while true {
          let threshold = threshold(k, bias)
          if quotient < threshold { break }
          output.append(digit(threshold + (quotient - threshold) % (base - threshold)))
          quotient = (quotient - threshold) / (base - threshold)
          k += base
        }
        output.append(digit(quotient))
        bias = adapt(delta, handled + 1, isFirst: handled == basicCount)
        delta = 0
        handled += 1
      }
      delta += 1
      n += 1
    }
    return output
  }

  private static func digit(_ value: UInt32) -> UInt8 {
    value < 26 ? UInt8(ascii: "a") + UInt8(value) : UInt8(ascii: "0") + UInt8(value - 26)
  }
}
