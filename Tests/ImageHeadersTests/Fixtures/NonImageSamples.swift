import ImageHeaders

extension Sample {
  static let nonImages = texts + binaries

  private static let texts = [
    ("", .empty),
    ("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 1\n", .gitLFSPointer),
    ("<!DOCTYPE html>\n<title>404</title>", .html),
    ("\u{FEFF}\n  <HTML lang=en>", .html),
    ("<h1>Not found</h1>", .html),
    ("<b", .html),
    ("<?xml version='1.0'?><!DOCTYPE html><html xmlns='http://www.w3.org/1999/xhtml'>", .html),
    ("<?xml version='1.0'?><rss version='2.0'/>", .xml),
    ("<Error><Code>AccessDenied</Code></Error>", .xml),
    ("<article>text</article>", .xml),
    ("{\"error\": 404}", .json), ("{}", .json), ("[\n  1]", .json), ("[]", .json),
    ("{braces} in a text", .text), ("[link](there)", .text), ("{", .text),
    ("< 5 minutes", .text), ("<", .text), ("Moved Permanently", .text), ("\n\n", .text),
    ("d\u{E9}j\u{E0} vu \u{1F600}", .text),
  ].map { (text: String, content: NonImageContent) in
    Sample("not an image: \(text.debugDescription)", .text(text), .unrecognized(content))
  }

  private static let binaries = [
    Sample(
      "text in UTF-16", .hexadecimal("FFFE 6100 6200"), .unrecognized(.text)),
    Sample(
      "PDF", .text("%PDF-1.7\n%\u{1}"), .unrecognized(.other(name: "a PDF document"))),
    Sample(
      "ZIP", .hexadecimal("504B0304 1400"), .unrecognized(.other(name: "a ZIP archive"))),
    Sample(
      "MP4", fileType("isom", ["mp41", "avc1"]),
      .unrecognized(.other(name: "an MP4 or QuickTime file"))),
    Sample(
      "WAVE audio", .text("RIFF") + .little32(4) + .text("WAVE"),
      .unrecognized(.other(name: "a RIFF file that is not WebP"))),
    Sample(
      "unknown bytes", (0..<40).map { UInt8($0) },
      .unrecognized(
        .unknown(firstBytes: "00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f"))),
  ]
}
