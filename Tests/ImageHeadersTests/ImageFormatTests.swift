import ImageHeaders
import Testing

@Suite struct ImageFormatTests {
  @Test(arguments: [
    ("image/png", ImageFormat.png), ("IMAGE/JPEG", .jpeg), ("image/jpg", .jpeg),
    ("image/x-icon", .ico), ("image/svg+xml", .svg), ("image/apng", .png), ("image/jxl", .jpegXL),
  ])
  func mediaType(_ mediaType: String, _ format: ImageFormat) {
    #expect(ImageFormat(mediaType: mediaType) == format)
  }

  @Test(arguments: [
    ("png", ImageFormat.png), ("JPG", .jpeg), ("jpeg", .jpeg), ("tif", .tiff), ("svgz", .svg),
    ("cur", .cur), ("hif", .heif),
  ])
  func fileExtension(_ fileExtension: String, _ format: ImageFormat) {
    #expect(ImageFormat(fileExtension: fileExtension) == format)
  }

  @Test func unknownNames() {
    #expect(ImageFormat(mediaType: "text/html") == nil)
    #expect(ImageFormat(mediaType: "") == nil)
    #expect(ImageFormat(fileExtension: "txt") == nil)
  }

  @Test func namesAreUnique() {
    let formats = ImageFormat.allCases
    let mediaTypes = formats.flatMap { [$0.mediaType] + $0.mediaTypeAliases }
    let fileExtensions = formats.flatMap { $0.fileExtensions }
    #expect(Set(formats.map(\.name)).count == formats.count)
    #expect(Set(mediaTypes).count == mediaTypes.count)
    #expect(Set(fileExtensions).count == fileExtensions.count)
    #expect(mediaTypes.allSatisfy { $0 == $0.lowercased() })
  }

  @Test func everyFormatHasASample() {
    let read = Sample.all.compactMap { sample in
      switch sample.result {
      case .header(let header): header.format
      default: nil
      }
    }
    #expect(Set(read) == Set(ImageFormat.allCases))
  }

  @Test(arguments: [
    (NonImageContent.empty, "an empty file"), (.html, "an HTML page"),
    (.gitLFSPointer, "a Git LFS pointer"), (.other(name: "a PDF document"), "a PDF document"),
    (.unknown(firstBytes: "00 01"), "an unknown format (first bytes 00 01)"),
  ])
  func words(_ content: NonImageContent, _ words: String) {
    #expect("\(content)" == words)
  }
}
