extension ImageFormat {
  public static let svg = Self(
    "SVG", mediaType: "image/svg+xml", fileExtensions: ["svg", "svgz"])
}

/// Scalable Vector Graphics in UTF-8, also compressed by gzip.
///
/// A length in an absolute unit counts as CSS pixels, rounded to whole ones. A missing side comes from
/// the aspect ratio of `viewBox`; when both are missing, `viewBox` itself is the size. The document
/// is not validated, and entities are not expanded.
/// Specifications: <https://www.w3.org/TR/SVG2/embedded.html#SVGElement>,
/// <https://www.w3.org/TR/css-images-3/#sizing>
enum SVG: HeaderReader {
  static let formats = [ImageFormat.svg]

  /// How far into the file the root element may reach.
  static let windowByteCount = ImageHeaders.suggestedPrefixByteCount

  static func recognize(_ prefix: KnownBytes) throws(HeaderStop) -> ImageFormat? {
    do {
      let markup = try markup(prefix)
      var scanner = MarkupScanner(windowByteCount: windowByteCount)
      guard let name = try scanner.takeRootName(markup) else { return nil }
      return name == "svg" || name.hasSuffix(":svg") ? .svg : nil
    } catch {
      // Compressed data that are damaged could be anything.
      guard case .needsMore = error else { return nil }
      throw error
    }
  }

  /// The text of the document, decompressed where it is compressed.
  private static func markup(_ prefix: KnownBytes) throws(HeaderStop) -> KnownBytes {
    guard let text = try InflatedText.read(prefix, maximumByteCount: windowByteCount) else {
      return prefix
    }
    // The window holds all that is looked at; behind a shorter text there is nothing.
    var markup = KnownBytes()
    markup.add(text + [UInt8](repeating: 0x20, count: windowByteCount - text.count), at: 0)
    return markup
  }

  static func read(
    _ prefix: KnownBytes, as format: ImageFormat
  ) throws(HeaderStop) -> ImageHeader {
    let prefix = try markup(prefix)
    var scanner = MarkupScanner(windowByteCount: windowByteCount)
    _ = try scanner.takeRootName(prefix)
    var attributes: [String: String] = [:]
    while let (name, value) = try scanner.takeAttribute(prefix) {
      if attributes[name] == nil { attributes[name] = value }
    }
    let viewBox = attributes["viewBox"].flatMap(SVGLength.viewBox)
    var width = attributes["width"].flatMap(SVGLength.pixels)
    var height = attributes["height"].flatMap(SVGLength.pixels)
    if let viewBox {
      let given = (width: width, height: height)
      width = width ?? given.height.map { $0 * viewBox.width / viewBox.height } ?? viewBox.width
      height = height ?? given.width.map { $0 * viewBox.height / viewBox.width } ?? viewBox.height
    }
    guard let width, let height else { throw .noPixelSize }
    return ImageHeader(
      format: .svg, width: try wholePixels(width), height: try wholePixels(height), frameCount: nil)
  }

  private static func wholePixels(_ length: Double) throws(HeaderStop) -> Int {
    guard length >= 0, length <= Double(Int32.max) else {
      throw .malformed("its size is out of range")
    }
    return length > 0 ? max(1, Int(length.rounded())) : 0
  }

  /// The end of the last tag: a document that was cut off ends in text, or inside a tag.
  static func endMarker(in tail: Span<UInt8>) -> EndMarker {
    var end = tail.count
    while end > 0, tail[end - 1].isSpace || tail[end - 1] == 0 { end -= 1 }
    // A compressed document has no end of its own.
    guard !tail.indices.contains(where: { tail[$0] < 9 && tail[$0] > 0 }) else {
      return .notChecked
    }
    return end > 0 && tail[end - 1] == UInt8(ascii: ">")
      ? .present(trailingByteCount: tail.count - end) : .absent
  }
}
