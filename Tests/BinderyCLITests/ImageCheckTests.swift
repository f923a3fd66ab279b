import Foundation
import TestSupport
import Testing

/// What is found about the images that a repository serves itself.
struct ImageCheckTests {
  /// A dataset of galleries with many images.
  static func dataset(configuration: String = "") throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      name: galleries
      collections:
        - { name: galleries, include: Records/*, schema: Schemas/gallery.schema.json }
      mounts: { "https://example.org/": Assets/, /assets/: Assets/ }
      \(configuration)

      """, to: "bindery.yml")
    try folder.write(
      """
      {
        "type": "object",
        "properties": {
          "images": {
            "type": "array",
            "items": {
              "type": "object",
              "x-image": { "url": "url", "width": "width", "height": "height", "type": "type" }
            }
          }
        }
      }

      """, to: "Schemas/gallery.schema.json")
    let png = SampleImage.png(width: 30, height: 20)
    let located = SampleImage.exif(orientation: 1, hasCoordinates: true)
    for (name, bytes) in [
      ("a.png", png), ("same.png", png), ("other.png", SampleImage.png(width: 20, height: 30)),
      ("cut.png", Array(png.dropLast(5))), ("padded.png", png + [0, 0, 0]),
      ("short.webp", [UInt8]("RIFF\u{7F}\0\0\0WEBPVP8L\u{10}\0\0\0/\u{1D}@\u{4}\0".utf8)),
      ("a.jpg", SampleImage.jpeg(width: 40, height: 30)),
      ("cut.jpg", Array(SampleImage.jpeg(width: 40, height: 30).dropLast(2))),
      ("video.jpg", SampleImage.jpeg(width: 40, height: 30) + [UInt8](repeating: 7, count: 9_000)),
      (
        "turned.jpg",
        SampleImage.jpeg(width: 40, height: 30, exif: SampleImage.exif(orientation: 6))
      ),
      ("where it's.jpg", SampleImage.jpeg(width: 4, height: 3, exif: located)),
      ("where.png", SampleImage.png(width: 4, height: 3, chunks: [("eXIf", located)])),
      (
        "nowhere.jpg",
        SampleImage.jpeg(width: 4, height: 3, exif: SampleImage.exif(orientation: 1))
      ),
      ("pointer.png", Array("version https://git-lfs.github.com/spec/v1\noid sha256:00\n".utf8)),
      ("empty.png", []),
    ] {
      try folder.write(bytes, to: "Assets/\(name)")
    }
    return folder
  }

  static let cases: [(name: String, images: [String])] = [
    ("good", ["a.png, width: 30, height: 20, type: image/png", "a.jpg, width: 40.0, height: 3e1"]),
    ("size-half", ["a.png, width: 15, height: 10"]),
    ("size-double", ["a.png, width: 60, height: 40"]),
    ("size-stored", ["turned.jpg, width: 40, height: 30"]),
    ("size-spellings", ["a.png, width: 0x1F, height: 20.5", "other.png, width: '21', height: 30"]),
    ("type-unknown", ["a.png, type: PNG"]),
    ("truncated", ["cut.png, width: 30", "cut.jpg, width: 40", "short.webp"]),
    ("with-something-behind", ["padded.png", "video.jpg"]),
    ("location", ["where it%27s.jpg", "where.png", "nowhere.jpg"]),
    ("duplicate", ["a.png", "same.png", "a.png", "other.png"]),
    ("unreadable", ["pointer.png", "empty.png"]),
  ]

  static func record(_ images: [String], prefix: String = "https://example.org/") -> String {
    "---\nimages:\n" + images.map { "  - { url: \(prefix)\($0) }\n" }.joined() + "---\n"
  }

  @Test(arguments: cases)
  func check(name: String, images: [String]) async throws {
    let folder = try Self.dataset()
    try folder.write(Self.record(images), to: "Records/a.md")
    let run = await CommandRun.bindery("validate", in: folder.path)
    try Golden.expect(run.transcript(hiding: folder.path), equals: "image-\(name)")
  }

  @Test func limits() async throws {
    let folder = try Self.dataset(configuration: "images: { maximumPixels: 599, maximumBytes: 60 }")
    try folder.write(Self.record(["a.png"]), to: "Records/a.md")
    let run = await CommandRun.bindery("validate", in: folder.path)
    try Golden.expect(run.transcript(hiding: folder.path), equals: "image-limits")
  }

  /// Images named by a member, by a link, or in the text below the front matter are used.
  @Test func unused() async throws {
    let folder = try Self.dataset(configuration: "images: { unused: true }\nignore: ['**/c*']")
    try folder.write(Self.record(["a.png?v=2", "%61.jpg"]), to: "Records/a.md")
    try folder.write(
      "---\nimages: []\n---\n![](/assets/same.png) <https://example.org/other.png>\n",
      to: "Records/b.md")
    try folder.write("text", to: "Assets/notes.txt")
    try folder.write(SampleImage.png(width: 1, height: 1), to: "Assets/below/deep.png")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/Assets/link.png", withDestinationPath: "padded.png")
    try folder.write(Self.record(["link.png"], prefix: "/assets/"), to: "Records/d.md")
    let run = await CommandRun.bindery("validate", in: folder.path)
    try Golden.expect(run.transcript(hiding: folder.path), equals: "image-unused")
    let some = await CommandRun.bindery("validate", "Records/a.md", in: folder.path)
    #expect(some.standardOutput == "" && some.status == 0)
  }
}
