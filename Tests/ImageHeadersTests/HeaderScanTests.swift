import ImageHeaders
import Testing

/// Parts of a file say what the whole file says, however they are cut.
@Suite struct HeaderScanTests {
  @Test("Parts as they are asked for", arguments: Sample.all)
  func parts(_ sample: Sample) {
    for step in sample.bytes.count > 1_000 ? [512, 4_096] : [1, 7, 64] {
      for isLengthKnown in [true, false] {
        var source = ScannedFile(sample.bytes, step: step, isLengthKnown: isLengthKnown)
        #expect(source.result() == sample.result, "\(step) bytes at a time")
      }
    }
  }

  @Test func largeSegmentsArePassedOver() {
    let profile = [0xFF, 0xE2] + [UInt8].big16(60_000) + .zeros(59_998)
    var source = ScannedFile(jpegFile(profile + profile), step: 64)
    #expect(source.result() == .image(.jpeg, 640, 480))
    #expect(source.readByteCount <= 3 * 64)
  }

  @Test func directoryAtTheEndOfALongFile() {
    let entries = [tiffEntry(256, 30, .little, type: 4), tiffEntry(257, 40, .little)]
    var source = ScannedFile(tiffFile(entries, .little, gap: 50_000_000), step: 4_096)
    #expect(source.result() == .image(.tiff, 30, 40))
    #expect(source.readByteCount <= 2 * 4_096)
  }

  static let details: [(name: String, bytes: [UInt8], format: ImageFormat, least: Int?)] = [
    ("WebP", .text("RIFF") + .little32(100) + .text("WEBPVP8 "), .webP, 108),
    (
      "boxes", box("ftyp", .text("avif") + .zeros(4)) + .big32(900) + .text("mdat"), .avif, 916
    ),
    ("last box", box("ftyp", .text("avif") + .zeros(4)) + lastBox("mdat", [1]), .avif, 16),
    (
      "icon", .hexadecimal("0000 0100 0100 1010 0000 0100 2000") + .little32(40) + .little32(22),
      .ico, 62
    ),
    (
      "strips",
      tiffFile([tiffEntry(273, 500, .big, type: 4), tiffEntry(279, 70, .big)], .big), .tiff, 570
    ),
  ]

  @Test(arguments: details)
  func leastLength(name: String, bytes: [UInt8], format: ImageFormat, least: Int?) {
    var source = ScannedFile(bytes, step: 16)
    #expect(source.details(of: format).leastByteCount == least)
  }
}

/// A file of which no more is read than a scan asks for, rounded up to whole steps.
struct ScannedFile {
  private let bytes: [UInt8]
  private let step: Int
  private var scan: HeaderScan
  private(set) var readByteCount = 0
  private var roundCount = 0

  init(_ bytes: [UInt8], step: Int, isLengthKnown: Bool = true) {
    self.bytes = bytes
    self.step = step
    scan = HeaderScan(fileByteCount: isLengthKnown ? bytes.count : nil)
    if bytes.isEmpty { scan.setFileByteCount(0) }
  }

  static func result(_ bytes: [UInt8], step: Int) -> ImageHeaderResult {
    var file = ScannedFile(bytes, step: step)
    return file.result()
  }

  mutating func result() -> ImageHeaderResult {
    while case .needsMore(let range) = scan.result, readsMore(range) {}
    return scan.result
  }

  mutating func details(of format: ImageFormat) -> ImageDetails {
    while true {
      switch scan.details(of: format) {
      case .value(let details): return details
      case .needsMore(let range): guard readsMore(range) else { return ImageDetails() }
      }
    }
  }

  private mutating func readsMore(_ range: Range<Int>) -> Bool {
    roundCount += 1
    if range.lowerBound >= bytes.count {
      scan.setFileByteCount(bytes.count)
      return roundCount < 70_000
    }
    let end = min(bytes.count, range.lowerBound + max(step, min(range.count, bytes.count)))
    scan.add(Array(bytes[range.lowerBound..<end]), at: range.lowerBound)
    readByteCount += end - range.lowerBound
    return roundCount < 70_000
  }
}
