import Foundation
import Testing

@testable import Documents

/// There are two readers of YAML, for speed; these tests keep them one.
struct BlockYAMLReaderTests {
  @Test(arguments: BlockYAMLCases.read)
  func readsTheSame(text: String) {
    let comparison = YAMLComparison(Array(text.utf8))
    #expect(comparison.isRead)
    #expect(comparison.difference == nil)
  }

  @Test(arguments: BlockYAMLCases.declined)
  func leavesToTheOther(text: String) {
    let comparison = YAMLComparison(Array(text.utf8))
    #expect(!comparison.isRead)
    #expect(comparison.difference == nil)
  }

  @Test func ownRecords() {
    #expect(YAMLRecords.own.count > 20)
    expectSame(YAMLRecords.own)
  }

  @Test(.enabled(if: !YAMLRecords.shared.isEmpty, "no shared data beside the project"))
  func sharedRecords() { expectSame(YAMLRecords.shared) }

  /// Real records are what the fast reader is for, so it must read nearly all of them.
  private func expectSame(_ records: [YAMLRecords.Record]) {
    var readCount = 0
    for record in records {
      let comparison = YAMLComparison(record.bytes, in: record.yaml)
      #expect(comparison.difference == nil, "\(record.path)")
      if comparison.isRead { readCount += 1 }
    }
    #expect(readCount * 100 > records.count * 99)
  }

  @Test(arguments: [
    ("a: yes\nb: no\nc: on\n", 2), ("a: yes\nb: no\n", 2), ("a: 1\n", 0), ("a: yes\n", 1),
  ])
  func issueLimit(text: String, limit: Int) {
    var limits = DocumentLimits()
    limits.maximumIssueCount = limit
    #expect(YAMLComparison(Array(text.utf8), limits: limits).difference == nil)
  }

  @Test(arguments: [("a: 1\n", 1), ("a: []\n", 1), ("a: []\n", 2), ("- - a: 1\n", 2), ("- a\n", 0)])
  func nestingLimit(text: String, limit: Int) {
    var limits = DocumentLimits()
    limits.maximumNesting = limit
    #expect(YAMLComparison(Array(text.utf8), limits: limits).difference == nil)
  }

  /// Every text of a few tokens; `BINDERY_YAML_TOKENS` asks for longer ones.
  @Test(arguments: BlockYAMLCases.tokens.indices)
  func shortTexts(first: Int) throws {
    let tokens = BlockYAMLCases.tokens.map { Array($0.utf8) }
    let asked = ProcessInfo.processInfo.environment["BINDERY_YAML_TOKENS"].flatMap { Int($0) }
    var count = 0
    var readCount = 0
    func compare(_ text: [UInt8], more: Int) throws {
      let comparison = YAMLComparison(text)
      try #require(comparison.difference == nil, "\(YAMLComparison.name(of: text))")
      count += 1
      if comparison.isRead { readCount += 1 }
      if more > 0 { for token in tokens { try compare(text + token, more: more - 1) } }
    }
    try compare(tokens[first], more: (asked ?? 5) - 1)
    if asked != nil { print("from token \(first): \(count) texts, \(readCount) read by both") }
  }

  /// `BINDERY_YAML_MUTATIONS` asks for more of them than fit a test that is run often.
  @Test(arguments: 0..<10)
  func mutations(part: Int) throws {
    let asked = ProcessInfo.processInfo.environment["BINDERY_YAML_MUTATIONS"].flatMap { Int($0) }
    let count = (asked ?? 60_000) / 10
    let small = (BlockYAMLCases.read + BlockYAMLCases.declined).map { Array($0.utf8) }
    let real = (YAMLRecords.own + YAMLRecords.shared).map { Array($0.bytes[$0.yaml]) }
    var mutation = YAMLMutation(seed: UInt64(part))
    var readCount = 0
    for number in 0..<count {
      let text = mutation.next(of: number.isMultiple(of: 2) ? small : real)
      // What is not UTF-8 reaches neither reader.
      guard (try? UTF8Span(validating: text.span)) != nil else { continue }
      let comparison = YAMLComparison(text)
      try #require(comparison.difference == nil, "\(YAMLComparison.name(of: text))")
      if comparison.isRead { readCount += 1 }
    }
    // Too few, and the comparison says little.
    #expect(readCount * 10 > count)
    if asked != nil { print("part \(part): \(count) mutations, \(readCount) read by both") }
  }
}
