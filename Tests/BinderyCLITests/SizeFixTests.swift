import Foundation
import TestSupport
import Testing

/// `bindery validate --fix`: the numbers change, and not one other byte.
struct SizeFixTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let file: String
    let before: String
    let after: String
    var testDescription: String { name }
  }

  static let cases = [
    Case(
      name: "layout", file: "Records/a.md",
      before: """
        ---
        # what it shows
        images:   # two of them
          -   url:  "https://example.org/a.png"   # first
              width:   31 # pixels
              height:\t20
          - {height: +5, url: https://example.org/turned.jpg , width: 0x28}
        ---
        width: 31

        """,
      after: """
        ---
        # what it shows
        images:   # two of them
          -   url:  "https://example.org/a.png"   # first
              width:   30 # pixels
              height:\t20
          - {height: 40, url: https://example.org/turned.jpg , width: 30}
        ---
        width: 31

        """),
    Case(
      name: "line ends", file: "Records/a.md",
      before:
        "\u{FEFF}---\r\nimages:\r\n- url: /assets/a.png\r\n  width: 1_0\r\n  height: 1e9\r\n---\r\n",
      after:
        "\u{FEFF}---\r\nimages:\r\n- url: /assets/a.png\r\n  width: 1_0\r\n  height: 20\r\n---\r\n"),
    Case(
      name: "json", file: "Records/a.json",
      before: #"{ "images": [ {"width":-1.50E+2,"height":2,"url":"\/assets\/a.png"} ] }"#,
      after: #"{ "images": [ {"width":30,"height":20,"url":"\/assets\/a.png"} ] }"#),
    Case(
      name: "jsonl", file: "Records/a.jsonl",
      before: """
        {"images":[{"url":"/assets/a.png","width":1,"height":20}]}
        {"images":[{"url":"/assets/a.png","width":30,"height":20}]}
        {"images":[{"url":"/assets/other.png","width":7,"height":9},{"url":"/assets/a.png","width":3}]}
        """,
      after: """
        {"images":[{"url":"/assets/a.png","width":30,"height":20}]}
        {"images":[{"url":"/assets/a.png","width":30,"height":20}]}
        {"images":[{"url":"/assets/other.png","width":20,"height":30},{"url":"/assets/a.png","width":30}]}
        """),
    Case(
      name: "refused", file: "Records/a.yml",
      before: """
        shared: &side 31
        images:
          - { url: /assets/a.png, width: *side, height: "21" }
          - { url: /assets/a.png, width: &w 31, height: !!int 21 }
          - &image { url: /assets/a.png, width: 31 }
          - <<: *image
            height: 20
          - *image

        """,
      after: """
        shared: &side 31
        images:
          - { url: /assets/a.png, width: *side, height: "21" }
          - { url: /assets/a.png, width: &w 31, height: !!int 21 }
          - &image { url: /assets/a.png, width: 30 }
          - <<: *image
            height: 20
          - *image

        """),
  ]

  @Test(arguments: cases)
  func fix(_ testCase: Case) async throws {
    let folder = try ImageCheckTests.dataset()
    try folder.write(testCase.before, to: testCase.file)
    let run = await CommandRun.bindery("validate", "--fix", in: folder.path)
    try Golden.expect(run.transcript(hiding: folder.path), equals: "fix-\(testCase.name)")
    #expect(try folder.bytes(testCase.file) == Array(testCase.after.utf8))
    #expect(folder.files(below: "Records").count == 1)
  }

  @Test func modeAndLinksStay() async throws {
    let folder = try ImageCheckTests.dataset()
    try folder.write(ImageCheckTests.record(["a.png, width: 31"]), to: "Kept/real.md")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o640], ofItemAtPath: folder.path + "/Kept/real.md")
    try FileManager.default.createDirectory(
      atPath: folder.path + "/Records", withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/Records/link.md", withDestinationPath: "../Kept/real.md")
    let run = await CommandRun.bindery("validate", "--fix", in: folder.path)
    #expect(run.status == 0, "\(run.standardError)")
    #expect(run.standardError.hasPrefix("fixed Records/link.md:3:46: 'width' was 31, is 30\n"))
    #expect(try folder.read("Kept/real.md") == ImageCheckTests.record(["a.png, width: 30"]))
    let attributes = try FileManager.default.attributesOfItem(
      atPath: folder.path + "/Kept/real.md")
    #expect(attributes[.posixPermissions] as? Int == 0o640)
    let link = try FileManager.default.destinationOfSymbolicLink(
      atPath: folder.path + "/Records/link.md")
    #expect(link == "../Kept/real.md")
  }

  /// Two names of one file: behind the first change, the file is not the one that was read.
  @Test func changedSinceItWasRead() async throws {
    let folder = try ImageCheckTests.dataset()
    try folder.write(ImageCheckTests.record(["a.png, width: 31"]), to: "Records/a.md")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/Records/b.md", withDestinationPath: "a.md")
    let run = await CommandRun.bindery("validate", "--fix", in: folder.path)
    #expect(run.status == 0)
    #expect(try folder.read("Records/a.md") == ImageCheckTests.record(["a.png, width: 30"]))
  }

  @Test func ownDatasetGivesBackTheCommittedBytes() async throws {
    let folder = try TemporaryFolder()
    for name in ["bindery.yml", "Records", "Schemas", "Assets"] {
      try FileManager.default.copyItem(
        atPath: ProjectFolder.root + "/" + name, toPath: folder.path + "/" + name)
    }
    var spoiledCount = 0
    for name in folder.files(below: "Records").map({ "Records/" + $0 }) where spoiledCount < 10 {
      let text = try folder.read(name)
      // Only images have their sizes behind an address; videos have none to be compared with.
      let spoiled = text.replacing(
        /(?<url>assets\/organizations\/[a-z.]+\.png"\s+width: )[0-9]+(?<height>\s+height: )[0-9]+/
      ) { match in
        guard spoiledCount < 10 else { return String(match.output.0) }
        spoiledCount += 2
        let (width, height) = [("0x10", "7"), ("1e3", "12345"), ("50.5", "-3")][
          spoiledCount / 2 % 3]
        return "\(match.output.url)\(width)\(match.output.height)\(height)"
      }
      try folder.write(spoiled, to: name)
    }
    #expect(spoiledCount == 10)
    let found = await CommandRun.bindery("validate", in: folder.path)
    #expect(found.status == 1)
    #expect(found.standardOutput.components(separatedBy: "error[image/size]").count == 11)
    let run = await CommandRun.bindery("validate", "--fix", in: folder.path)
    #expect(run.status == 0 && run.standardOutput == "", "\(run.transcript(hiding: folder.path))")
    #expect(run.standardError.split(separator: "\n").count == 11)
    for name in folder.files(below: "Records").map({ "Records/" + $0 }) {
      let committed = try Data(contentsOf: URL(filePath: ProjectFolder.root + "/" + name))
      #expect(try folder.bytes(name) == Array(committed), "\(name)")
    }
  }
}
