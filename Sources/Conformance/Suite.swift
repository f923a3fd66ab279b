internal import Documents

/// One file of the official test suite.
///
/// <https://github.com/json-schema-org/JSON-Schema-Test-Suite>
struct SuiteFile {
  /// The path below the draft's folder, such as `optional/format/date.json`.
  let path: String
  let groups: [Group]

  /// One schema with the values tried on it.
  struct Group {
    let description: String
    let schema: Value
    let cases: [Case]
  }

  struct Case {
    let description: String
    let data: Value
    let isValid: Bool
  }

  /// Whether the files of this path need not pass for a draft to count as supported.
  var isOptional: Bool { path.hasPrefix("optional/") }

  var isFormat: Bool { path.hasPrefix("optional/format/") }

  init(path: String, document: Document) {
    self.path = path
    groups = document.root.elements.compactMap { group in
      guard let schema = group["schema"], let tests = group["tests"] else { return nil }
      return Group(
        description: group["description"]?.string ?? "", schema: schema,
        cases: tests.elements.compactMap { test in
          guard let data = test["data"], let isValid = test["valid"]?.boolean else { return nil }
          return Case(
            description: test["description"]?.string ?? "", data: data, isValid: isValid)
        })
    }
  }
}
