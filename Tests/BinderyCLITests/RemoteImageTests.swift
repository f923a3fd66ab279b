import Bindery
import Foundation
import TestSupport
import Testing

/// What is found about images on other servers, and how little of them is taken for that.
struct RemoteImageTests {
  /// A dataset whose record shows images of a scripted server.
  private final class Gallery {
    let folder: TemporaryFolder
    let server: ScriptedServer
    private var network = NetworkSettings()

    init(images: String = "", schema: String = "") throws {
      folder = try TemporaryFolder()
      server = try ScriptedServer()
      network.resolve["a.test"] = ["127.0.0.1"]
      try folder.write(
        """
        name: galleries
        collections: [{ name: galleries, include: Records/*.yml, schema: schema.json }]
        links: { ports: [\(server.port)], timeout: 5s, interval: 0ms }
        images: { \(images) }

        """, to: "bindery.yml")
      try folder.write(
        """
        { "properties": { "images": { "items": {
          "x-image": { "url": "url", "width": "width", "height": "height", "type": "type" }\(schema)
        } } } }

        """, to: "schema.json")
    }

    func url(_ path: String) -> String { server.url(path, host: "a.test") }

    func write(_ images: [String]) throws {
      let lines = images.map { "- { url: \(server.url("", host: "a.test"))\($0) }\n" }.joined()
      try folder.write("images:\n\(lines)", to: "Records/a.yml")
    }

    func run(_ arguments: String...) async -> CommandRun {
      await CommandRun.bindery(
        ["validate", "--online", "--allow-private-addresses"] + arguments, in: folder.path,
        network: network)
    }

    func transcript(_ run: CommandRun) -> String {
      run.transcript(hiding: folder.path).replacing(":\(server.port)", with: ":PORT")
    }
  }

  private static let png = SampleImage.png(width: 30, height: 20)

  @Test func goodImagesAreAskedOnceADay() async throws {
    let gallery = try Gallery(schema: #", "properties": { "url": { "x-link": true } }"#)
    gallery.server.route("/a.png") { .file(Self.png, for: $0, type: "image/png") }
    try gallery.write(["/a.png, width: 30, height: 20, type: image/png", "/a.png#part, width: 30"])
    let first = await gallery.run()
    #expect(first.status == 0 && first.standardOutput == "", "\(gallery.transcript(first))")
    // The link to the image is not asked for beside the image.
    #expect(gallery.server.requests("/a.png").map(\.method) == ["GET"])
    let second = await gallery.run()
    #expect(second.status == 0 && second.standardOutput == "")
    #expect(gallery.server.requestCount == 1)
  }

  @Test func findings() async throws {
    let gallery = try Gallery(images: "maximumPixels: 1000, maximumBytes: 3000")
    let server = gallery.server
    server.route("/size") { .file(Self.png, for: $0, type: "image/png") }
    server.route("/type") { .file(Self.png, for: $0, type: "image/jpeg; charset=x") }
    server.route("/page") { .file(Array("<!DOCTYPE html>".utf8), for: $0, type: "text/html") }
    server.route("/empty") { .file([], for: $0, type: "image/png") }
    server.route("/large") {
      .file(Self.png + [UInt8](repeating: 0, count: 3_000), for: $0, type: "image/png")
    }
    server.route("/many") {
      .file(SampleImage.png(width: 100, height: 100), for: $0, type: "image/png")
    }
    server.route("/private") {
      let response = ScriptedResponse.file(Self.png, for: $0, type: "image/png")
      return response.with(
        \.headers,
        response.headers + [
          ("X-Robots-Tag", "otherbot: noindex"), ("X-Robots-Tag", "noai, NoImageAI, nofollow"),
        ])
    }
    try gallery.write([
      "/size, width: 31, height: 20", "/type, type: image/gif", "/page", "/empty", "/large",
      "/many", "/private", "/gone",
    ])
    let run = await gallery.run()
    try Golden.expect(gallery.transcript(run), equals: "online-image-findings")
  }

  /// What is no image is looked at again by the next run.
  @Test func problemsAreNotRemembered() async throws {
    let gallery = try Gallery()
    gallery.server.route("/a") { request in
      request.number == 1
        ? .file(Array("text".utf8), for: request) : .file(Self.png, for: request, type: "image/png")
    }
    try gallery.write(["/a"])
    #expect(await gallery.run().status == 1)
    #expect(await gallery.run().status == 0)
  }

  @Test func sizesAreWrittenOnRequest() async throws {
    let gallery = try Gallery()
    gallery.server.route("/a") { .file(Self.png, for: $0, type: "image/png") }
    try gallery.write(["/a,  width: 31  "])
    let before = try gallery.folder.read("Records/a.yml")
    let run = await gallery.run("--fix")
    #expect(run.status == 0, "\(gallery.transcript(run))")
    #expect(
      try gallery.folder.read("Records/a.yml") == before.replacing("width: 31", with: "width: 30"))
  }

  /// Each of these brings the size all the same.
  @Test(arguments: [
    "no-ranges", "chunked", "unknown-length", "wrong-part", "changing", "redirect", "whole-later",
  ])
  func servers(_ name: String) async throws {
    let gallery = try Gallery()
    let profile = [UInt8](repeating: 0x58, count: 9_000)
    let jpeg = Self.jpeg(width: 40, height: 30, before: profile)
    gallery.server.route("/a.jpg") { request in
      let whole = ScriptedResponse.bytes(jpeg, type: "image/jpeg")
      switch name {
      case "chunked": return whole.with(\.length, .chunked)
      case "unknown-length": return whole.with(\.length, .unknown)
      case "wrong-part" where request.number == 1:
        return whole.with(\.status, 206)
          .with(\.headers, [("Content-Range", "bytes 5-9/20"), ("Content-Type", "image/jpeg")])
      case "changing":
        return .file(
          jpeg, for: request, tag: request.number == 1 ? "\"1\"" : "\"2\"", type: "image/jpeg")
      case "redirect": return .redirect(to: "/b.jpg")
      case "whole-later":
        return request.number == 1 ? .file(jpeg, for: request, type: "image/jpeg") : whole
      default: return whole
      }
    }
    gallery.server.route("/b.jpg") { .file(jpeg, for: $0, type: "image/jpeg") }
    try gallery.write(["/a.jpg, width: 40, height: 30"])
    let run = await gallery.run()
    try Golden.expect(gallery.transcript(run), equals: "online-image-\(name)")
  }

  @Test func profilesStayOnTheServer() async throws {
    let gallery = try Gallery()
    let profile = [UInt8](repeating: 0x58, count: 60_000)
    gallery.server.route("/a.jpg") {
      .file(
        Self.jpeg(width: 40, height: 30, before: profile) + profile, for: $0, type: "image/jpeg")
    }
    try gallery.write(["/a.jpg, width: 40, height: 30"])
    let run = await gallery.run()
    #expect(run.status == 0 && run.standardOutput == "", "\(gallery.transcript(run))")
    #expect(gallery.server.sentByteCount("/a.jpg") <= 4_096)
    #expect(gallery.server.requestCount == 2)
  }

  /// A server that answers without end is left after a while.
  @Test func endlessImage() async throws {
    let gallery = try Gallery()
    gallery.server.route("/a") { _ in .endlessBody }
    try gallery.write(["/a"])
    let run = await gallery.run()
    #expect(run.standardOutput.hasPrefix("error[image/unreadable]"))
  }

  /// A JPEG with a comment before its frame header.
  private static func jpeg(width: Int, height: Int, before comment: [UInt8]) -> [UInt8] {
    let jpeg = SampleImage.jpeg(width: width, height: height)
    let length = comment.count + 2
    return Array(jpeg[..<2]) + [0xFF, 0xFE, UInt8(length >> 8), UInt8(length & 0xFF)] + comment
      + jpeg[2...]
  }

  /// Photographs with the metadata and profiles that cameras and editors write.
  @Test(.enabled(if: Shell.hasPythonModule("PIL"), "python3 has no Pillow (pip install Pillow)"))
  func photographsTakeLittle() async throws {
    let gallery = try Gallery()
    let script = ProjectFolder.root + "/Tests/BinderyCLITests/photographs.py"
    try Shell.run("python3", script, "200", "7", gallery.folder.url("photographs").path)
    let list = try gallery.folder.read("photographs/sizes.tsv").split(separator: "\n")
    var images: [String] = []
    for line in list {
      let fields = line.split(separator: "\t").map(String.init)
      try #require(fields.count == 4)
      let bytes = try gallery.folder.bytes("photographs/\(fields[0])")
      gallery.server.route("/" + fields[0]) { .file(bytes, for: $0, type: fields[3]) }
      images.append("/\(fields[0]), width: \(fields[1]), height: \(fields[2])")
    }
    try gallery.write(images)
    let run = await gallery.run()
    #expect(run.status == 0 && run.standardOutput == "", "\(gallery.transcript(run))")
    let taken = list.map { line in
      gallery.server.sentByteCount("/" + line.prefix { $0 != "\t" })
    }
    let share = Double(taken.count { $0 <= 4_096 }) / Double(taken.count)
    print(
      "at most 4 KiB of \(share * 100) % of \(taken.count) photographs, at most \(taken.max() ?? 0)"
    )
    #expect(share >= 0.95)
  }
}
