internal import Documents

/// What a contribution may not do, by `policy` in `bindery.yml`.
package struct ContributionPolicy: Sendable {
  struct MachineMembers: Sendable {
    /// JSON pointers, as they are written.
    let pointers: [String]
    let severity: Finding.Severity
  }

  struct ChangedRecords: Sendable {
    let maximum: Int
    let severity: Finding.Severity
  }

  /// `nil` where it may.
  let deletedRecords: Finding.Severity?
  let changedKeys: Finding.Severity?
  let mixedChanges: Finding.Severity?
  let changedRecords: ChangedRecords?
  let machineMembers: MachineMembers?

  /// Reads the member, which the schema has accepted.
  init(_ value: Value?) {
    func severity(_ value: Value?) -> Finding.Severity? {
      value?.string.flatMap(Finding.Severity.init)
    }
    deletedRecords = severity(value?["deletedRecords"])
    changedKeys = severity(value?["changedKeys"])
    mixedChanges = severity(value?["mixedChanges"])
    changedRecords = value?["changedRecords"].map {
      ChangedRecords(
        maximum: $0["maximum"]?.integer ?? 0, severity: severity($0["severity"]) ?? .error)
    }
    machineMembers = value?["machineMembers"].map {
      MachineMembers(
        pointers: $0["members"]?.elements.compactMap(\.string) ?? [],
        severity: severity($0["severity"]) ?? .error)
    }
  }

  /// Whether there is nothing that a contribution may not do.
  var isEmpty: Bool {
    deletedRecords == nil && changedKeys == nil && mixedChanges == nil && changedRecords == nil
      && machineMembers == nil
  }
}
