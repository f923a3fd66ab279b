extension DocumentBuilder {
  /// The pairs of members of an object that have one name, as indices of their keys.
  func duplicateKeys(of object: Int) -> [(first: Int, second: Int)] {
    // Nearly every object is small and has no such pair, which takes no memory to find out.
    if nodes[object].count <= 24, !hasDuplicateKeys(of: object) { return [] }
    var duplicates: [(first: Int, second: Int)] = []
    var seen: [[UInt8]: Int] = [:]
    for key in keys(of: object) {
      let name = textBytes(of: key)
      if let first = seen[name] {
        duplicates.append((first, key))
      } else {
        seen[name] = key
      }
    }
    return duplicates
  }

  /// Compares each key with each of those before it.
  private func hasDuplicateKeys(of object: Int) -> Bool {
    let end = Int(nodes[object].next)
    var second = object + 1
    while second < end {
      var first = object + 1
      while first < second {
        if hasSameText(first, second) { return true }
        first = Int(nodes[first + 1].next)
      }
      second = Int(nodes[second + 1].next)
    }
    return false
  }

  /// Whether one of the members so far has this name, spelled in the file as it is.
  func hasKey(_ name: borrowing Span<UInt8>, inOpenObject object: Int) -> Bool {
    var key = object + 1
    while key < nodes.count {
      if source(textRange(of: key), equals: name) { return true }
      key = Int(nodes[key + 1].next)
    }
    return false
  }

  private func hasSameText(_ first: Int, _ second: Int) -> Bool {
    let first = textRange(of: first)
    let second = textRange(of: second)
    guard first.count == second.count else { return false }
    for offset in 0..<first.count
    where byte(at: first.lowerBound + offset) != byte(at: second.lowerBound + offset) {
      return false
    }
    return true
  }

  /// The text of a scalar.
  ///
  /// Names are compared by their bytes: to Swift, two strings are equal where only their
  /// normalization differs.
  func textBytes(of index: Int) -> [UInt8] { textRange(of: index).map(byte(at:)) }

  func keys(of object: Int) -> [Int] {
    var keys: [Int] = []
    keys.reserveCapacity(Int(nodes[object].count))
    var key = object + 1
    while key < Int(nodes[object].next) {
      keys.append(key)
      key = Int(nodes[key + 1].next)
    }
    return keys
  }
}
