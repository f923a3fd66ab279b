internal import Documents

/// One failure while it is being explained: its place in the schema is not spelled out yet.
struct Explanation {
  /// The keyword, or what stands for one.
  let keyword: String
  /// The subschema that was not fulfilled.
  let schema: Int32
  /// The way from that subschema to the keyword, as in `/properties`; usually the keyword alone.
  let path: String
  let node: Int
  var message: String
  var help: String?
  /// Whether the message is that of `x-message`, to which nothing is added.
  var hasOwnWords = false
  /// Whether it says already that it is about one of several alternatives.
  var isOfAlternative = false

  init(
    _ keyword: Keyword, _ schema: Int32, _ node: Int, _ message: String, help: String? = nil
  ) {
    self.init(
      named: keyword.rawValue, schema, path: "/" + keyword.rawValue, node, message, help: help)
  }

  init(
    named keyword: String, _ schema: Int32, path: String, _ node: Int, _ message: String,
    help: String? = nil
  ) {
    self.keyword = keyword
    self.schema = schema
    self.path = path
    self.node = node
    self.message = message
    self.help = help
  }
}
