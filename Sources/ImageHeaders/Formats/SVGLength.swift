/// Lengths as SVG attributes write them.
enum SVGLength {
  /// CSS pixels to each absolute unit.
  ///
  /// Specification: <https://www.w3.org/TR/css-values-4/#absolute-lengths>
  private static let pixelsPerUnit: [String: Double] = [
    "": 1, "px": 1, "in": 96, "cm": 96 / 2.54, "mm": 96 / 25.4, "q": 96 / 101.6, "pt": 96.0 / 72,
    "pc": 16,
  ]

  /// A length in CSS pixels; `nil` for one that depends on its surroundings, as `100%` does.
  static func pixels(_ text: String) -> Double? {
    let trimmed = text.drop { $0.isWhitespace }
    let number = trimmed.prefix { $0.isNumberPart }
    let (digits, unit) = split(number, rest: trimmed.dropFirst(number.count))
    guard let scale = pixelsPerUnit[unit], let value = Double(digits) else { return nil }
    return value * scale
  }

  /// The width and height of a view box; `nil` unless both are greater than zero.
  ///
  /// Specification: <https://www.w3.org/TR/SVG2/coords.html#ViewBoxAttribute>
  static func viewBox(_ text: String) -> (width: Double, height: Double)? {
    let parts = text.split { $0.isWhitespace || $0 == "," }
    let numbers = parts.compactMap { part in
      part.allSatisfy(\.isNumberPart) ? Double(part) : nil
    }
    guard parts.count == 4, numbers.count == 4, numbers[2] > 0, numbers[3] > 0 else { return nil }
    return (numbers[2], numbers[3])
  }

  /// Gives an `e` that no digits follow to the unit, as in `1em`.
  private static func split(_ number: Substring, rest: Substring) -> (String, String) {
    let unit = rest.filter { !$0.isWhitespace }.lowercased()
    guard let last = number.last, last == "e" || last == "E" else { return (String(number), unit) }
    return (String(number.dropLast()), "e" + unit)
  }
}

extension Character {
  fileprivate var isNumberPart: Bool {
    switch self {
    case "0"..."9", "+", "-", ".", "e", "E": true
    default: false
    }
  }
}
