internal import Documents
internal import ImageHeaders

extension ImageCheck {
  /// Compares a record with the image that a server sends.
  func askNetwork(_ object: Value, _ url: Value, _ context: inout CheckContext) {
    guard context.questions.areWanted, let text = url.string else { return }
    let bytes = Array(text.utf8)
    guard let address = try? WebAddress(bytes.span), address.userInfo == nil,
      ["https", "http"].contains(bytes.span.extracting(address.scheme).string.lowercased())
    else { return }
    let question = WebQuestion(kind: .image, url: CanonicalURL.text(of: address, in: bytes.span))
    guard let answer = context.ask(question, at: url), answer.outcome.isSuccess,
      let image = answer.detail.flatMap(RemoteImage.init)
    else { return }
    if !image.optOuts.isEmpty {
      context.report(
        "image/opt-out", answering: question, at: url,
        "the image's owner keeps it from machines: X-Robots-Tag: \(image.optOuts.joined(separator: ", "))",
        help: "leave the image out of the dataset, or ask its owner", severity: .warning)
    }
    switch image.finding {
    case .problem(let message):
      context.report(
        "image/unreadable", answering: question, at: url,
        "the image cannot be measured: \(VisibleText.shortened(message, maximumScalarCount: 200))",
        help: "look with a browser; write the address of the image itself")
      checkLimits(nil, byteCount: image.byteCount, "the image", url, &context, answering: question)
    case .measured(let format, let header):
      if let header {
        // Its Exif stands behind the picture, and is not asked for.
        let size = MeasuredSize(header, mayBeTurned: format == .webP)
        checkSize(size, "the image", object, &context, answering: question)
      }
      checkDeclaredType(format, "the image", object, &context, answering: question)
      checkContentType(answer, format, question, url, &context)
      checkLimits(
        header, byteCount: image.byteCount, "the image", url, &context, answering: question)
    }
  }

  private func checkContentType(
    _ answer: WebAnswer, _ format: ImageFormat, _ question: WebQuestion, _ url: Value,
    _ context: inout CheckContext
  ) {
    guard let type = answer.contentType, ImageFormat(mediaType: type)?.includes(format) != true
    else { return }
    context.report(
      "image/type", answering: question, at: url,
      "the server calls the image \(VisibleText.shortened(type)), and it is a \(format) image",
      help: "whoever runs the server should send \(format.mediaType); browsers may refuse others",
      severity: .warning)
  }
}
