package import ImageHeaders

/// What an image file of this repository is, from as few of its bytes as will do.
package struct ImageFile: Sendable {
  let byteCount: Int
  let format: ImageFormat
  /// `nil` for an image that is not measured in pixels, as an SVG without lengths.
  package let header: ImageHeader?
  let details: ImageDetails
  /// What of the file is missing, or `nil` when it seems complete.
  let truncation: String?

  /// Why a file cannot be measured.
  package struct Problem: Error {
    let message: String
    var help = "replace the file with the image itself"
  }

  /// How much of a file is looked at to find its size.
  static let maximumHeaderByteCount = 16_777_216

  /// How much of a file is looked through for an end marker that is not at its end.
  private static let maximumSearchByteCount = 268_435_456

  /// The first read; files up to four times as long are read whole.
  private static let firstReadByteCount = 4_096

  /// Reads what is to be known of an image.
  ///
  /// - Parameter path: Where the file is.
  /// - Returns: The image.
  /// - Throws: Why it cannot be measured.
  package static func read(_ path: String) throws(Problem) -> ImageFile {
    do {
      let file = try OpenFile(path)
      var parts = Parts(fileByteCount: file.byteCount)
      try parts.start(file)
      let (format, header) = try parts.header(file)
      let tail = try parts.tail(file)
      let details = try parts.details(file, of: format)
      return ImageFile(
        byteCount: file.byteCount, format: format, header: header, details: details,
        truncation: try truncation(file, &parts, format, details, tail: tail))
    } catch let problem as Problem {
      throw problem
    } catch {
      throw Problem(message: words(for: error))
    }
  }

  private static func words(for error: any Error) -> String {
    switch error as? FileReader.Failure {
    case .notAFile: "it is not a file"
    case .tooLarge: "it is too large"
    case .system(let error): error.message
    case nil: "\(error)"
    }
  }

  private static func truncation(
    _ file: borrowing OpenFile, _ parts: inout Parts, _ format: ImageFormat,
    _ details: ImageDetails, tail: [UInt8]
  ) throws -> String? {
    if let least = details.leastByteCount, least > file.byteCount {
      return "it has \(file.byteCount) bytes, and its headers speak of \(least)"
    }
    guard ImageHeaders.endMarker(of: format, in: tail.span) == .absent else { return nil }
    // Something longer may stand behind the image, such as the video of a moving photograph.
    if let marker = ImageHeaders.endMarkerBytes(of: format),
      let start = try parts.pictureOffset(file, of: format),
      try contains(marker, file, from: start)
    {
      return nil
    }
    return "it ends without the mark that ends a \(format) image"
  }

  private static func contains(
    _ marker: [UInt8], _ file: borrowing OpenFile, from start: Int
  ) throws -> Bool {
    let step = 1_048_576
    let end = min(file.byteCount, start + maximumSearchByteCount)
    for offset in stride(from: start, to: end, by: step) {
      let bytes = try file.read(offset..<min(end, offset + step + marker.count))
      if bytes.span.contains(marker.span) { return true }
    }
    return false
  }

  /// The parts of a file that were read.
  private struct Parts {
    private var scan: HeaderScan
    private let fileByteCount: Int
    private var prefix: [UInt8] = []
    private var readByteCount = 0

    init(fileByteCount: Int) {
      self.fileByteCount = fileByteCount
      scan = HeaderScan(fileByteCount: fileByteCount)
    }

    mutating func start(_ file: borrowing OpenFile) throws {
      let isSmall = fileByteCount <= 4 * firstReadByteCount
      let bytes = try file.read(0..<(isSmall ? fileByteCount : firstReadByteCount))
      scan.add(bytes, at: 0)
      prefix = bytes
      readByteCount = bytes.count
    }

    mutating func header(_ file: borrowing OpenFile) throws -> (ImageFormat, ImageHeader?) {
      while true {
        switch scan.result {
        case .header(let header): return (header.format, header)
        case .noPixelSize(let format): return (format, nil)
        case .needsMore(let range):
          guard try read(range, file) else {
            let limit = maximumHeaderByteCount / 1_048_576
            throw Problem(message: "its size is not found in the \(limit) MiB that are looked at")
          }
        case .unrecognized(.gitLFSPointer):
          throw Problem(
            message: "expected an image, found \(NonImageContent.gitLFSPointer)",
            help: "fetch the image itself: git lfs pull")
        case .unrecognized(let content):
          throw Problem(message: "expected an image, found \(content)")
        case .malformed(let format, let reason):
          throw Problem(message: "the \(format) image is damaged: \(reason)")
        }
      }
    }

    /// The end of the file, which the scan then knows too.
    mutating func tail(_ file: borrowing OpenFile) throws -> [UInt8] {
      let start = max(0, fileByteCount - ImageHeaders.endMarkerTailByteCount)
      if prefix.count == fileByteCount { return Array(prefix[start...]) }
      let tail = try file.read(start..<fileByteCount)
      scan.add(tail, at: start)
      return tail
    }

    mutating func details(
      _ file: borrowing OpenFile, of format: ImageFormat
    ) throws -> ImageDetails {
      while true {
        switch scan.details(of: format) {
        case .value(let details): return details
        case .needsMore(let range):
          // What is spread over too many places is not looked for.
          guard try read(range, file) else { return ImageDetails() }
        }
      }
    }

    mutating func pictureOffset(
      _ file: borrowing OpenFile, of format: ImageFormat
    ) throws -> Int? {
      while true {
        switch scan.pictureOffset(of: format) {
        case .value(let offset): return offset
        case .needsMore(let range):
          guard try read(range, file) else { return nil }
        }
      }
    }

    /// Reads a range, and twice as much as before; returns whether the limit allowed it.
    private mutating func read(_ range: Range<Int>, _ file: borrowing OpenFile) throws -> Bool {
      guard range.count <= maximumHeaderByteCount - readByteCount else { return false }
      let wanted = min(
        max(range.count, readByteCount), fileByteCount - range.lowerBound,
        maximumHeaderByteCount - readByteCount)
      let bytes = try file.read(range.lowerBound..<range.lowerBound + wanted)
      // The file became shorter while it was read.
      guard bytes.count >= range.count else {
        throw Problem(message: "it changed while it was being read")
      }
      readByteCount += bytes.count
      scan.add(bytes, at: range.lowerBound)
      return true
    }
  }
}

extension Span where Element == UInt8 {
  /// Whether some bytes stand anywhere in these.
  fileprivate func contains(_ pattern: Span<UInt8>) -> Bool {
    var offset = 0
    while offset + pattern.count <= count {
      var length = 0
      while length < pattern.count, self[offset + length] == pattern[length] { length += 1 }
      if length == pattern.count { return true }
      offset += 1
    }
    return false
  }
}
