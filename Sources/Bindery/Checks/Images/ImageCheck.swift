internal import Documents
internal import ImageHeaders

/// `x-image`: an object whose members say where an image is and how large.
package struct ImageCheck: Sendable {
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
    switch context.mounts.lookUp(text) {
    case .elsewhere: return
    case .missing(let path):
      context.report(
        "image/missing", at: url,
        "this repository serves this image from '\(path)', and there is no such file",
        help: "add the image, or correct the address; upper and lower case matter")
    case .file(let path):
      switch ImageFile.read(context.mounts.absolutePath(path)) {
      case .success(let header): compare(header, path, object, url, &context)
      case .failure(let problem):
        context.report(
          "image/unreadable", at: url, "'\(path)' cannot be measured: \(problem.message)",
          help: "replace the file with the image itself")
      }
    }
  }

  private func compare(
    _ header: ImageHeader, _ path: String, _ object: Value, _ url: Value,
    _ context: inout CheckContext
  ) {
    let real = (width: header.displayWidth, height: header.displayHeight)
    let declared = (width: width.flatMap { object[$0] }, height: height.flatMap { object[$0] })
    for (member, declared, real) in [
      (width, declared.width, real.width), (height, declared.height, real.height),
    ] {
      guard let member, let declared, let number = declared.integer, number != real else {
        continue
      }
      let isSwapped =
        self.declared(declared: object) == (header.height, header.width)
        && header.width != header.height
      context.report(
        "image/size", at: declared,
        "'\(member)' is declared as \(number), and '\(path)' has \(real) pixels"
          + (isSwapped ? " (width and height are swapped)" : ""),
        help: "write \(member): \(real)")
    }
    checkType(header.format, path, object, url, &context)
  }

  private func declared(declared object: Value) -> (Int, Int) {
    ((width.flatMap { object[$0]?.integer }) ?? 0, (height.flatMap { object[$0]?.integer }) ?? 0)
  }

  private func checkType(
    _ format: ImageFormat, _ path: String, _ object: Value, _ url: Value,
    _ context: inout CheckContext
  ) {
    if let type, let declared = object[type], let text = declared.string,
      ImageFormat(mediaType: text) != format
    {
      context.report(
        "image/type", at: declared,
        "'\(type)' is declared as \(text), and '\(path)' is a \(format) image",
        help: "write \(type): \(format.mediaType)")
    }
    let name = path.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: "."),
      let named = ImageFormat(fileExtension: String(name[name.index(after: dot)...])),
      named != format
    else { return }
    context.report(
      "image/type", at: url, "'\(path)' is named like a \(named) image, and is a \(format) image",
      help: "rename it to end in .\(format.fileExtensions[0]), or convert it")
  }
}
