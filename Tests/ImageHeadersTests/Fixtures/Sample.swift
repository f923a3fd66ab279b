import ImageHeaders
import Testing

/// A file, and what is to be read from it.
struct Sample: Sendable, CustomTestStringConvertible {
  let name: String
  let bytes: [UInt8]
  let result: ImageHeaderResult

  init(_ name: String, _ bytes: [UInt8], _ result: ImageHeaderResult) {
    self.name = name
    self.bytes = bytes
    self.result = result
  }

  var testDescription: String { name }

  static let all =
    png + jpeg + gif + webP + bmp + icon + heif + jpegXL + jpeg2000 + tiff + photoshop + svg
    + nonImages
}

extension ImageHeaderResult {
  /// A header that was read, shown as it is stored unless `shown` says otherwise.
  static func image(
    _ format: ImageFormat, _ width: Int, _ height: Int, shown: (Int, Int)? = nil, frames: Int? = 1
  ) -> Self {
    .header(
      ImageHeader(
        format: format, width: width, height: height, displayWidth: shown?.0,
        displayHeight: shown?.1, frameCount: frames))
  }
}

/// What is read from `bytes`.
func read(_ bytes: [UInt8], isComplete: Bool = true) -> ImageHeaderResult {
  ImageHeaders.read(bytes.span, isComplete: isComplete)
}

/// What the last bytes of a file say about its end.
func endMarker(of format: ImageFormat, in tail: [UInt8]) -> EndMarker {
  ImageHeaders.endMarker(of: format, in: tail.span)
}
