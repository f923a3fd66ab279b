/// Says what a file is when it is not an image.
///
/// Follows the MIME Sniffing Standard where that has a rule. Looks only at the first
/// ``windowByteCount`` bytes, so that a longer prefix cannot change the answer.
/// Specification: <https://mimesniff.spec.whatwg.org/>
enum ContentSniffer {
  static let windowByteCount = 512

  static func content(of prefix: Span<UInt8>) -> NonImageContent {
    let window = prefix.extracting(first: windowByteCount)
    guard window.count > 0 else { return .empty }
    if window.starts(with: gitLFSPointerStart) { return .gitLFSPointer }
    for (name, signature, offset) in otherFormats where window.starts(with: signature, at: offset) {
      return .other(name: name)
    }
    if window.starts(with: [0xFF, 0xFE]) || window.starts(with: [0xFE, 0xFF]) { return .text }
    guard isText(window) else { return .unknown(firstBytes: window.hexadecimal(first: 16)) }
    let byteOrderMarkCount = window.starts(with: byteOrderMark) ? byteOrderMark.count : 0
    let start = window.firstNonSpace(from: byteOrderMarkCount)
    if startsAsJSON(window, at: start) { return .json }
    if startsAsHTML(window, at: start) { return .html }
    if startsAsXML(window, at: start) { return .xml }
    return .text
  }

  static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// How every Git LFS pointer starts.
  ///
  /// Specification: <https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md#the-pointer>
  private static let gitLFSPointerStart = Array("version https://git-lfs.github.com/spec/".utf8)

  private static let otherFormats: [(name: String, signature: [UInt8], offset: Int)] = [
    ("a PDF document", Array("%PDF-".utf8), 0),
    ("a PostScript document", Array("%!PS".utf8), 0),
    ("a ZIP archive", [0x50, 0x4B, 0x03, 0x04], 0),
    ("gzip-compressed data", [0x1F, 0x8B, 0x08], 0),
    ("a Zstandard-compressed file", [0x28, 0xB5, 0x2F, 0xFD], 0),
    ("an MP4 or QuickTime file", Array("ftyp".utf8), 4),
    ("a Matroska or WebM video", [0x1A, 0x45, 0xDF, 0xA3], 0),
    ("a RIFF file that is not WebP", Array("RIFF".utf8), 0),
    ("an Ogg file", Array("OggS".utf8), 0),
    ("an MP3 audio file", Array("ID3".utf8), 0),
    ("a WOFF font", Array("wOF".utf8), 0),
    ("an ELF executable", [0x7F, 0x45, 0x4C, 0x46], 0),
    ("a QOI image, which is not supported", Array("qoif".utf8), 0),
    ("an OpenEXR image, which is not supported", [0x76, 0x2F, 0x31, 0x01], 0),
    ("a JPEG XR image, which is not supported", [0x49, 0x49, 0xBC], 0),
  ]

  /// Whether no byte is one that text does not hold.
  ///
  /// Specification: <https://mimesniff.spec.whatwg.org/#binary-data-byte>
  private static func isText(_ window: Span<UInt8>) -> Bool {
    for index in window.indices {
      switch window[index] {
      case 0x00...0x08, 0x0B, 0x0E...0x1A, 0x1C...0x1F: return false
      default: continue
      }
    }
    return true
  }

  /// Whether an object or array opens and goes on as only JSON does.
  private static func startsAsJSON(_ window: Span<UInt8>, at start: Int) -> Bool {
    let next = window.firstNonSpace(from: min(start + 1, window.count))
    guard start < window.count, next < window.count else { return false }
    switch (window[start], window[next]) {
    case (UInt8(ascii: "{"), UInt8(ascii: "\"")), (UInt8(ascii: "{"), UInt8(ascii: "}")):
      return true
    case (UInt8(ascii: "["), let byte):
      return Array("{[\"]-0123456789tfn".utf8).contains(byte)
    default:
      return false
    }
  }

  /// Whether a tag opens that HTML alone has, or, behind an XML prolog, the one of XHTML.
  ///
  /// Specification: <https://mimesniff.spec.whatwg.org/#rules-for-identifying-an-unknown-mime-type>
  private static func startsAsHTML(_ window: Span<UInt8>, at start: Int) -> Bool {
    for tag in htmlTags where window.startsIgnoringCase(with: tag, at: start) {
      guard start + tag.count < window.count else { return true }
      let following = window[start + tag.count]
      if following == UInt8(ascii: ">") || following.isSpace { return true }
    }
    guard startsAsXML(window, at: start) else { return false }
    return window.indices.contains { window.startsIgnoringCase(with: html, at: $0) }
  }

  private static let html = Array("<html".utf8)

  private static let htmlTags: [[UInt8]] = [
    "<!doctype html", "<html", "<head", "<script", "<iframe", "<h1", "<div", "<font", "<table",
    "<a", "<style", "<title", "<b", "<body", "<br", "<p",
  ].map { Array($0.utf8) }

  /// Whether a declaration, a comment or a tag opens.
  private static func startsAsXML(_ window: Span<UInt8>, at start: Int) -> Bool {
    guard start + 1 < window.count, window[start] == UInt8(ascii: "<") else { return false }
    switch window[start + 1] {
    case UInt8(ascii: "?"), UInt8(ascii: "!"), UInt8(ascii: "_"): return true
    case let byte: return (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte.lowercased)
    }
  }
}
