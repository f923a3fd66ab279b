import Bindery
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

  /// Every text in the sources that reads like a rule of a known area is one.
  @Test func rulesOfAllSourcesAreListed() throws {
    let areas = Set(Rule.all.map(\.area)).subtracting(["image", "text"])
    var used: Set<String> = []
    for folder in ["Documents", "Bindery", "BinderyCLI"] {
      let path = ProjectFolder.root + "/Sources/" + folder
      for name in try FileManager.default.subpathsOfDirectory(atPath: path)
      where name.hasSuffix(".swift") && !name.contains("Findings/Rules/") {
        let text = try String(contentsOfFile: path + "/" + name, encoding: .utf8)
        for match in text.matches(of: /"([a-z-]+)\/[a-zA-Z-]+"/)
        where areas.contains(match.output.1) {
          used.insert(String(match.output.0.dropFirst().dropLast()))
        }
      }
    }
    #expect(used.count > 30)
    #expect(used.subtracting(Rule.all.map(\.id)) == [])
  }
}
