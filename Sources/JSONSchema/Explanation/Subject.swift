internal import Documents

/// How messages call a value: by the name of the member that holds it.
enum Subject {
  /// `'quality'`, `'tags[2]'`, `the name 'Quality'` for a key, or `the value` for the root.
  static func of(_ target: Int, in document: Document) -> String {
    guard let path = path(to: target, in: document) else { return "the value" }
    let name = ValueDescription.shortened(path.name) + path.positions.map { "[\($0)]" }.joined()
    return path.isKey ? "the name '\(name)'" : "'\(name)'"
  }

  /// Whether a node is a member's name.
  static func isKey(_ target: Int, in document: Document) -> Bool {
    path(to: target, in: document)?.isKey ?? false
  }

  private struct Path {
    var name = ""
    var positions: [Int] = []
    var isKey = false
  }

  /// The last member on the way to a node and the positions behind it; `nil` for the root.
  private static func path(to target: Int, in document: Document) -> Path? {
    let nodes = document.nodes
    guard target > 0, target < nodes.count else { return nil }
    var path = Path()
    var current = 0
    while current != target {
      var child = current + 1
      if nodes[current].kind == .object {
        while Int(nodes[child + 1].next) <= target { child = Int(nodes[child + 1].next) }
        path = Path(name: document.string(of: child))
        if child == target {
          path.isKey = true
          return path
        }
        current = child + 1
      } else {
        var position = 0
        while Int(nodes[child].next) <= target {
          child = Int(nodes[child].next)
          position += 1
        }
        path.positions.append(position)
        current = child
      }
    }
    return path
  }
}
