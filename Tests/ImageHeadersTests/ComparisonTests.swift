internal import Foundation
import ImageHeaders
import Testing

/// The sizes that Pillow and ImageMagick find in generated images; see `Encoders/compare.py`.
@Suite(
  .enabled(
    if: Pillow.isInstalled && ToolRun.isInstalled("identify"),
    "Pillow or ImageMagick is not installed (pip install Pillow; apt-get install imagemagick)"))
struct ComparisonTests {
  static let imageCount = 2_100

  @Test func sameSizes() throws {
    try ToolRun.withFolder { folder in
      let run = try #require(
        ToolRun.output(
          "python3", ToolRun.script("compare.py"), "\(Self.imageCount)", "20261121", folder.path))
      let lines = run.output.split(separator: "\n")
      #expect(lines.count == Self.imageCount)
      var formats: Set<ImageFormat> = []
      for line in lines {
        let fields = line.split(separator: "\t").map(String.init)
        try #require(fields.count == 5)
        let bytes = try #require(ToolRun.bytes(fields[0], in: folder))
        guard case .header(let header) = ScannedFile.result(bytes, step: 4_096) else {
          Issue.record("\(fields[0]) is not read")
          continue
        }
        formats.insert(header.format)
        let size = ["\(header.width)", "\(header.height)"]
        #expect(size == Array(fields[1...2]), "\(fields[0]): another size than Pillow's")
        #expect(size == Array(fields[3...4]), "\(fields[0]): another size than ImageMagick's")
      }
      #expect(formats.isSuperset(of: [.png, .jpeg, .gif, .webP, .bmp, .ico, .tiff, .psd]))
    }
  }
}
