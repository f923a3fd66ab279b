internal import Foundation
import ImageHeaders
import Testing

/// Images of every format and variant that Debian's encoders write; see `Encoders/make-images.sh`.
@Suite(
  .enabled(
    if: ToolRun.isInstalled("convert") && ToolRun.isInstalled("exiftool"),
    "ImageMagick or exiftool is not installed (apt-get install imagemagick libimage-exiftool-perl)")
)
struct EncoderTests {
  @Test func everyImage() throws {
    try ToolRun.withFolder { folder in
      let made = try #require(ToolRun.output(ToolRun.script("make-images.sh"), folder.path))
      // Images whose encoders are missing are left out, which the log shows.
      if !made.error.isEmpty { print(made.error) }
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      #expect(names.count >= Self.sizes.count / 2)
      for name in names {
        let bytes = try #require(ToolRun.bytes(name, in: folder))
        let expected = try #require(Self.sizes[name], "\(name) is not in the table")
        #expect(read(bytes) == .image(expected), "\(name)")
        #expect(ScannedFile.result(bytes, step: 512) == .image(expected), "\(name)")
        checkPrefixes(of: bytes, named: name, .image(expected))
        checkDetails(of: bytes, named: name, expected.format)
      }
    }
  }

  /// Whatever the number of bytes, they ask for more or say what the whole file says.
  private func checkPrefixes(
    of bytes: [UInt8], named name: String, _ expected: ImageHeaderResult
  ) {
    var scan = HeaderScan()
    for count in 0..<bytes.count {
      let result = scan.result
      if case .needsMore(let range) = result, range.lowerBound >= count {
      } else if result != expected {
        Issue.record("\(count) bytes of \(name): \(result)")
        return
      }
      scan.add([bytes[count]], at: count)
    }
  }

  private func checkDetails(of bytes: [UInt8], named name: String, _ format: ImageFormat) {
    var file = ScannedFile(bytes, step: 512)
    let details = file.details(of: format)
    #expect(details.hasCoordinates == name.contains("located"), "\(name)")
    #expect(details.leastByteCount ?? 0 <= bytes.count, "\(name)")
    #expect(endMarker(of: format, in: bytes) != .absent, "\(name)")
    // Cut in half, each is found to be incomplete, if its format has a way to tell.
    let half = Array(bytes[..<(bytes.count / 2)])
    var cut = ScannedFile(half, step: 512)
    let tells =
      cut.details(of: format).leastByteCount ?? 0 > half.count
      || endMarker(of: format, in: half) == .absent
    let cannotTell =
      name.hasPrefix("psd") || name.hasSuffix(".svgz") || name == "bmp-compressed.bmp"
      || (format == .jpegXL && bytes.first == 0xFF)
    // Whether the half holds the whole first page, which is what is looked at, is up to the encoder.
    if name == "tiff-pages.tif" { return }
    #expect(tells != cannotTell, "half of \(name)")
  }

  /// A header, by default of the picture of 61 by 47 pixels that most are made from.
  private static func header(
    _ format: ImageFormat, _ width: Int = 61, _ height: Int = 47, shown: (Int, Int)? = nil,
    frames: Int? = 1
  ) -> ImageHeader {
    ImageHeader(
      format: format, width: width, height: height, displayWidth: shown?.0,
      displayHeight: shown?.1, frameCount: frames)
  }

  static let sizes: [String: ImageHeader] = [
    "avif-alpha.avif": header(.avif),
    "avif-animated.avif": header(.avif, frames: nil),
    "avif-by-libheif.avif": header(.avif),
    "avif-cropped-rotated.avif": header(.avif, shown: (30, 40)),
    "avif-cropped.avif": header(.avif, shown: (40, 30)),
    "avif-deep.avif": header(.avif),
    "avif-grey.avif": header(.avif),
    "avif-grid.avif": header(.avif, 128, 64),
    "avif-located.avif": header(.avif),
    "avif-lossless.avif": header(.avif),
    "avif-lossy.avif": header(.avif),
    "avif-mirrored.avif": header(.avif),
    "avif-rotated.avif": header(.avif, shown: (47, 61)),
    "avif-upside-down.avif": header(.avif),
    "bigtiff-big-endian.tif": header(.tiff),
    "bigtiff.tif": header(.tiff),
    "bmp-bits.bmp": header(.bmp),
    "bmp-compressed.bmp": header(.bmp),
    "bmp-core.bmp": header(.bmp),
    "bmp-info.bmp": header(.bmp),
    "bmp-palette.bmp": header(.bmp),
    "bmp-v4.bmp": header(.bmp),
    "cur-one.cur": header(.cur, 64, 64),
    "gif-87a.gif": header(.gif, frames: nil),
    "gif-89a.gif": header(.gif, frames: nil),
    "gif-animated.gif": header(.gif, frames: nil),
    "gif-interlaced.gif": header(.gif, frames: nil),
    "heic-alpha.heic": header(.heic),
    "heic-located.heic": header(.heic),
    "heic-lossless.heic": header(.heic),
    "heic-lossy.heic": header(.heic),
    "heic-several.heic": header(.heic),
    "heic-thumbnail.heic": header(.heic),
    "ico-by-icotool.ico": header(.ico, 64, 64),
    "ico-large.ico": header(.ico, 256, 256),
    "ico-one.ico": header(.ico, 64, 64),
    "ico-sizes.ico": header(.ico, 48, 48),
    "jp2-box.jp2": header(.jpeg2000),
    "jp2-codestream.j2k": header(.jpeg2000),
    "jp2-grey.jp2": header(.jpeg2000),
    "jp2-lossless.jp2": header(.jpeg2000),
    "jp2-offset.j2k": header(.jpeg2000),
    "jp2-tiles.jp2": header(.jpeg2000),
    "jpeg-arithmetic.jpg": header(.jpeg),
    "jpeg-baseline.jpg": header(.jpeg),
    "jpeg-cmyk.jpg": header(.jpeg),
    "jpeg-comment.jpg": header(.jpeg),
    "jpeg-full.jpg": header(.jpeg),
    "jpeg-grey.jpg": header(.jpeg),
    "jpeg-located.jpg": header(.jpeg),
    "jpeg-orientation-1.jpg": header(.jpeg),
    "jpeg-orientation-2.jpg": header(.jpeg),
    "jpeg-orientation-3.jpg": header(.jpeg),
    "jpeg-orientation-4.jpg": header(.jpeg),
    "jpeg-orientation-5.jpg": header(.jpeg, shown: (47, 61)),
    "jpeg-orientation-6.jpg": header(.jpeg, shown: (47, 61)),
    "jpeg-orientation-7.jpg": header(.jpeg, shown: (47, 61)),
    "jpeg-orientation-8.jpg": header(.jpeg, shown: (47, 61)),
    "jpeg-progressive.jpg": header(.jpeg),
    "jpeg-restarts.jpg": header(.jpeg),
    "jpeg-segments.jpg": header(.jpeg),
    "jpeg-thumbnail.jpg": header(.jpeg),
    "jxl-alpha.jxl": header(.jpegXL),
    "jxl-animated.jxl": header(.jpegXL, frames: nil),
    "jxl-container.jxl": header(.jpegXL),
    "jxl-from-jpeg.jxl": header(.jpegXL),
    "jxl-located.jxl": header(.jpegXL),
    "jxl-lossless.jxl": header(.jpegXL),
    "jxl-lossy.jxl": header(.jpegXL),
    "jxl-modular.jxl": header(.jpegXL),
    "jxl-progressive.jxl": header(.jpegXL),
    "jxl-square.jxl": header(.jpegXL, 64, 64),
    "jxl-turned.jxl": header(.jpegXL, shown: (47, 61)),
    "png-animated.png": header(.png, frames: 2),
    "png-bits.png": header(.png),
    "png-deep.png": header(.png),
    "png-grey.png": header(.png),
    "png-interlaced.png": header(.png),
    "png-located.png": header(.png),
    "png-palette.png": header(.png),
    "png-rgb.png": header(.png),
    "png-rgba.png": header(.png),
    "png-turned.png": header(.png, shown: (47, 61)),
    "psd-large.psb": header(.psd),
    "psd-rgb.psd": header(.psd),
    "svg-box.svg": header(.svg, frames: nil),
    "svg-compressed.svgz": header(.svg, frames: nil),
    "svg-long.svg": header(.svg, frames: nil),
    "svg-long.svgz": header(.svg, frames: nil),
    "svg-named.svgz": header(.svg, frames: nil),
    "svg-percent.svg": header(.svg, frames: nil),
    "svg-pixels.svg": header(.svg, frames: nil),
    "svg-units.svg": header(.svg, 96, 96, frames: nil),
    "tiff-big-endian.tif": header(.tiff),
    "tiff-fax.tif": header(.tiff),
    "tiff-jpeg.tif": header(.tiff),
    "tiff-located.tif": header(.tiff),
    "tiff-lzw.tif": header(.tiff),
    "tiff-pages.tif": header(.tiff, frames: nil),
    "tiff-plain.tif": header(.tiff),
    "tiff-tiles.tif": header(.tiff),
    "tiff-turned.tif": header(.tiff, shown: (47, 61)),
    "tiff-zip.tif": header(.tiff),
    "webp-alpha-lossless.webp": header(.webP),
    "webp-alpha.webp": header(.webP),
    "webp-animated.webp": header(.webP, frames: nil),
    "webp-from-gif.webp": header(.webP, frames: nil),
    "webp-located.webp": header(.webP),
    "webp-lossless.webp": header(.webP),
    "webp-lossy.webp": header(.webP),
    "webp-profile.webp": header(.webP),
    "webp-turned.webp": header(.webP),
  ]
}

extension ImageHeaderResult {
  fileprivate static func image(_ header: ImageHeader) -> Self { .header(header) }
}
