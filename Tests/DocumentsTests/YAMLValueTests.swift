import Testing

@testable import Documents

/// What plain scalars, aliases and merge keys mean.
struct YAMLValueTests {
  /// The value of `a:` as canonical JSON, with the ids of all issues.
  private func read(_ text: String) -> (value: String, issues: [String]) {
    let parsed = DocumentReader.read(Array(text.utf8), as: .yaml)
    var output: [UInt8] = []
    if parsed.hasValues { parsed.document.root.appendJSON(to: &output) }
    return (String(decoding: output, as: UTF8.self), parsed.issues.map(\.code.id))
  }

  @Test(arguments: [
    ("", "null"), ("~", "null"), ("null", "null"), ("NULL", "null"), ("true", "true"),
    ("False", "false"), ("12", "12"), ("-7", "-7"), ("+7", "7"), ("1.50", "1.50"), (".5", "0.5"),
    ("5.", "5.0"), ("-.5e3", "-0.5e3"), ("0x1F", "31"), ("1.5e3", "1.5e3"),
    ("2020-06-09", "\"2020-06-09\""), ("2020-06-09T00:47:00Z", "\"2020-06-09T00:47:00Z\""),
    ("\"12\"", "\"12\""), ("'a''b'", "\"a'b\""), ("\"a\\nb\\u00e9\"", "\"a\\nbé\""),
    ("a: b", ""), ("!!str 12", "\"12\""), ("!!int 12", "12"), ("1.2.3", "\"1.2.3\""), ("-", ""),
    ("1_000x", "\"1_000x\""), ("12:99", "\"12:99\""),
    ("340282366920938463463374607431768211456", "340282366920938463463374607431768211456"),
  ])
  func plainScalar(spelling: String, json: String) {
    let found = read("a: \(spelling)\n")
    #expect(found.value == (json.isEmpty ? "" : "{\"a\":\(json)}"))
    #expect(found.issues == (json.isEmpty ? ["yaml/syntax"] : []))
  }

  @Test(arguments: [
    ("yes", "\"yes\""), ("No", "\"No\""), ("on", "\"on\""), ("OFF", "\"OFF\""), ("012", "\"012\""),
    ("-012", "\"-012\""), ("12:30", "\"12:30\""), ("1_000", "\"1_000\""), ("0b101", "\"0b101\""),
    ("1e3", "1e3"), ("0o17", "15"),
  ])
  func ambiguousScalar(spelling: String, json: String) {
    let found = read("a: \(spelling)\n")
    #expect(found.value == "{\"a\":\(json)}")
    #expect(found.issues == ["yaml/ambiguous"])
  }

  @Test(arguments: [
    ("a: &x {b: 1}\nc: *x\n", "{\"a\":{\"b\":1},\"c\":{\"b\":1}}"),
    (
      "a: &x {b: 1, c: 2}\nd: {<<: *x, c: 3}\n", "{\"a\":{\"b\":1,\"c\":2},\"d\":{\"c\":3,\"b\":1}}"
    ),
    (
      "a: &x {b: 1}\ne: &y {b: 2, f: 3}\nd: {<<: [*x, *y]}\n",
      "{\"a\":{\"b\":1},\"e\":{\"b\":2,\"f\":3},\"d\":{\"b\":1,\"f\":3}}"
    ),
    (
      "a: |\n  one\n  two\nb: >\n  three\n  four\n",
      "{\"a\":\"one\\ntwo\\n\",\"b\":\"three four\\n\"}"
    ),
    ("a:\n- b: 1\n  c: [2, {d: 3}]\n-\n", "{\"a\":[{\"b\":1,\"c\":[2,{\"d\":3}]},null]}"),
  ])
  func structure(yaml: String, json: String) {
    let found = read(yaml)
    #expect(found.value == json)
    #expect(found.issues == [])
  }

  @Test(arguments: [
    ("é: ü\nb: [x, ÿ]\n", "/b/1", 1, 2, 8), ("a:\r\n  b: 1\r\n  c: 😀x\r\n", "/a/c", 2, 3, 6),
    ("a: \"é\" \nlast: 1", "/last", 1, 2, 7),
  ])
  func position(yaml: String, pointer: String, kind: Int, line: Int, column: Int) throws {
    let document = DocumentReader.read(Array(yaml.utf8), as: .yaml).document
    let value = try #require(document.root[pointer: JSONPointer.tokens(of: pointer) ?? []])
    #expect(value.pointer == pointer)
    #expect(
      document.position(ofByte: value.range.lowerBound)
        == SourcePosition(line: line, column: column))
  }

  /// A collection starts with its first key, dash or bracket, and ends with its last value or its
  /// bracket.
  @Test(arguments: [
    ("a: [1, 2] # c\n", "/a", "[1, 2]"), ("a: {b: []}\n", "/a/b", "[]"), ("a: {}\n", "/a", "{}"),
    ("a:\n  - x # c\n  - 'y' \n\nb: 1\n", "/a", "- x # c\n  - 'y'"),
    ("a:\n- x\n-\nb: 1\n", "/a", "- x\n-"),
    ("a:\n  b: 1\n  c: {d: 1} \n", "/a", "b: 1\n  c: {d: 1}"),
    ("a: &x [1]\nb:\n  c: *x\nd: 1\n", "/b", "c: *x"), ("a:\n  b:\n# c\nd: 1\n", "/a", "b:"),
    ("a: [b: 1, c]\n", "/a/0", "b: 1"),
  ])
  func collectionRange(yaml: String, pointer: String, text: String) throws {
    let document = DocumentReader.read(Array(yaml.utf8), as: .yaml).document
    let value = try #require(document.root[pointer: JSONPointer.tokens(of: pointer) ?? []])
    #expect(document.text(in: value.range) == text)
  }

  /// Names that differ in their normalization alone are two names, however many there are.
  @Test(arguments: [0, 40])
  func normalization(otherCount: Int) {
    let others = (0..<otherCount).map { "k\($0): 1\n" }.joined()
    let found = DocumentReader.read(Array("é: 1\ne\u{301}: 2\n\(others)".utf8), as: .yaml)
    #expect(found.issues.isEmpty)
    #expect(found.document.root.count == otherCount + 2)
  }
}
