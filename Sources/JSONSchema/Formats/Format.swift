/// A format that is asserted.
struct Format: Sendable {
  init?(name: String, draft: Draft) { return nil }
  func accepts(_ text: Span<UInt8>) -> Bool { true }
}
