import Foundation
import TestSupport

/// A dataset in which findings depend on all that they can depend on: schemas, other records, files
/// beside them, the time.
struct CacheDataset {
  let folder: TemporaryFolder
  var path: String { folder.path }

  static let now: Int64 = 1_800_000_000

  static let configuration = """
    name: pages
    collections:
      - { name: pages, include: Records/pages/**/*.md, schema: Schemas/page.schema.json }
      - { name: sites, include: Records/sites/*.yml, schema: Schemas/site.schema.json, key: /domain }
      - { name: lines, include: Records/lines/*.jsonl, schema: Schemas/line.schema.json, key: /id }
    mounts: { /assets/: Assets/ }
    ignore: ["**/.keep"]

    """

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(Self.configuration, to: "bindery.yml")
    try folder.write(
      """
      {
        "type": "object",
        "required": ["title"],
        "properties": {
          "title": { "type": "string", "maxLength": 20 },
          "url": { "type": "string", "x-unique": true },
          "site": { "type": "string", "x-reference": "sites" },
          "file": { "type": "string", "x-link": true },
          "date": { "type": "string", "x-not-after": "now+P1D" },
          "old": { "deprecated": true },
          "image": {
            "type": "object",
            "x-image": { "url": "url", "width": "width", "height": "height" }
          }
        }
      }

      """, to: "Schemas/page.schema.json")
    try folder.write(
      #"{ "type": "object", "properties": { "domain": { "$ref": "domain.schema.json" } } }"#,
      to: "Schemas/site.schema.json")
    try folder.write(
      #"{ "type": "string", "format": "hostname" }"#, to: "Schemas/domain.schema.json")
    try folder.write(
      #"{ "type": "object", "properties": { "site": { "x-reference": "sites" } } }"#,
      to: "Schemas/line.schema.json")
    for number in 0..<150 { try folder.write(Self.page(number), to: Self.pagePath(number)) }
    for number in 0..<5 {
      try folder.write("domain: site\(number).example\n", to: "Records/sites/site\(number).yml")
    }
    try folder.write(
      (0..<20).map { #"{ "id": \#($0), "site": "site\#($0 % 5).example" }"# + "\n" }.joined(),
      to: "Records/lines/all.jsonl")
    try writeImage(width: 3)
  }

  static func pagePath(_ number: Int) -> String { "Records/pages/\(number % 7)/page-\(number).md" }

  static func page(_ number: Int, _ members: String = "") -> String {
    """
    ---
    title: Page \(number)
    url: https://site\(number % 5).example/\(number)
    site: site\(number % 5).example
    \(members)---

    """
  }

  /// Writes the header of a PNG (W3C PNG, 5.2 and 11.2.1), which is all that is measured.
  func writeImage(width: UInt8) throws {
    let header: [UInt8] = Array("IHDR".utf8) + [0, 0, 0, width, 0, 0, 0, 2, 8, 2, 0, 0, 0]
    let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    let end: [UInt8] = [0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82]
    try folder.write(
      signature + [0, 0, 0, 13] + header + checksum(header) + end, to: "Assets/image.png")
  }

  private func checksum(_ bytes: [UInt8]) -> [UInt8] {
    var crc: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
    }
    return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: ~crc >> UInt32($0)) }
  }

  /// Validates with the cache, and returns the whole report.
  func validate(_ options: String..., now: Int64 = CacheDataset.now) async -> CommandRun {
    await CommandRun.bindery(["validate", "--format", "json"] + options, in: path, now: now)
  }

  /// Lets so much time pass that a file's times tell whether it was written again.
  func settle() { usleep(60_000) }
}
