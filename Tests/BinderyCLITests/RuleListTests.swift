import Foundation
import TestSupport
import Testing

/// Every rule that any expected output names can be looked up.
struct RuleListTests {
  @Test func rulesOfAllGoldensAreListed() async throws {
    let folder = ProjectFolder.root + "/Tests/BinderyCLITests/Goldens"
    var used: Set<String> = []
    for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
      let text = try String(contentsOfFile: folder + "/" + name, encoding: .utf8)
      for match in text.matches(of: /(?:error|warning|note)\[([a-zA-Z-]+\/[a-zA-Z-]+)\]/) {
        used.insert(String(match.output.1))
      }
    }
    #expect(used.count > 50)
    let list = await CommandRun.bindery("explain", in: folder).standardOutput
    let known = Set(
      list.split(separator: "\n").compactMap { $0.split(separator: " ").first.map(String.init) })
    #expect(used.subtracting(known) == [])
  }
}
