import Foundation
import TestSupport
import Testing

/// What the keywords of our own find: links, images, and what holds across records.
struct CheckTests {
  /// A dataset of pages that name each other, with one good record in each collection.
  private func dataset() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      name: pages
      collections:
        - { name: pages, include: Records/pages/*.md, schema: Schemas/page.schema.json }
        - { name: sites, include: Records/sites/*.yml, schema: Schemas/site.schema.json, key: /domain }
      mounts:
        https://example.org/assets/: Assets/
        /assets/: Assets/

      """, to: "bindery.yml")
    try folder.write(
      """
      {
        "type": "object",
        "properties": {
          "url": { "type": "string", "x-link": { "hostWithin": "1/site" }, "x-unique": true },
          "secure": { "type": "string", "x-link": { "schemes": ["https"] } },
          "cache": { "type": "string", "x-link": { "ampCacheOf": "1/url" } },
          "file": { "type": "string", "x-link": true },
          "site": { "type": "string", "x-reference": "sites" },
          "image": {
            "type": "object",
            "x-image": { "url": "url", "width": "width", "height": "height", "type": "type" },
            "properties": { "url": { "type": "string" } }
          }
        }
      }

      """, to: "Schemas/page.schema.json")
    try folder.write(
      #"{ "type": "object", "properties": { "domain": { "type": "string", "format": "hostname" } } }"#,
      to: "Schemas/site.schema.json")
    try folder.write("domain: example.org\n", to: "Records/sites/example.yml")
    try folder.write(
      "---\nurl: https://www.example.org/first\nsite: example.org\n---\n",
      to: "Records/pages/first.md")
    try folder.write(Self.png(width: 3, height: 2), to: "Assets/three-by-two.png")
    try folder.write(Self.jpeg(width: 4, height: 5), to: "Assets/four-by-five.jpg")
    try folder.write(Self.png(width: 1, height: 1), to: "Assets/really-a-png.jpg")
    try folder.write("<!DOCTYPE html><title>404</title>", to: "Assets/page.png")
    return folder
  }

  /// The signature and header chunk of a PNG (W3C PNG, 5.2 and 11.2.1), and its end chunk.
  private static func png(width: UInt8, height: UInt8) -> [UInt8] {
    let header: [UInt8] = Array("IHDR".utf8) + [0, 0, 0, width, 0, 0, 0, height, 8, 2, 0, 0, 0]
    return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] + header + crc(header)
      + [0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82]
  }

  private static func crc(_ bytes: [UInt8]) -> [UInt8] {
    var crc: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
    }
    crc = ~crc
    return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: crc >> UInt32($0)) }
  }

  /// The frame header of a baseline JPEG (ITU T.81, B.2.2), without a picture.
  private static func jpeg(width: UInt8, height: UInt8) -> [UInt8] {
    [0xFF, 0xD8, 0xFF, 0xC0, 0, 11, 8, 0, height, 0, width, 1, 1, 0x11, 0, 0xFF, 0xD9]
  }

  static let cases: [(name: String, members: String)] = [
    ("link-no-scheme", "url: www.example.org/a"),
    ("link-white-space", "url: \"https://www.example.org/a b\""),
    ("link-character", "url: https://www.example.org/é"),
    ("link-percent", "url: https://www.example.org/%zz"),
    ("link-scheme", "url: ftp://www.example.org/"),
    ("link-scheme-https", "secure: http://www.example.org/"),
    ("link-credentials", "url: https://me:secret@www.example.org/\nsite: example.org"),
    ("link-host", "url: https://www.example.com/\nsite: example.org"),
    ("link-host-alike", "url: https://badexample.org/\nsite: example.org"),
    ("link-empty-host-part", "url: https://www..example.org/"),
    ("link-port", "url: https://www.example.org:99999/"),
    ("link-escaped-in-yaml", "url: \"https://www.example.org/\\x41 b\""),
    ("link-control-character", "file: \"https://www.example.org/a\\ab\""),
    ("link-tab", "file: \"https://www.example.org/a\\tb\""),
    ("link-line-break", "file: |\n  https://www.example.org/a\n  "),
    ("link-no-break-space", "file: https://www.example.org/a\u{A0}b"),
    ("link-zero-width-space", "file: https://www.example.org/a\u{200B}"),
    ("link-host-beyond-ascii", "file: https://bücher.example/a?b"),
    ("link-host-beyond-ascii-wrong", "file: https://bü–cher.example/"),
    ("link-punycode-good", "file: https://xn--bcher-kva.xn--e1afmkfd.xn--r8jz45g/"),
    ("link-punycode-symbol-good", "file: https://xn--i-7iq.example/"),
    ("link-punycode-invalid", "file: https://www.xn--99999999999.example/"),
    ("link-punycode-compatibility", "file: https://xn--pple-zg0y.example/"),
    ("link-punycode-mark", "file: https://xn--pple-uvc.example/"),
    ("link-punycode-joiner", "file: https://xn--pple-676a.example/"),
    ("link-punycode-directions", "file: https://xn--1-0hcd.example/"),
    ("link-look-alike", "file: https://www.xn--pypl-53dc.example/"),
    ("link-look-alike-script", "file: https://xn--80ak6aa92e.example/"),
    ("link-look-alike-unicode", "file: https://pаypаl.example/"),
    ("link-look-alike-good", "file: https://xn--n1aen.xn--p1ai/"),
    ("link-scripts-together-good", "file: https://xn--abc-3c4bpeui6eq847a6htb.example/"),
    (
      "link-tracking",
      "file: https://www.example.org/a?id=7&UTM_Source=feed&utm_medium=rss&page=2#part"
    ),
    ("link-tracking-alone", "file: https://www.example.org/a?fbclid=IwAR0"),
    (
      "link-tracking-good", "file: https://www.example.org/a?utm=1&ref=b&gclidx=2&source=utm_source"
    ),
    ("link-missing-file", "file: https://example.org/assets/nowhere.png"),
    ("link-other-case", "file: https://example.org/assets/Three-by-two.png"),
    ("link-outside-mount", "file: https://example.org/assets/../bindery.yml"),
    ("link-bare-path", "file: /assets/three-by-two.png"),
    (
      "link-amp-cache",
      "url: https://www.example.org/b?x=1\ncache: https://www-example-org.cdn.ampproject.org/c/www.example.org/b"
    ),
    (
      "link-amp-cache-good",
      "url: https://www.example.org/b?x=1\ncache: https://www-example-org.cdn.ampproject.org/c/s/www.example.org/b?x=1"
    ),
    (
      "image-good",
      "image: { url: https://example.org/assets/three-by-two.png, width: 3, height: 2, type: image/png }"
    ),
    ("image-good-jpeg", "image: { url: /assets/four-by-five.jpg, width: 4, height: 5 }"),
    (
      "image-size",
      "image: { url: https://example.org/assets/three-by-two.png, width: 30, height: 2 }"
    ),
    (
      "image-swapped",
      "image: { url: https://example.org/assets/three-by-two.png, width: 2, height: 3 }"
    ),
    (
      "image-type",
      "image: { url: https://example.org/assets/three-by-two.png, width: 3, height: 2, type: image/jpeg }"
    ),
    (
      "image-extension",
      "image: { url: https://example.org/assets/really-a-png.jpg, width: 1, height: 1 }"
    ),
    (
      "image-unreadable", "image: { url: https://example.org/assets/page.png, width: 1, height: 1 }"
    ),
    ("image-missing", "image: { url: https://example.org/assets/none.png, width: 1, height: 1 }"),
    ("image-elsewhere", "image: { url: https://example.com/none.png, width: 1, height: 1 }"),
    ("reference-missing", "site: example.com"),
    ("unique-duplicate", "url: https://www.example.org/first"),
  ]

  @Test(arguments: cases)
  func check(name: String, members: String) async throws {
    let folder = try dataset()
    try folder.write("---\n\(members)\n---\n", to: "Records/pages/second.md")
    let run = await CommandRun.bindery("validate", in: folder.path)
    try Golden.expect(run.transcript(hiding: folder.path), equals: "check-\(name)")
  }

  /// Dots to hyphens, hyphens doubled, names of other scripts encoded anew.
  @Test(arguments: [
    (
      "https://www.example.org/a",
      "https://www-example-org.cdn.ampproject.org/c/s/www.example.org/a"
    ),
    ("http://example.org/a?b#c", "https://example-org.cdn.ampproject.org/c/example.org/a?b"),
    (
      "https://en-us.example.com/",
      "https://0-en--us-example-com-0.cdn.ampproject.org/c/s/en-us.example.com/"
    ),
    (
      "https://xn--57hw060o.com/",
      "https://xn---com-p33b41770a.cdn.ampproject.org/c/s/xn--57hw060o.com/"
    ),
  ])
  func ampCacheAddress(page: String, cache: String) async throws {
    let folder = try dataset()
    try folder.write("---\nurl: \(page)\ncache: \(cache)\n---\n", to: "Records/pages/second.md")
    let run = await CommandRun.bindery("validate", in: folder.path)
    #expect(run.status == 0, "\(run.standardOutput)")
  }
}
