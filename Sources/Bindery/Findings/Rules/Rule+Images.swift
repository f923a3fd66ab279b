/// Rules of `x-image`.
extension Rule {
  static let images = [
    Rule(
      "image/duplicate", "No two addresses of a record show images with the same bytes.",
      severity: .warning,
      meaning: """
        Two images of one record that this repository serves are compared byte by byte. The same \
        address twice is no duplicate.
        """,
      fix: "Show another image, or remove one of the two.",
      examples: .datasets(
        shared: [
          mounted, gallery, ExampleFile("Assets/lime.gif", gif),
          ExampleFile("Assets/copy.gif", gif),
        ],
        failing: [
          ExampleFile(
            "Records/a.yml",
            """
            images:
              - url: https://example.org/assets/lime.gif
              - url: https://example.org/assets/copy.gif
            """)
        ],
        passing: [
          ExampleFile(
            "Records/a.yml",
            """
            images:
              - url: https://example.org/assets/lime.gif
            """)
        ])),
    Rule(
      "image/location", "An image does not say where it was taken.", severity: .warning,
      meaning: """
        Telephones and cameras write the coordinates of the place into a photograph's Exif metadata: \
        in a portrait or in a picture of a home they give an address away. They are looked for in \
        JPEG, PNG, TIFF, WebP, HEIC, AVIF and JPEG XL files.
        """,
      fix:
        "Remove them with `exiftool -overwrite_original -gps:all= FILE`, also from git's history.",
      examples: .datasets(
        shared: [
          mounted, schema, ExampleFile("Records/a.yml", "url: https://example.org/assets/lime.tif"),
        ],
        failing: [ExampleFile("Assets/lime.tif", located)],
        passing: [ExampleFile("Assets/lime.tif", unlocated)])),
    Rule(
      "image/missing", "An image that this repository serves has its file.",
      meaning: """
        `mounts` in `bindery.yml` names the addresses that files of this repository are served \
        under. Upper and lower case matter. Where the address has `x-link` too, `link/missing-file` \
        says it.
        """,
      fix: "Add the image, or correct the address.",
      examples: example(
        failing: "url: https://example.org/assets/Lime.gif",
        passing: "url: https://example.org/assets/lime.gif")),
    Rule(
      "image/opt-out", "An image's owner does not keep it from machines.", severity: .warning,
      meaning: """
        Looked for with `--online`: the header `X-Robots-Tag` with `noai`, `noimageai`, `noindex`, \
        `noimageindex` or `none`, unless it is for one robot alone.
        """,
      fix: "Leave the image out of the dataset, or ask its owner.",
      examples: .told(
        failing: "X-Robots-Tag: noai, noimageai", passing: "(no such header)",
        because: "it takes a server")),
    Rule(
      "image/size", "An image has the width and height that the record declares.",
      meaning: """
        The size in pixels is taken from the file itself, as it is displayed: an orientation in its \
        metadata is followed. Viewers differ in whether they follow the Exif orientation of a WebP \
        image, so the size may be declared with it or without. Lengths of an SVG count as CSS pixels.
        """,
      fix: """
        Write the numbers that the message names (`bindery validate --fix` does), or replace the image.
        """,
      examples: example(
        failing: "url: https://example.org/assets/lime.gif\nwidth: 640\nheight: 480",
        passing: "url: https://example.org/assets/lime.gif\nwidth: 320\nheight: 240")),
    Rule(
      "image/too-large", "An image is within the limits of bindery.yml.",
      meaning: """
        `images` in `bindery.yml` says how many pixels (`maximumPixels`, width times height) and \
        how many bytes (`maximumBytes`) an image may have.
        """,
      fix: "Use a smaller version of the image, or raise the limit.",
      examples: .datasets(
        shared: [
          schema, ExampleFile("Assets/lime.gif", gif),
          ExampleFile("Records/a.yml", "url: https://example.org/assets/lime.gif"),
        ],
        failing: [limited(to: 64_000)], passing: [limited(to: 1_000_000)])),
    Rule(
      "image/truncated", "An image file is complete.",
      meaning: """
        A download or an upload that broke off has a good beginning and no end. The mark that ends \
        an image, or the lengths in its headers, tell.
        """,
      fix: "Replace the file with the complete image.",
      examples: .datasets(
        shared: [
          mounted, schema, ExampleFile("Records/a.yml", "url: https://example.org/assets/lime.gif"),
        ],
        failing: [
          ExampleFile(
            "Assets/lime.gif", .bytes(Array(gifBytes.dropLast()), shown: "(half a GIF image)"))
        ],
        passing: [ExampleFile("Assets/lime.gif", gif)])),
    Rule(
      "image/type", "An image is of the type that its name and the record declare.",
      meaning: """
        The type is taken from the first bytes of the file, and compared with the extension of its \
        name, with the declared media type, and with `--online` with what the server calls it.
        """,
      fix: "Correct the declared type, rename the file, or convert it.",
      examples: example(
        failing: "url: https://example.org/assets/lime.gif\ntype: image/png",
        passing: "url: https://example.org/assets/lime.gif\ntype: image/gif")),
    Rule(
      "image/unreadable", "An image can be measured.",
      meaning: """
        The file is no image, or is damaged. The message says what was found instead: an HTML page, \
        an empty file, the pointer of a file that Git LFS did not fetch.
        """,
      fix: "Replace the file with the image itself; an error page is sometimes saved in its place.",
      examples: .datasets(
        shared: [
          mounted, schema, ExampleFile("Records/a.yml", "url: https://example.org/assets/a.gif"),
        ],
        failing: [ExampleFile("Assets/a.gif", "<html>Not found</html>")],
        passing: [ExampleFile("Assets/a.gif", gif)])),
    Rule(
      "image/unused", "A record names each image that this repository serves.", severity: .warning,
      meaning: """
        Looked for where `bindery.yml` says `images: { unused: true }`, in the folders of `mounts`, \
        when the whole dataset is validated. Images are used by `x-image`, by `x-link`, and by \
        addresses in the text below the front matter.
        """,
      fix: "Remove the file, name it in a record, or add it to `ignore` in `bindery.yml`.",
      examples: .datasets(
        shared: [
          .configuration(
            """
            name: example
            collections:
              - { name: records, include: Records/*, schema: Schemas/record.yml }
            mounts: { https://example.org/assets/: Assets/ }
            images: { unused: true }
            """), schema, ExampleFile("Assets/lime.gif", gif),
        ],
        failing: [ExampleFile("Records/a.yml", "height: 12")],
        passing: [ExampleFile("Records/a.yml", "url: https://example.org/assets/lime.gif")])),
  ]

  /// One record beside an image of 320 by 240 pixels.
  private static func example(failing: String, passing: String) -> RuleExamples {
    .datasets(
      shared: [mounted, schema, ExampleFile("Assets/lime.gif", gif)],
      failing: [ExampleFile("Records/a.yml", failing)],
      passing: [ExampleFile("Records/a.yml", passing)])
  }

  private static let gifBytes =
    Array("GIF89a".utf8) + [0x40, 0x01, 0xF0, 0x00, 0x00, 0x00, 0x00, 0x3B]

  /// The head and the end of a GIF of 320 by 240 pixels, which are all that is read of it.
  private static let gif = ExampleFile.Content.bytes(
    gifBytes, shown: "(a GIF image of 320 by 240 pixels)")

  /// A TIFF of 2 by 1 pixels whose directory leads, at byte 50, to one with a latitude and a longitude.
  private static let located = ExampleFile.Content.bytes(
    tiff(directory: 34_853), shown: "(a TIFF image with coordinates)")
  private static let unlocated = ExampleFile.Content.bytes(
    tiff(directory: 34_850), shown: "(the same image without coordinates)")

  private static func tiff(directory tag: Int) -> [UInt8] {
    func number(_ value: Int, _ byteCount: Int) -> [UInt8] {
      (0..<byteCount).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    func entry(_ tag: Int, _ type: Int, _ count: Int, _ value: Int) -> [UInt8] {
      number(tag, 2) + number(type, 2) + number(count, 4) + number(value, 4)
    }
    let degrees = [48, 1, 8, 1, 0, 1].flatMap { number($0, 4) }
    return Array("MM".utf8) + number(42, 2) + number(8, 4) + number(3, 2) + entry(256, 4, 1, 2)
      + entry(257, 4, 1, 1) + entry(tag, 4, 1, 50) + number(0, 4) + number(2, 2)
      + entry(2, 5, 3, 80) + entry(4, 5, 3, 80) + number(0, 4) + degrees
  }

  private static func limited(to pixelCount: Int) -> ExampleFile {
    .configuration(
      """
      name: example
      collections:
        - { name: records, include: Records/*, schema: Schemas/record.yml }
      mounts: { https://example.org/assets/: Assets/ }
      images: { maximumPixels: \(pixelCount) }
      """)
  }

  private static let gallery = ExampleFile.schema(
    "properties: { images: { items: { x-image: { url: url } } } }")

  private static let schema = ExampleFile.schema(
    "x-image: { url: url, width: width, height: height, type: type }")

  private static let mounted = ExampleFile.configuration(
    """
    name: example
    collections:
      - { name: records, include: Records/*, schema: Schemas/record.yml }
    mounts: { https://example.org/assets/: Assets/ }
    """)
}
