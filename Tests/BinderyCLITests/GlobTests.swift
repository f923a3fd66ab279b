import Bindery
import Testing

/// Patterns compared folder by folder mean what they mean for whole paths.
struct GlobTests {
  @Test func namesInFolders() throws {
    var random = SeededGenerator(seed: 4)
    let parts = ["a", "b", "*", "**", "a*", "?", "[ab]", "{a,b/*}", "*.md", "{a,**/b}.md"]
    let names = ["a", "b", "ab", "a.md", "b.md", ".md"]
    for _ in 0..<3000 {
      func path(_ parts: [String]) -> String {
        (0..<Int.random(in: 1...4, using: &random)).compactMap { _ in
          parts.randomElement(using: &random)
        }.joined(separator: "/")
      }
      let glob = try Glob(path(parts))
      for _ in 0..<10 {
        let path = path(names)
        let slash = path.lastIndex(of: "/")
        let folder = slash.map { String(path[..<$0]) } ?? ""
        let name = Array((slash.map { path[path.index(after: $0)...] } ?? path[...]).utf8)
        let progress = folder.split(separator: "/").reduce(glob.start) {
          glob.progress(in: Array($1.utf8).span, after: $0)
        }
        #expect(
          glob.namePatterns(after: progress).contains { $0.matches(name.span) }
            == glob.matches(path), "\(glob.text) and \(path)")
      }
    }
  }
}
