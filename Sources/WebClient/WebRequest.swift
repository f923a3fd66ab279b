/// What is asked of a web server.
public struct WebRequest: Sendable {
  public enum Method: String, Sendable {
    case get = "GET"
    case head = "HEAD"
  }

  public var url: String
  public var method: Method
  /// Header fields besides those that the client adds by itself.
  public var headers: [(name: String, value: String)] = []

  public init(_ url: String, method: Method = .get) {
    self.url = url
    self.method = method
  }
}
