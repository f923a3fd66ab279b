/// Rules of `x-image`.
extension Rule {
  static let images = [
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
      "image/size", "An image has the width and height that the record declares.",
      meaning: """
        The size in pixels is taken from the file itself, as it is displayed: an orientation in its \
        metadata is followed.
        """,
      fix: "Write the numbers that the message names, or replace the image.",
      examples: example(
        failing: "url: https://example.org/assets/lime.gif\nwidth: 640\nheight: 480",
        passing: "url: https://example.org/assets/lime.gif\nwidth: 320\nheight: 240")),
    Rule(
      "image/type", "An image is of the type that its name and the record declare.",
      meaning: "The type is taken from the first bytes of the file.",
      fix: "Correct the declared type, rename the file, or convert it.",
      examples: example(
        failing: "url: https://example.org/assets/lime.gif\ntype: image/png",
        passing: "url: https://example.org/assets/lime.gif\ntype: image/gif")),
    Rule(
      "image/unreadable", "An image can be measured.",
      meaning: "The file is no image, is damaged, or has no size in pixels.",
      fix: "Replace the file with the image itself; an error page is sometimes saved in its place.",
      examples: .datasets(
        shared: [
          mounted, schema, ExampleFile("Records/a.yml", "url: https://example.org/assets/a.gif"),
        ],
        failing: [ExampleFile("Assets/a.gif", "<html>Not found</html>")],
        passing: [ExampleFile("Assets/a.gif", gif)])),
  ]

  /// One record beside an image of 320 by 240 pixels.
  private static func example(failing: String, passing: String) -> RuleExamples {
    .datasets(
      shared: [mounted, schema, ExampleFile("Assets/lime.gif", gif)],
      failing: [ExampleFile("Records/a.yml", failing)],
      passing: [ExampleFile("Records/a.yml", passing)])
  }

  /// The head of a GIF of 320 by 240 pixels, which is all that is read of it.
  private static let gif = ExampleFile.Content.bytes(
    Array("GIF89a".utf8) + [0x40, 0x01, 0xF0, 0x00, 0x00, 0x00, 0x00, 0x3B],
    shown: "(a GIF image of 320 by 240 pixels)")

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
