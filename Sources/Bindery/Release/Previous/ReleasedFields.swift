internal import Documents

/// The fields that the records of a release have, as its tables name them.
struct ReleasedFields {
  /// The names in the header of each table, by the table's file; `nil` where there are no tables.
  let columns: [String: Set<String>]?

  /// Whether it is sure that no record holds a member.
  ///
  /// - Parameters:
  ///   - pointer: A JSON pointer, with `*` for the elements of an array.
  ///   - collection: The collection's name.
  /// - Returns: Whether it is sure.
  func lack(_ pointer: String, in collection: String) -> Bool {
    guard let columns, let tokens = JSONPointer.tokens(of: pointer), tokens.last != "*" else {
      return false
    }
    let tableEnd = tokens.lastIndex(of: "*") ?? 0
    let path = tokens[..<tableEnd].filter { $0 != "*" }
    let names = tokens.last == nil ? [] : tokens[(tokens.contains("*") ? tableEnd + 1 : 0)...]
    func file(_ path: [String]) -> String {
      "data/" + ([collection] + path.map(TableLayout.fileNamePart)).joined(separator: ".") + ".csv"
    }
    // Where there is no table, no record has an element that could hold the member.
    guard let table = columns[file(Array(path))] else { return !path.isEmpty }
    let name = TableLayout.columnName(Array(names))
    let below = file(Array(path) + names).dropLast(".csv".count)
    return !table.contains { $0 == name || $0.hasPrefix(name + ".") }
      && !columns.keys.contains { $0 == below + ".csv" || $0.hasPrefix(below + ".") }
  }
}
