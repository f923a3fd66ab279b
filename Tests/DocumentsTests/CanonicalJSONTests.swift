import Testing

@testable import Documents

/// RFC 8785: one spelling for each value.
struct CanonicalJSONTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let source: String
    let canonical: String
    var testDescription: String { name }
  }

  static let cases = [
    // RFC 8785, section 3.2.2 and 3.2.3.
    Case(
      name: "the RFC's sample",
      source: #"{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"#
        + #""string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]}"#,
      canonical:
        #"{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"#
        + #""string":"€$\u000f\nA'B\"\\\\\"/"}"#),
    Case(
      name: "the RFC's order of names",
      source: #"{"\u20ac":1,"\r":2,"\ufb33":3,"1":4,"\ud83d\ude00":5,"\u0080":6,"\u00f6":7}"#,
      canonical: "{\"\\r\":2,\"1\":4,\"\u{80}\":6,\"ö\":7,\"€\":1,\"😀\":5,\"\u{FB33}\":3}"),
    Case(name: "zero", source: "[0,-0,0.0,-0e5]", canonical: "[0,0,0,0]"),
    Case(name: "whole number with fraction", source: "[1.0,100e-2,1e2]", canonical: "[1,1,100]"),
    Case(name: "small", source: "[1e-6,1e-7]", canonical: "[0.000001,1e-7]"),
    Case(
      name: "large", source: "[1e20,1e21,123e19]",
      canonical: "[100000000000000000000,1e+21,1.23e+21]"),
    // A double would change these; nothing is lost here.
    Case(
      name: "more digits than a double has", source: "[9007199254740993,0.1234567890123456789]",
      canonical: "[9007199254740993,0.1234567890123456789]"),
    Case(name: "beyond a double", source: "[1e400,-1e-400]", canonical: "[1e+400,-1e-400]"),
  ]

  @Test(arguments: cases)
  func canonical(_ sample: Case) {
    let parsed = DocumentReader.read(Array(sample.source.utf8), as: .json)
    #expect(parsed.issues.isEmpty)
    var output: [UInt8] = []
    CanonicalJSON.append(parsed.document.root, to: &output)
    #expect(String(decoding: output, as: UTF8.self) == sample.canonical)
  }
}
