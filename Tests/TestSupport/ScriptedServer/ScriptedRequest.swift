/// What the scripted server was asked.
package struct ScriptedRequest: Sendable {
  package let method: String
  /// With the query.
  package let path: String
  package let headers: [(name: String, value: String)]
  /// Which request to this path it is, from 1 on.
  package let number: Int

  /// The value of the first header with this name, in whatever case.
  package subscript(header: String) -> String? {
    headers.first { $0.name.lowercased() == header.lowercased() }?.value
  }
}
