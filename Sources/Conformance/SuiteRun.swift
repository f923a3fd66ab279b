internal import Documents
internal import JSONSchema

/// Runs the files of one draft and counts.
struct SuiteRun {
  let folder: SuiteFolder
  let draft: Draft
  private(set) var required = Tally()
  private(set) var optional = Tally()
  /// What failed, as `draft7/optional/bignum.json: group: case`.
  private(set) var failures: [String] = []

  struct Tally {
    var passed = 0
    var failed = 0
  }

  init(folder: SuiteFolder, draft: Draft) {
    self.folder = folder
    self.draft = draft
  }

  mutating func run() throws {
    for file in try folder.files(of: draft) {
      for group in file.groups { run(group, of: file) }
    }
  }

  private mutating func run(_ group: SuiteFile.Group, of file: SuiteFile) {
    var options = SchemaOptions()
    options.draft = draft
    // The suite takes formats as descriptions, save in the files about them.
    options.assertsFormats = file.isFormat
    options.allowsUnknownExtensions = true
    let schema = try? Schema.compile(
      group.schema, location: "schema.json", options: options, load: folder.remote)
    for test in group.cases {
      let isPassed = schema.map { agrees($0, test) } ?? false
      count(isPassed, isOptional: file.isOptional)
      if !isPassed {
        let reason = schema == nil ? " (the schema does not compile)" : ""
        failures.append(
          "\(draft.folder)/\(file.path): \(group.description): \(test.description)\(reason)")
      }
    }
  }

  /// Both paths, the fast one and the one that explains, must come to the suite's answer.
  private func agrees(_ schema: Schema, _ test: SuiteFile.Case) -> Bool {
    schema.accepts(test.data) == test.isValid
      && schema.failures(of: test.data).allSatisfy(\.isWarning) == test.isValid
  }

  private mutating func count(_ isPassed: Bool, isOptional: Bool) {
    switch (isOptional, isPassed) {
    case (true, true): optional.passed += 1
    case (true, false): optional.failed += 1
    case (false, true): required.passed += 1
    case (false, false): required.failed += 1
    }
  }
}
