extension ImageFormat {
  public static let jpeg = Self(
    "JPEG", mediaType: "image/jpeg", mediaTypeAliases: ["image/jpg", "image/pjpeg"],
    fileExtensions: ["jpg", "jpeg", "jpe", "jfif"])
}

/// JPEG in every coding: baseline, progressive, lossless, arithmetic.
///
/// Specification: ITU-T T.81 <https://www.w3.org/Graphics/JPEG/itu-t81.pdf>, annex B
enum JPEG: HeaderReader {
  static let formats = [ImageFormat.jpeg]

  /// An ICC profile and extended XMP may each take hundreds of segments.
  private static let maximumSegmentCount = 4_096

  /// A frame header's marker, and its contents up to the number of components.
  private static let leastFrameByteCount = 10

  /// How many fill bytes and stray bytes, in the whole header, are passed over as decoders do.
  private static let maximumFillByteCount = 4_096

  static func recognize(_ prefix: KnownBytes) throws(HeaderStop) -> ImageFormat? {
    try prefix.matches([0xFF, 0xD8, 0xFF]) ? .jpeg : nil
  }

  static func read(
    _ prefix: KnownBytes, as format: ImageFormat
  ) throws(HeaderStop) -> ImageHeader {
    var segments = Segments()
    var orientation: Orientation?
    while let segment = try segments.next(prefix) {
      if Marker.isFrame(segment.marker) {
        let header = try readFrame(prefix, at: segment.start, byteCount: segment.byteCount)
        return header.oriented(orientation ?? .up)
      }
      if orientation == nil, let exif = try exif(prefix, in: segment) {
        orientation = try Exif.orientation(prefix, from: exif.lowerBound, to: exif.upperBound)
      }
    }
    throw .malformed("its picture comes before its frame header")
  }

  static func exif(_ bytes: KnownBytes) throws(HeaderStop) -> Range<Int>? {
    var segments = Segments()
    while let segment = try segments.next(bytes), !Marker.isFrame(segment.marker) {
      if let exif = try exif(bytes, in: segment) { return exif }
    }
    return nil
  }

  /// Behind the marker of the first scan; no end of image stands in a scan (T.81, B.1.1.5).
  static func pictureOffset(_ bytes: KnownBytes) throws(HeaderStop) -> Int? {
    var segments = Segments()
    while try segments.next(bytes) != nil {}
    return segments.position
  }

  static var endMarkerBytes: [UInt8]? { [0xFF, 0xD9] }

  /// The Exif metadata in an `APP1` segment, or `nil` when that holds something else.
  ///
  /// Specification: Exif 3.0 (CIPA DC-008), “Interoperability structure of APP1”.
  private static func exif(
    _ bytes: KnownBytes, in segment: Segment
  ) throws(HeaderStop) -> Range<Int>? {
    let identifier = Array("Exif\0".utf8)
    guard segment.marker == Marker.application1, segment.byteCount >= 8,
      try bytes.matches(identifier, at: segment.start + 2)
    else { return nil }
    return segment.start + 8..<segment.start + segment.byteCount
  }

  /// A marker and what follows it.
  private struct Segment {
    let marker: Int
    /// Where its length stands.
    let start: Int
    let byteCount: Int
  }

  /// Goes through the segments up to the picture.
  private struct Segments {
    private(set) var position = 2
    private var fillByteCount = 0
    private var count = 0

    /// The next segment; `nil` where the picture starts.
    mutating func next(_ bytes: KnownBytes) throws(HeaderStop) -> Segment? {
      while count < maximumSegmentCount {
        count += 1
        // Whatever comes next, at least a frame header must still follow.
        try bytes.require(leastFrameByteCount, at: position)
        let marker = try takeMarker(bytes, at: &position, &fillByteCount)
        switch marker {
        case Marker.temporary, Marker.restarts, Marker.startOfImage: continue
        case Marker.endOfImage, Marker.startOfScan: return nil
        case Marker.losslessFrame: throw .malformed("it is JPEG-LS, which browsers do not show")
        default: break
        }
        let byteCount = try bytes.uint16(at: position, .bigEndian)
        guard byteCount >= 2 else {
          throw .malformed("the segment at byte \(position) has a length of \(byteCount)")
        }
        defer { position += byteCount }
        return Segment(marker: marker, start: position, byteCount: byteCount)
      }
      throw .malformed("it has no frame header among its first \(maximumSegmentCount) segments")
    }
  }

  /// The second byte of the next marker; moves `position` behind it.
  ///
  /// Specification: T.81, B.1.1.2: any marker may be preceded by fill bytes.
  private static func takeMarker(
    _ prefix: KnownBytes, at position: inout Int, _ fillByteCount: inout Int
  ) throws(HeaderStop) -> Int {
    while true {
      let first = try prefix.uint8(at: position)
      let second = try prefix.uint8(at: position + 1)
      if first == 0xFF, second != 0xFF, second != 0x00 {
        position += 2
        return second
      }
      position += 1
      fillByteCount += 1
      guard fillByteCount <= maximumFillByteCount else {
        throw .malformed("it has over \(maximumFillByteCount) stray bytes between its segments")
      }
    }
  }

  /// The size in a frame header.
  ///
  /// Specification: T.81, B.2.2.
  private static func readFrame(
    _ prefix: KnownBytes, at position: Int, byteCount: Int
  ) throws(HeaderStop) -> ImageHeader {
    let height = try prefix.uint16(at: position + 3, .bigEndian)
    let width = try prefix.uint16(at: position + 5, .bigEndian)
    let componentCount = try prefix.uint8(at: position + 7)
    guard componentCount > 0, byteCount == 8 + 3 * componentCount else {
      throw .malformed("its frame header has \(byteCount) bytes for \(componentCount) components")
    }
    guard height > 0 else {
      throw .malformed("its height is 0, to be defined after the picture, which no viewer supports")
    }
    return ImageHeader(format: .jpeg, width: width, height: height, frameCount: 1)
  }

  static func endMarker(in tail: Span<UInt8>) -> EndMarker {
    let tail = tail.extracting(last: ImageHeaders.endMarkerTailByteCount)
    for offset in tail.indices.reversed() {
      if tail.starts(with: [0xFF, 0xDA, 0x00], at: offset), startsScan(tail, at: offset) {
        return .absent
      }
      guard tail.starts(with: [0xFF, 0xD9], at: offset) else { continue }
      let following = offset + 2
      if following + 1 < tail.count, tail[following] == 0xFF,
        Marker.isSegment(Int(tail[following + 1]))
      {
        return .absent
      }
      return .present(trailingByteCount: tail.count - following)
    }
    return .absent
  }

  /// Whether a scan header stands at `offset`: behind it a cut-off file has no end of image.
  ///
  /// Specification: T.81, B.2.3.
  private static func startsScan(_ tail: Span<UInt8>, at offset: Int) -> Bool {
    guard offset + 4 < tail.count else { return false }
    let componentCount = Int(tail[offset + 4])
    return (1...4).contains(componentCount) && Int(tail[offset + 3]) == 6 + 2 * componentCount
  }
}
