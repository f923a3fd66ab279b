internal import Documents
internal import ImageHeaders

/// `x-image`: an object whose members say where an image is, how large, and of what type.
package final class ImageCheck: Sendable {
  private let url: String
  private let width: String?
  private let height: String?
  private let type: String?

  /// Reads the keyword's value, which names the members.
  init?(_ keyword: Value) {
    guard let url = keyword["url"]?.string else { return nil }
    self.url = url
    width = keyword["width"]?.string
    height = keyword["height"]?.string
    type = keyword["type"]?.string
  }

  func check(_ object: Value, in context: inout CheckContext) {
    guard object.kind == .object, let url = object[url], let text = url.string else { return }
    let lookup = context.lookUp(text)
    switch lookup {
    case .elsewhere: askNetwork(object, url, &context)
    case .missing(let path):
      context.report(
        "image/missing", at: url,
        "this repository serves this image from '\(path)', and there is no such file",
        help: "add the image, or correct the address; upper and lower case matter")
    case .file(let path):
      guard let images = context.images else { return }
      switch images.file(context.absolutePath(path)) {
      case .success(let file):
        context.note(LocalImageUse(url: text, path: path, file: file, value: url))
        compare(file, path, object, url, &context)
      case .failure(let problem):
        context.report(
          "image/unreadable", at: url,
          "'\(VisibleText.escape(path))' cannot be measured: \(problem.message)",
          help: problem.help)
      }
    }
  }

  private func compare(
    _ file: ImageFile, _ path: String, _ object: Value, _ url: Value,
    _ context: inout CheckContext
  ) {
    // The words are made where there is something to report.
    func shownPath() -> String { "'\(VisibleText.escape(path))'" }
    if let header = file.header {
      // Viewers differ in whether they follow the Exif of this format.
      let mayBeTurned = file.format == .webP && file.details.isTurnedByExif
      checkSize(
        MeasuredSize(header, mayBeTurned: mayBeTurned), shownPath(), object, &context)
    }
    checkType(file.format, path, object, url, &context)
    if let truncation = file.truncation {
      context.report(
        "image/truncated", at: url, "\(shownPath()) is cut off: \(truncation)",
        help: "replace the file with the complete image")
    }
    checkLimits(
      file.header, byteCount: file.byteCount, shownPath(), url, &context)
    if file.details.hasCoordinates {
      context.report(
        "image/location", at: url,
        "the Exif metadata of \(shownPath()) say where it was taken (GPS coordinates)",
        help: "remove them: exiftool -overwrite_original -gps:all= \(ShellWord.quoted(path))",
        severity: .warning)
    }
  }

  /// Compares the declared width and height with those of the image.
  func checkSize(
    _ size: MeasuredSize, _ image: @autoclosure () -> String, _ object: Value,
    _ context: inout CheckContext,
    answering question: WebQuestion? = nil
  ) {
    let declared = DeclaredImage(
      width: DeclaredImage.Side(width, of: object), height: DeclaredImage.Side(height, of: object))
    guard !declared.equals(size.shown), !size.fits(declared) else { return }
    let explanation = size.explanation(declared).map { " (\($0))" } ?? ""
    for (side, real) in [(declared.width, size.shown.width), (declared.height, size.shown.height)] {
      guard let side, side.pixels != Double(real) else { continue }
      context.report(
        "image/size", answering: question, at: side.value,
        "'\(side.member)' is declared as \(side.text), and \(image()) has \(real) pixels\(explanation)",
        help: "write \(side.member): \(real)")
      context.edits?.append(SizeEdit(side, to: real, root: context.root, path: context.path))
    }
  }

  private func checkType(
    _ format: ImageFormat, _ path: String, _ object: Value, _ url: Value,
    _ context: inout CheckContext
  ) {
    checkDeclaredType(format, "'\(VisibleText.escape(path))'", object, &context)
    guard let fileExtension = PathName.fileExtension(of: path),
      let named = ImageFormat(fileExtension: String(fileExtension)), !named.includes(format)
    else { return }
    context.report(
      "image/type", at: url,
      "'\(VisibleText.escape(path))' is named like a \(named) image, and is a \(format) image",
      help: "rename it to end in .\(format.fileExtensions[0]), or convert it")
  }

  /// Compares the declared media type with the format of the image.
  func checkDeclaredType(
    _ format: ImageFormat, _ image: @autoclosure () -> String, _ object: Value,
    _ context: inout CheckContext,
    answering question: WebQuestion? = nil
  ) {
    guard let type, let declared = object[type], let text = declared.string,
      ImageFormat(mediaType: text)?.includes(format) != true
    else { return }
    context.report(
      "image/type", answering: question, at: declared,
      "'\(type)' is declared as \(VisibleText.shortened(text)), and \(image()) is a \(format) image",
      help: "write \(type): \(format.mediaType)")
  }

  /// Compares an image with the limits of `bindery.yml`.
  func checkLimits(
    _ header: ImageHeader?, byteCount: Int?, _ image: @autoclosure () -> String, _ url: Value,
    _ context: inout CheckContext, answering question: WebQuestion? = nil
  ) {
    let limits = context.imageLimits
    if let header, let maximum = limits.maximumPixelCount, header.pixelCount > maximum {
      context.report(
        "image/too-large", answering: question, at: url,
        "\(image()) has \(header.width) by \(header.height) pixels, more than the \(maximum) that bindery.yml allows",
        help: "use a smaller version of the image, or raise 'maximumPixels' in bindery.yml")
    }
    if let byteCount, let maximum = limits.maximumByteCount, byteCount > maximum {
      context.report(
        "image/too-large", answering: question, at: url,
        "\(image()) has \(byteCount) bytes, more than the \(maximum) that bindery.yml allows",
        help: "use a smaller version of the image, or raise 'maximumBytes' in bindery.yml")
    }
  }
}
