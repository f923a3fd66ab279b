import Archives
import Testing

/// Records an issue unless `body` throws an ``ArchiveError`` with one of `codes`.
func expectError<Result>(
  _ codes: ArchiveError.Code..., sourceLocation: SourceLocation = #_sourceLocation,
  _ body: () throws -> Result
) {
  do {
    _ = try body()
    Issue.record("nothing was thrown", sourceLocation: sourceLocation)
  } catch let error as ArchiveError {
    #expect(codes.contains(error.code), "\(error)", sourceLocation: sourceLocation)
    #expect(!error.message.isEmpty, sourceLocation: sourceLocation)
  } catch {
    Issue.record(error, sourceLocation: sourceLocation)
  }
}

/// Records an issue unless the bytes are the same; says where they differ, and does not print them.
func expectSame(
  _ bytes: [UInt8], _ expected: [UInt8], _ comment: Comment? = nil,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  guard bytes != expected else { return }
  let position = zip(bytes, expected).enumerated().first { $1.0 != $1.1 }?.offset
  Issue.record(
    """
    \(bytes.count) bytes, expected \(expected.count), different from \
    \(position ?? min(bytes.count, expected.count)) on
    """, sourceLocation: sourceLocation)
  if let comment { Issue.record(comment, sourceLocation: sourceLocation) }
}
