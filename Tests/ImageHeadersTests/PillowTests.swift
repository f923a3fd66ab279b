internal import Foundation
import ImageHeaders
import Testing

/// Files that other people's encoders wrote, read here and compared with what was asked for.
///
/// Needs `python3` with Pillow; formats that the installed Pillow cannot write are left out.
@Suite(.enabled(if: Pillow.isInstalled, "python3 has no Pillow"))
struct PillowTests {
  @Test func writtenByPillow() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("image-headers-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let lines = try Pillow.run(Pillow.script, in: folder).split(separator: "\n")
    #expect(lines.count >= 20)
    for line in lines {
      let fields = line.split(separator: "\t").map(String.init)
      let numbers = fields.dropFirst(2).map { Int($0) }
      try #require(fields.count == 7 && numbers.count == 5)
      let bytes = try Data(contentsOf: folder.appendingPathComponent(fields[0]))
      let expected = ImageHeader(
        format: try #require(ImageFormat(mediaType: fields[1])),
        width: try #require(numbers[0]), height: try #require(numbers[1]),
        displayWidth: numbers[2], displayHeight: numbers[3], frameCount: numbers[4])
      #expect(read(Array(bytes)) == .header(expected), "\(fields[0])")
      checkPrefixes(of: Array(bytes), named: fields[0], expected)
      checkEndMarker(of: Array(bytes), named: fields[0], expected.format)
    }
  }

  private func checkPrefixes(of bytes: [UInt8], named name: String, _ expected: ImageHeader) {
    for count in 0..<min(bytes.count, 2_000) {
      let result = read(Array(bytes[..<count]), isComplete: false)
      if case .needsMore(let range) = result, range.lowerBound >= count { continue }
      #expect(result == .header(expected), "\(count) bytes of \(name)")
    }
  }

  private func checkEndMarker(of bytes: [UInt8], named name: String, _ format: ImageFormat) {
    guard format == .png || format == .jpeg else { return }
    #expect(endMarker(of: format, in: bytes) == .present(trailingByteCount: 0), "\(name)")
    for count in [bytes.count - 1, bytes.count * 3 / 4, bytes.count / 2] {
      let cutOff = Array(bytes[..<count])
      #expect(endMarker(of: format, in: cutOff) == .absent, "\(count) bytes of \(name)")
    }
  }
}
