internal import Documents
internal import JSONSchema

/// What came of one batch of files.
struct BatchResult: Sendable {
  var fileCount = 0
  var recordCount = 0
  var byteCount = 0
  var findings: [Finding] = []
  var identities = IdentityBatch()
  /// The files of this repository that records name, where that matters.
  var usedFiles: Set<Identity> = []
  /// The changes that would make declared sizes right.
  var edits: [SizeEdit] = []
  var encoded: [EncodedRecords] = []
  /// What the records want to know from the network.
  var questions: Set<WebQuestion> = []
  /// Files that are looked at though they are not selected, for a file that they name.
  var touchedPaths: [String] = []
  /// How many files did not have to be processed, because they are as an earlier run found them.
  var replayedCount = 0
  var cache = BatchCacheOutcome()
}

/// Takes records through all stages: read, validate, check, encode.
///
/// It holds only what is compiled, so batches are processed side by side. A class, as are the parts of
/// a dataset: a copy of their many members would count references that all threads share.
final class RecordProcessor: Sendable {
  private let dataset: Dataset
  private let encoders: [RecordEncoder]?
  /// Collections whose keys have to be compared or looked up.
  private let keyedCollections: Set<Int>
  /// Collections of which anything is compared across records.
  private let comparedCollections: Set<Int>
  private let scope: ChangeScope
  /// Whether questions to the network are collected.
  private let isOnline: Bool
  private let images = LocalImages()
  private let imageLimits: ImageConfiguration
  /// Whether changes that would make declared sizes right are collected.
  private let collectsEdits: Bool

  /// - Parameters:
  ///   - dataset: The dataset.
  ///   - encoders: What encodes the published records of each collection; `nil` for no export.
  ///   - scope: The files that are validated; others are only compared with.
  ///   - isOnline: Whether questions to the network are collected.
  ///   - collectsEdits: Whether changes that would make declared sizes right are collected.
  init(
    dataset: Dataset, encoders: [RecordEncoder]?, scope: ChangeScope,
    isOnline: Bool = false, collectsEdits: Bool = false
  ) {
    self.collectsEdits = collectsEdits
    self.dataset = dataset
    imageLimits = dataset.configuration.images
    self.isOnline = isOnline
    self.scope = scope
    self.encoders = encoders
    var keyed = dataset.collections.reduce(into: Set<Int>()) {
      $0.formUnion($1.checks.referencedCollections)
    }
    for (position, collection) in dataset.collections.enumerated()
    where !collection.hasKeysByPath { keyed.insert(position) }
    keyedCollections = keyed
    comparedCollections = keyed.union(
      dataset.collections.indices.filter { dataset.collections[$0].checks.comparesRecords })
  }

  func process(_ files: FileList) -> BatchResult {
    var result = BatchResult()
    result.fileCount = files.count
    for index in 0..<files.count where concerns(files.entries[index]) {
      let file = files[index]
      let reader = reader(of: file)
      switch reader.contents(of: file) {
      case .success(let contents):
        add(process(contents.bytes, of: file, reader, in: &result), of: file, to: &result)
      case .failure(let failure):
        if file.isSelected { result.findings.append(failure.finding) }
      }
    }
    return result
  }

  func reader(of file: RecordFile) -> RecordReader {
    RecordReader(
      root: dataset.root, collection: dataset.collections[file.collection].configuration)
  }

  /// Whether records that are not selected matter: others are compared with them, or they name files
  /// that may have changed.
  var comparesRecords: Bool { !comparedCollections.isEmpty || scope.changesMounts }

  /// Whether a file has to be looked at: because it is selected, or for what others are compared
  /// with.
  func concerns(_ file: FileList.Entry) -> Bool {
    file.isSelected || scope.changesMounts || comparedCollections.contains(file.collection)
  }

  /// Adds what a file came to; of one that is not selected, only what others are compared with.
  func add(_ file: FileResult, of recordFile: RecordFile, to batch: inout BatchResult) {
    batch.identities.insert(contentsOf: file.identities)
    guard recordFile.isSelected || scope.touches(file.lookups) else { return }
    if !recordFile.isSelected { batch.touchedPaths.append(recordFile.path) }
    batch.recordCount += file.recordCount
    batch.byteCount += file.byteCount
    batch.findings += file.findings
    if imageLimits.reportsUnused {
      for lookup in file.lookups where lookup.isFound {
        // The file may be named by a link to it.
        let names = [lookup.path, dataset.mounts.realPath(lookup.path)].compactMap { $0 }
        batch.usedFiles.formUnion(names.map { Identity(key: $0) })
      }
    }
  }

  /// Takes the records in the bytes of a file through all stages, or where the file is not selected,
  /// only takes from them what others are compared with.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - file: Where it is.
  ///   - reader: What reads its records.
  ///   - batch: Given what goes on to other stages than the report.
  /// - Returns: What the file comes to.
  func process(
    _ bytes: [UInt8], of file: RecordFile, _ reader: RecordReader, in batch: inout BatchResult
  ) -> FileResult {
    let collection = dataset.collections[file.collection]
    var result = FileResult()
    if !file.isSelected {
      _ = reader.read(bytes, of: file) { compare($0, collection, &result) }
      guard scope.touches(result.lookups) else { return result }
      result = FileResult()
    }
    result.isComplete = true
    var findings: [Finding] = []
    let readerFindings = reader.read(bytes, of: file) { record in
      findings += process(record, collection, &result, in: &batch)
    }
    result.findings = limited(readerFindings + findings, path: file.path).sorted()
    return result
  }

  /// Keeps a hostile record from filling the report.
  private func limited(_ findings: [Finding], path: String) -> [Finding] {
    let limit = Limits.maximumFindingCountPerRecord
    guard findings.count > limit else { return findings }
    return findings.sorted().prefix(limit) + [.tooMany(findings.count - limit, path: path)]
  }

  private func process(
    _ record: Record, _ collection: Dataset.Collection, _ result: inout FileResult,
    in batch: inout BatchResult
  ) -> [Finding] {
    result.recordCount += 1
    result.byteCount += record.document.sourceByteCount
    var findings: [Finding] = []
    if !collection.schema.accepts(record.root) || collection.canWarn {
      findings += collection.schema.failures(of: record.root).map {
        Finding($0, path: record.file.path)
      }
    }
    findings += check(record, collection, &result, in: &batch)
    if collection.schema.dependsOnTime {
      result.validity = result.validity.clamped(to: collection.schema.validity(of: record.root))
    }
    encode(record, collection, &batch)
    return findings.isEmpty ? [] : withoutRepetitions(findings)
  }

  /// Leaves out what a more exact finding about the same value says as well.
  private func withoutRepetitions(_ findings: [Finding]) -> [Finding] {
    func pointers(_ rule: String) -> Set<String> {
      Set(findings.filter { $0.rule == rule }.compactMap(\.location.pointer))
    }
    let brokenLinks = pointers("link/syntax")
    let missingFiles = pointers("link/missing-file")
    return findings.filter { finding in
      switch finding.rule {
      case "schema/format": !brokenLinks.contains(finding.location.pointer ?? "")
      case "image/missing": !missingFiles.contains(finding.location.pointer ?? "")
      default: true
      }
    }
  }

  /// Runs the checks that the schema asks for, and notes what other records are compared by.
  private func check(
    _ record: Record, _ collection: Dataset.Collection, _ result: inout FileResult,
    in batch: inout BatchResult
  ) -> [Finding] {
    var context = CheckContext(
      path: record.file.path, root: record.root, mounts: dataset.mounts,
      questions: isOnline ? .collecting : .ignored, imageLimits: imageLimits,
      images: images)
    if collectsEdits { context.edits = [] }
    note(record, collection, &context, &result.identities)
    if context.localImages.count > 1 { DuplicateImages.check(in: &context) }
    if imageLimits.reportsUnused, let body = record.document.body {
      let bytes = record.document.bytes
      UnusedImages.forEachAddress(in: bytes.span.extracting(body), mounts: dataset.mounts) {
        _ = context.lookUp($0)
      }
    }
    result.lookups += context.lookups
    batch.edits += context.edits ?? []
    batch.questions.formUnion(context.questions.collected)
    return context.findings
  }

  /// Notes what other records are compared by, and nothing else.
  private func compare(
    _ record: Record, _ collection: Dataset.Collection, _ result: inout FileResult
  ) {
    var context = CheckContext(path: record.file.path, root: record.root, mounts: dataset.mounts)
    note(record, collection, &context, &result.identities)
    result.lookups += context.lookups
  }

  private func note(
    _ record: Record, _ collection: Dataset.Collection, _ context: inout CheckContext,
    _ identities: inout IdentityBatch
  ) {
    forEachIdentity(of: record, collection, context: &context) { identity in
      switch identity {
      case .unique(let identity, let scope): identities.insert(identity, in: scope)
      case .reference(let identity, let collection):
        identities.insert(reference: identity, to: collection)
      }
    }
  }

  /// An identity at a place.
  enum Occurrence: Sendable, Hashable {
    case unique(Identity, Identity.Scope)
    case reference(Identity, collection: Int)
  }

  /// Visits the values of a record that take part in comparisons across records.
  private func forEachIdentity(
    of record: Record, _ collection: Dataset.Collection, context: inout CheckContext,
    _ body: (Occurrence) -> Void
  ) {
    forEachIdentity(of: record, collection, context: &context) { occurrence, _ in body(occurrence) }
  }

  private func forEachIdentity(
    of record: Record, _ collection: Dataset.Collection, context: inout CheckContext,
    _ body: (Occurrence, Value?) -> Void
  ) {
    let position = record.file.collection
    if keyedCollections.contains(position) {
      body(
        .unique(Identity(key: record.key), Identity.Scope(collection: position, use: nil)),
        record.keyValue)
    }
    guard !collection.checks.isEmpty else { return }
    // One record may hold a value twice; uniqueness is between records.
    var seen: [Int: Set<Identity>] = [:]
    collection.schema.visitExtensions(of: record.root) { use, value in
      switch collection.checks.check(use) {
      case nil: break
      case .link(let check): check.check(value, in: &context)
      case .image(let check): check.check(value, in: &context)
      case .unique:
        guard value.kind != .object, value.kind != .array, value.kind != .null else { break }
        let identity = Identity(value)
        guard seen[use, default: []].insert(identity).inserted else { break }
        body(.unique(identity, Identity.Scope(collection: position, use: use)), value)
      case .reference(let target):
        guard let key = Record.key(of: value) else { break }
        body(.reference(Identity(key: key), collection: target), value)
      }
    }
  }

  private func encode(
    _ record: Record, _ collection: Dataset.Collection, _ result: inout BatchResult
  ) {
    guard let encoders else { return }
    let position = record.file.collection
    if result.encoded.last?.collection != position {
      result.encoded.append(EncodedRecords(collection: position))
    }
    let last = result.encoded.count - 1
    guard collection.publish?.accepts(record.root) ?? true else {
      result.encoded[last].withheldCount += 1
      return
    }
    encoders[position].append(record, to: &result.encoded[last])
  }
}

// MARK: Finding the places of conflicts

extension RecordProcessor {
  /// A place at which a conflicting value stands.
  struct ConflictPlace: Sendable {
    let occurrence: Occurrence
    let file: RecordFile
    let text: String
    let location: Location
  }

  /// The places of values that are known to be in conflict, in a batch of files.
  func places(of conflicts: IdentityConflicts, in files: FileList) -> [ConflictPlace] {
    var places: [ConflictPlace] = []
    for index in 0..<files.count {
      let file = files[index]
      guard file.isSelected || comparedCollections.contains(file.collection) else { continue }
      let reader = reader(of: file)
      guard case .success(let contents) = reader.contents(of: file) else { continue }
      places += self.places(of: conflicts, in: contents.bytes, of: file)
    }
    return places
  }

  /// The places of values that are known to be in conflict, in the bytes of a file; with them those
  /// of keys that are missing.
  func places(
    of conflicts: IdentityConflicts, in bytes: [UInt8], of file: RecordFile
  ) -> [ConflictPlace] {
    var places: [ConflictPlace] = []
    let collection = dataset.collections[file.collection]
    _ = reader(of: file).read(bytes, of: file) { record in
      var context = CheckContext(path: file.path, root: record.root, mounts: dataset.mounts)
      forEachIdentity(of: record, collection, context: &context) { occurrence, value in
        guard conflicts.contain(occurrence) else { return }
        places.append(
          ConflictPlace(
            occurrence: occurrence, file: file,
            text: value.flatMap(Record.key(of:)) ?? record.key,
            location: value.map { Location(path: file.path, value: $0) }
              ?? Location(path: file.path)))
      }
    }
    return places
  }
}

extension IdentityConflicts {
  /// Whether a value, a reference or a missing key is in conflict.
  fileprivate func contain(_ occurrence: RecordProcessor.Occurrence) -> Bool {
    switch occurrence {
    case .unique(let identity, let scope):
      duplicates[scope]?.contains(identity) == true
        || scope.use == nil && missing[scope.collection]?.contains(identity) == true
    case .reference(let identity, let target): missing[target]?.contains(identity) == true
    }
  }
}

// MARK: Reporting what the network said

extension RecordProcessor {
  /// What the answers to the questions of a batch of files give reason to report.
  func findings(
    for answers: AnswerTable, in files: FileList
  ) -> (findings: [Finding], edits: [SizeEdit]) {
    var findings: [Finding] = []
    var edits: [SizeEdit] = []
    for index in 0..<files.count where files.entries[index].isSelected {
      let file = files[index]
      let collection = dataset.collections[file.collection]
      let reader = RecordReader(root: dataset.root, collection: collection.configuration)
      var found: [Finding] = []
      _ = reader.read(file) { record in
        var context = CheckContext(
          path: file.path, root: record.root, mounts: dataset.mounts,
          questions: .answered(answers), imageLimits: imageLimits)
        if collectsEdits { context.edits = [] }
        forEachIdentity(of: record, collection, context: &context) { _ in }
        found += Self.withoutTwins(context.answerFindings)
        edits += context.edits ?? []
      }
      findings += limited(found, path: file.path)
    }
    return (findings, edits)
  }

  /// Leaves out what is said of an address both as a link and as an image.
  private static func withoutTwins(_ findings: [Finding]) -> [Finding] {
    var seen: Set<[String]> = []
    return findings.filter { seen.insert([$0.rule, $0.location.pointer ?? ""]).inserted }
  }
}

extension Finding {
  fileprivate static func tooMany(_ count: Int, path: String) -> Finding {
    Finding(
      rule: "record/too-many-findings", location: Location(path: path),
      message: "\(count) more findings of this file are not shown",
      help: "correct the first ones and run again")
  }
}
