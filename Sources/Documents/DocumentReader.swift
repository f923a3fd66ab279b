/// Reads the text of a record, whatever its format, into a document.
public enum DocumentReader {
  /// How a file holds its values.
  public enum Format: Sendable, Hashable {
    /// Markdown with YAML front matter.
    case markdown
    case yaml
    case json
  }

  /// Reads one record; what is wrong with its text comes back as issues.
  public static func read(
    _ bytes: [UInt8], as format: Format, limits: DocumentLimits = DocumentLimits()
  ) -> ParsedDocument {
    var issues: [DocumentIssue] = []
    switch characterIssues(bytes) {
    case .success(let found): issues = found
    case .failure(let issue): return failure(bytes, [issue])
    }
    var start = 0
    if bytes.starts(with: byteOrderMark) {
      start = byteOrderMark.count
      issues.insert(
        DocumentIssue(
          .byteOrderMark, 0..<0, "the file starts with a byte order mark",
          help: "save it as UTF-8 without a byte order mark"), at: 0)
    }
    if start == bytes.count {
      issues.append(
        DocumentIssue(
          .empty, 0..<0, "the file is empty",
          help: "write what belongs into it, or remove the file"))
      return failure(bytes, issues)
    }
    switch format {
    case .json:
      return JSONReader.read(bytes, in: start..<bytes.count, limits: limits, prior: issues)
    case .yaml:
      return readYAML(
        bytes, in: start..<bytes.count, limits: limits, body: nil, prior: issues)
    case .markdown:
      switch FrontMatter.split(bytes, from: start) {
      case .success(let parts):
        return readYAML(
          bytes, in: parts.yaml, limits: limits, body: parts.body, prior: issues)
      case .failure(let issue):
        return failure(bytes, issues + [issue])
      }
    }
  }

  private static func readYAML(
    _ bytes: [UInt8], in range: Range<Int>, limits: DocumentLimits, body: Range<Int>?,
    prior issues: [DocumentIssue]
  ) -> ParsedDocument {
    BlockYAMLReader.read(bytes, in: range, limits: limits, body: body, prior: issues)
      ?? YAMLReader.read(bytes, in: range, limits: limits, body: body, prior: issues)
  }

  /// Reads one line of a JSONL file; positions are those in the file.
  package static func readLine(
    _ bytes: [UInt8], number: Int, limits: DocumentLimits = DocumentLimits()
  ) -> ParsedDocument {
    switch characterIssues(bytes) {
    case .success(let issues):
      return JSONReader.read(
        bytes, in: 0..<bytes.count, limits: limits, prior: issues, firstLine: number)
    case .failure(let issue): return failure(bytes, [issue], firstLine: number)
    }
  }

  private static func failure(
    _ bytes: [UInt8], _ issues: [DocumentIssue], firstLine: Int = 1
  ) -> ParsedDocument {
    ParsedDocument(
      document: Document(
        bytes: bytes, nodes: [], sourceByteCount: bytes.count, firstLine: firstLine),
      issues: issues)
  }

  /// What no text may hold, bytes that are not UTF-8 (RFC 3629) and NUL, or else the characters in
  /// it that nobody sees.
  private static func characterIssues(
    _ bytes: [UInt8]
  ) -> Result<[DocumentIssue], DocumentIssue> {
    let isASCII: Bool
    do {
      isASCII = try UTF8Span(validating: bytes.span).isKnownASCII
    } catch {
      let range = error.byteOffsets
      return .failure(
        DocumentIssue(
          .encoding, range,
          "the file is not UTF-8: byte \(range.lowerBound) is 0x\(hex(bytes[range.lowerBound]))",
          help: "save the file as UTF-8"))
    }
    if let offset = bytes.span.firstIndex(of: 0) {
      return .failure(
        DocumentIssue(
          .nul, offset..<offset + 1, "the file holds a NUL character (byte \(offset))",
          help: "remove it; if the whole file looks like this, it is binary or UTF-16"))
    }
    // A byte order mark at the start has a rule of its own.
    let start = bytes.starts(with: byteOrderMark) ? byteOrderMark.count : 0
    return .success(isASCII ? [] : InvisibleCharacterScan.issues(in: bytes, from: start))
  }

  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  private static func hex(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return digits.count == 1 ? "0" + digits : digits
  }
}
