/// Something about a file's text that a reader has to be told: a syntax error, or a spelling that
/// other readers take for something else.
public struct DocumentIssue: Sendable, Hashable {
  /// What kind of issue it is, as a rule's id.
  public struct Code: Sendable, Hashable {
    public let id: String
    public let isError: Bool

    private init(_ id: String, isError: Bool = true) {
      self.id = id
      self.isError = isError
    }

    public static let empty = Self("record/empty")
    public static let encoding = Self("text/encoding")
    public static let nul = Self("text/nul")
    public static let controlCharacter = Self("text/control-character")
    public static let byteOrderMark = Self("text/byte-order-mark", isError: false)
    public static let invisibleCharacter = Self("text/invisible-character", isError: false)
    public static let frontMatterMissing = Self("front-matter/missing")
    public static let frontMatterUnclosed = Self("front-matter/unclosed")
    public static let yamlSyntax = Self("yaml/syntax")
    public static let yamlDuplicateKey = Self("yaml/duplicate-key")
    public static let yamlMultipleDocuments = Self("yaml/multiple-documents")
    public static let yamlTag = Self("yaml/tag")
    public static let yamlKeyType = Self("yaml/key-type")
    public static let yamlNotFinite = Self("yaml/not-finite")
    public static let yamlAmbiguous = Self("yaml/ambiguous", isError: false)
    public static let yamlAliasLimit = Self("yaml/alias-limit")
    public static let yamlMergeKey = Self("yaml/merge-key")
    public static let yamlNesting = Self("yaml/nesting")
    public static let jsonSyntax = Self("json/syntax")
    public static let jsonDuplicateKey = Self("json/duplicate-key")
    public static let jsonNesting = Self("json/nesting")
  }

  public let code: Code
  /// Where it stands in the file, in bytes.
  public let range: Range<Int>
  public let message: String
  public let help: String?

  init(_ code: Code, _ range: Range<Int>, _ message: String, help: String? = nil) {
    self.code = code
    self.range = range
    self.message = message
    self.help = help
  }
}

/// What came of reading a file.
public struct ParsedDocument: Sendable {
  /// The values that were read; without any node where an issue stopped the reading.
  public let document: Document
  public let issues: [DocumentIssue]

  /// Whether there are values to work with.
  public var hasValues: Bool { !document.nodes.isEmpty }
}

/// How much of a file is read before it is refused.
public struct DocumentLimits: Sendable {
  /// How deep arrays and objects may be nested.
  public var maximumNesting = 256
  /// How many nodes aliases and merge keys may add to a document.
  public var maximumAliasNodeCount = 10_000
  /// How many issues are kept of one document; reading stops at the last.
  public var maximumIssueCount = 200

  public init() {}
}
