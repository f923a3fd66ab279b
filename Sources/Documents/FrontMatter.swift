/// Finds the YAML at the head of a Markdown file.
///
/// It opens with `---` alone on the first line and ends with `---` or `...` alone on a line; white
/// space may follow either, as Jekyll allows. `---js` and the like open nothing: some readers run
/// such blocks as code, and a record is only data.
enum FrontMatter {
  struct Parts {
    /// The YAML between the two fences, in bytes.
    let yaml: Range<Int>
    /// The Markdown below the closing fence, in bytes.
    let body: Range<Int>
  }

  static func split(_ source: [UInt8], from start: Int) -> Result<Parts, DocumentIssue> {
    let span = source.span
    let firstLine = lineEnd(span, from: start)
    guard isFence(span, start..<firstLine.content, allowsDots: false) else {
      return .failure(missing(source, firstLine: start..<firstLine.content))
    }
    var position = firstLine.next
    while position < span.count {
      let line = lineEnd(span, from: position)
      if isFence(span, position..<line.content, allowsDots: true) {
        return .success(Parts(yaml: firstLine.next..<position, body: line.next..<span.count))
      }
      position = line.next
    }
    return .failure(
      DocumentIssue(
        .frontMatterUnclosed, start..<(start + 3), "the front matter that opens here is not closed",
        help: "add a line '---' below the last member"))
  }

  /// The end of the line's text, and the start of the next line.
  private static func lineEnd(
    _ span: borrowing Span<UInt8>, from start: Int
  ) -> (content: Int, next: Int) {
    guard let end = span.firstIndex(of: UInt8(ascii: "\n"), from: start) else {
      return (span.count, span.count)
    }
    return (end > start && span[end - 1] == UInt8(ascii: "\r") ? end - 1 : end, end + 1)
  }

  private static func isFence(
    _ span: borrowing Span<UInt8>, _ line: Range<Int>, allowsDots: Bool
  ) -> Bool {
    guard line.count >= 3 else { return false }
    let mark = span[line.lowerBound]
    guard mark == UInt8(ascii: "-") || (allowsDots && mark == UInt8(ascii: ".")) else {
      return false
    }
    for offset in 1..<3 where span[line.lowerBound + offset] != mark { return false }
    for index in (line.lowerBound + 3)..<line.upperBound
    where span[index] != UInt8(ascii: " ") && span[index] != UInt8(ascii: "\t") {
      return false
    }
    return true
  }

  private static func missing(_ source: [UInt8], firstLine: Range<Int>) -> DocumentIssue {
    let line = String(decoding: source[firstLine].prefix(20), as: UTF8.self)
    if line.hasPrefix("---"), !line.hasPrefix("----") {
      return DocumentIssue(
        .frontMatterMissing, firstLine,
        "front matter opens with '---' alone, found more on the line",
        help: "write '---' and nothing else on the first line, then YAML")
    }
    if line.hasPrefix("+++") || line.hasPrefix("{") {
      return DocumentIssue(
        .frontMatterMissing, firstLine, "this front matter is not YAML",
        help: "write the members as YAML between two lines '---'")
    }
    // The line itself may be fine: what is missing belongs before it.
    return DocumentIssue(
      .frontMatterMissing, firstLine.lowerBound..<firstLine.lowerBound,
      "the file does not open with front matter",
      help: "make '---' the first line, then write the members as YAML, then another line '---'")
  }
}

extension DocumentIssue: Error {}
