package import Documents

/// One value that differs between two forms of a record.
package struct MemberChange: Sendable {
  /// A JSON pointer: in the new record, or in the old one for what is gone.
  package let pointer: String
  /// `nil` for what is new.
  package let old: Value?
  /// `nil` for what is gone.
  package let new: Value?

  /// What differs between two values, in the order of the new one, what is gone last.
  ///
  /// Objects are compared member by member. Arrays have what is the same at their start and end
  /// taken away; what is between is compared element by element.
  package static func between(_ old: Value, _ new: Value) -> [MemberChange] {
    var changes: [MemberChange] = []
    compare(old, new, "", &changes)
    return changes
  }

  private static func compare(
    _ old: Value, _ new: Value, _ pointer: String, _ changes: inout [MemberChange]
  ) {
    switch (old.kind, new.kind) {
    case (.object, .object):
      for (key, value) in new.members {
        let name = key.string ?? ""
        let place = pointer + "/" + JSONPointer.escape(name)
        if let before = old[name] {
          compare(before, value, place, &changes)
        } else {
          changes.append(MemberChange(pointer: place, old: nil, new: value))
        }
      }
      for (key, value) in old.members {
        let name = key.string ?? ""
        guard new[name] == nil else { continue }
        changes.append(
          MemberChange(
            pointer: pointer + "/" + JSONPointer.escape(name), old: value, new: nil))
      }
    case (.array, .array): compareElements(old, new, pointer, &changes)
    default:
      if canonical(old) != canonical(new) {
        changes.append(MemberChange(pointer: pointer, old: old, new: new))
      }
    }
  }

  private static func compareElements(
    _ old: Value, _ new: Value, _ pointer: String, _ changes: inout [MemberChange]
  ) {
    let before = old.elements.map { ($0, canonical($0)) }
    let after = new.elements.map { ($0, canonical($0)) }
    let start = zip(before, after).prefix { $0.1 == $1.1 }.count
    let rest = min(before.count, after.count) - start
    let end = zip(before.reversed(), after.reversed()).prefix { $0.1 == $1.1 }.count
    let same = min(end, rest)
    let gone = before[start..<before.count - same]
    let come = after[start..<after.count - same]
    for offset in 0..<max(gone.count, come.count) {
      let place = "\(pointer)/\(start + offset)"
      switch (offset < gone.count, offset < come.count) {
      case (true, true): compare(gone[start + offset].0, come[start + offset].0, place, &changes)
      case (false, true):
        changes.append(MemberChange(pointer: place, old: nil, new: come[start + offset].0))
      default: changes.append(MemberChange(pointer: place, old: gone[start + offset].0, new: nil))
      }
    }
  }

  private static func canonical(_ value: Value) -> [UInt8] {
    var bytes: [UInt8] = []
    CanonicalJSON.append(value, to: &bytes)
    return bytes
  }
}
