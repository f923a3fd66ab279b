import Testing

@testable import JSONSchema

@Suite("Exact decimals")
struct DecimalNumberTests {
  private func number(_ text: String) -> DecimalNumber {
    let bytes = Array(text.utf8)
    return DecimalNumber(json: bytes.span)
  }

  @Test(
    "Order",
    arguments: [
      ("1", "2"), ("-2", "-1"), ("-1", "0"), ("0.1", "0.2"), ("9.99", "10"), ("1e2", "101"),
      ("1e400", "1e401"), ("-1e401", "-1e400"), ("18446744073709551615", "18446744073709551616"),
      ("0.1", "0.10000000000000000000000000001"), ("1e-400", "1"),
      ("99e1000000000", "1e1000000002"),
      ("-123456789012345678901234567890", "-12345678901234567890123456789"),
    ])
  func isLess(_ left: String, _ right: String) {
    #expect(number(left) < number(right))
    #expect(!(number(right) < number(left)))
    #expect(number(left) != number(right))
  }

  @Test(
    "Equal whatever the spelling",
    arguments: [
      ("1", "1.0"), ("100", "1e2"), ("0", "-0.0"), ("0", "0e999999999999999999999"),
      ("1.50", "15e-1"), ("1180591620717411303424", "1180591620717411303424.000"),
      ("1000000000000000000000", "1e21"),
    ])
  func isEqual(_ left: String, _ right: String) {
    #expect(number(left) == number(right))
    #expect(number(left).hashValue == number(right).hashValue)
    #expect(number(left).compare(to: number(right)) == 0)
  }

  @Test(
    "Multiples",
    arguments: [
      ("4.02", "0.01", true), ("1.005", "0.01", false), ("0", "3", true), ("1e400", "7", false),
      ("7e400", "7", true), ("1e1000000000", "3", false), ("3e1000000000", "3", true),
      ("1e308", "0.5", true), ("1e-1000000000", "1", false),
      ("1180591620717411303424", "1024", true),
      ("1180591620717411303425", "1024", false), ("-9", "3", true),
      ("1e1000000000", "123456789012345678901234567890", false),
      ("246913578024691357802469135780", "123456789012345678901234567890", true),
      ("1e40", "1267650600228229401496703205376", false),
      ("1e100", "1267650600228229401496703205376", true),
      ("1e1000", "1267650600228229401496703205376", true), ("5", "10", false),
    ])
  func multiples(_ value: String, _ divisor: String, _ expected: Bool) {
    #expect(number(value).isMultiple(of: number(divisor)) == expected)
  }

  @Test(
    "Whole numbers",
    arguments: [("1", true), ("1.0", true), ("1.5", false), ("1e400", true), ("15e-1", false)])
  func integers(_ text: String, _ expected: Bool) {
    #expect(number(text).isInteger == expected)
  }
}
