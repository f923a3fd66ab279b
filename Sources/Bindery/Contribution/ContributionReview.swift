internal import Documents

/// Compares a contribution with the policy of what it is a contribution to.
///
/// The policy is read as the revision has it: a contribution that changes the policy is held to the
/// one before. What the base holds is read with its own configuration.
struct ContributionReview {
  private let dataset: Dataset
  private let contribution: Contribution
  /// The files of records that the contribution adds or changes.
  private let files: [RecordFile]

  init(dataset: Dataset, contribution: Contribution, files: [RecordFile]) {
    self.dataset = dataset
    self.contribution = contribution
    self.files = files
  }

  /// What the contribution may not do, and does.
  func findings() async throws -> [Finding] {
    let former: Configuration?
    do {
      former = try await configurationOfRevision()
    } catch is ConfigurationError {
      return changesOnlyRules ? [] : [.policyUnreadable(contribution.revision)]
    }
    guard let former, !former.policy.isEmpty else { return [] }
    let policy = former.policy
    var findings: [Finding] = []
    let pairs = try await recordPairs(former)
    let unclaimed = unclaimedPaths(former)
    let changedCount =
      pairs.pairs.count { $0.old.content != $0.new.content || $0.old.name != $0.new.name }
      + pairs.added.count + pairs.removed.count + unclaimed.count
    if let severity = policy.deletedRecords {
      findings += pairs.removed.map { .deletedRecord($0, severity) }
      findings += unclaimed.map { .unclaimedRecord($0, severity) }
    }
    if let severity = policy.changedKeys {
      findings += pairs.pairs.filter { $0.old.name != $0.new.name }
        .map { .changedKey($0.old, $0.new, severity) }
      findings += collectionsWithOtherKeys(former).map { .otherKeyMember($0, severity) }
    }
    if let limit = policy.changedRecords, changedCount > limit.maximum {
      findings.append(.tooManyRecords(changedCount, limit))
    }
    if let severity = policy.mixedChanges, changedCount > 0 {
      findings += changedRules(former).map { .mixedChanges($0, changedCount, severity) }
    }
    if let members = policy.machineMembers {
      for (old, new) in pairs.pairs {
        for (position, pointer) in members.pointers.enumerated()
        where old.machineValues[position] != new.machineValues[position] {
          findings.append(
            .machineMember(
              pointer, isRemoved: new.machineValues[position] == nil,
              new.machineLocations[position], members.severity))
        }
      }
    }
    return findings
  }

  /// Whether the contribution leaves all files but the configuration and schemas alone: so it may
  /// repair what keeps a policy from being read.
  private var changesOnlyRules: Bool {
    let rules = Set(
      [ConfigurationReader.fileName]
        + dataset.collections.flatMap { $0.schemaFiles.map(\.path) })
    return files.isEmpty
      && (contribution.changed + contribution.deleted).allSatisfy { rules.contains($0.path) }
  }

  /// `bindery.yml` as the revision has it; `nil` where it has none.
  private func configurationOfRevision() async throws -> Configuration? {
    guard let object = contribution.configurationObject else { return nil }
    if object == dataset.configurationObject(like: object) { return dataset.configuration }
    var configuration: Configuration?
    try await BaseContents.read([(key: (), object: object)], in: dataset.root) { _, bytes in
      configuration = try ConfigurationReader.read(bytes, now: dataset.now).configuration
    }
    return configuration
  }

  private func recordPairs(_ former: Configuration) async throws -> RecordPairs {
    let members = (former.policy.machineMembers?.pointers ?? []).map {
      JSONPointer.tokens(of: $0) ?? []
    }
    var new: [ContributedRecord] = []
    /// Files that are there and cannot be read; what was in them is not taken for removed.
    var unreadable: Set<[UInt8]> = []
    for file in files {
      let collection = dataset.collections[file.collection]
      var count = 0
      _ = RecordReader(root: dataset.root, collection: collection.configuration).read(file) {
        new.append(
          ContributedRecord($0, collection: collection.name, machineMembers: members))
        count += 1
      }
      if count == 0 { unreadable.insert(Array(file.path.utf8)) }
    }
    var objects: [(key: RecordFile, object: String)] = []
    var claims = ClaimSearch(former)
    for file in contribution.changed + contribution.deleted
    where !unreadable.contains(Array(file.path.utf8)) {
      guard let object = file.object, let collection = claims.collection(claiming: file.path) else {
        continue
      }
      objects.append((RecordFile(path: file.path, collection: collection), object))
    }
    objects.sort { $1.key.path.hasBytes(after: $0.key.path) }
    var old: [ContributedRecord] = []
    try await BaseContents.read(objects, in: dataset.root) { file, bytes in
      let collection = former.collections[file.collection]
      _ = RecordReader(root: dataset.root, collection: collection).read(bytes, of: file) {
        old.append(ContributedRecord($0, collection: collection.name, machineMembers: members))
      }
    }
    return RecordPairs(old: old, new: new)
  }

  /// Files that are as they were, and are records no longer, because the configuration is another.
  private func unclaimedPaths(_ former: Configuration) -> [String] {
    guard contribution.concerns(ConfigurationReader.fileName) else { return [] }
    var (formerClaims, claims) = (ClaimSearch(former), ClaimSearch(dataset.configuration))
    return contribution.unchangedPaths.filter { path in
      guard let old = formerClaims.collection(claiming: path) else { return false }
      let name = former.collections[old].name
      return claims.collection(claiming: path).map { dataset.collections[$0].name } != name
    }
  }

  private func collectionsWithOtherKeys(_ former: Configuration) -> [String] {
    former.collections.filter { old in
      dataset.configuration.collections.contains { $0.name == old.name && $0.key != old.key }
    }
    .map(\.name)
  }

  /// The configuration and the schemas that the contribution changes.
  private func changedRules(_ former: Configuration) -> [String] {
    var contribution = contribution
    let paths = Set(
      [ConfigurationReader.fileName] + former.collections.map(\.schemaPath.content)
        + dataset.collections.flatMap { $0.schemaFiles.map(\.path) })
    return paths.filter { contribution.touches($0) || contribution.concerns($0) }.sorted()
  }
}

extension Finding {
  fileprivate static func policyUnreadable(_ revision: String) -> Finding {
    Finding(
      rule: "policy/unreadable", location: Location(path: ConfigurationReader.fileName),
      message:
        "bindery.yml of '\(VisibleText.shortened(revision))' cannot be used, so its policy cannot be applied",
      help: "correct it there first, without records in the same contribution")
  }

  fileprivate static func deletedRecord(
    _ record: ContributedRecord, _ severity: Severity
  ) -> Finding {
    Finding(
      rule: "policy/deleted-record", severity: severity, location: Location(path: record.path),
      message:
        "this contribution removes the record '\(VisibleText.shortened(record.key))' of '\(record.collection)'",
      help: "restore it; the maintainers remove records themselves")
  }

  fileprivate static func unclaimedRecord(_ path: String, _ severity: Severity) -> Finding {
    Finding(
      rule: "policy/deleted-record", severity: severity, location: Location(path: path),
      message:
        "by this contribution's bindery.yml, this file is no record of its collection any more",
      help: "leave 'include', 'exclude' and 'ignore' as they were")
  }

  fileprivate static func changedKey(
    _ old: ContributedRecord, _ new: ContributedRecord, _ severity: Severity
  ) -> Finding {
    Finding(
      rule: "policy/changed-key", severity: severity, location: new.keyLocation,
      message:
        "the record '\(VisibleText.shortened(old.key))' of '\(old.collection)' has another key: '\(VisibleText.shortened(new.key))'",
      help: old.path == new.path
        ? "restore the key; releases follow a record by it"
        : "restore the key, or the file's name '\(VisibleText.shortened(old.path, maximumScalarCount: 200))'"
    )
  }

  fileprivate static func otherKeyMember(_ collection: String, _ severity: Severity) -> Finding {
    Finding(
      rule: "policy/changed-key", severity: severity,
      location: Location(path: ConfigurationReader.fileName),
      message: "by this contribution's bindery.yml, all records of '\(collection)' have other keys",
      help: "leave 'key' as it was")
  }

  fileprivate static func tooManyRecords(
    _ count: Int, _ limit: ContributionPolicy.ChangedRecords
  ) -> Finding {
    Finding(
      rule: "policy/too-many-records", severity: limit.severity,
      location: Location(path: ConfigurationReader.fileName),
      message:
        "this contribution changes \(count) records, and at most \(limit.maximum) are allowed",
      help: "split it into several contributions")
  }

  fileprivate static func mixedChanges(
    _ path: String, _ count: Int, _ severity: Severity
  ) -> Finding {
    Finding(
      rule: "policy/mixed-changes", severity: severity, location: Location(path: path),
      message:
        "this contribution changes '\(VisibleText.escape(path))' together with \(count) record\(count == 1 ? "" : "s")",
      help: "propose the rules and the records in contributions of their own")
  }

  fileprivate static func machineMember(
    _ pointer: String, isRemoved: Bool, _ location: Location, _ severity: Severity
  ) -> Finding {
    Finding(
      rule: "policy/machine-member", severity: severity, location: location,
      message: isRemoved
        ? "'\(pointer)' is maintained by machines, and is removed here"
        : "'\(pointer)' is maintained by machines, and is changed here",
      help: "restore its value")
  }
}
