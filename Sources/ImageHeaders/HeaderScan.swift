/// Finds out about an image from parts of its file, and says which part is needed next.
///
/// Unlike a growing prefix, a scan passes over large segments that say nothing about the size:
///
///     var scan = HeaderScan(fileByteCount: count)
///     while case .needsMore(let range) = scan.result { scan.add(read(range), at: range.lowerBound) }
public struct HeaderScan: Sendable {
  private var known = KnownBytes()

  /// Starts without any byte; `fileByteCount` is the length of the file, where it is known.
  public init(fileByteCount: Int? = nil) { known.fileByteCount = fileByteCount }

  /// Adds what stands at `offset` in the file; the first part that is added must be its start.
  public mutating func add(_ part: [UInt8], at offset: Int) { known.add(part, at: offset) }

  /// Notes how long the file is, once that is known.
  public mutating func setFileByteCount(_ count: Int) { known.fileByteCount = count }

  /// What the known bytes say about the image.
  public var result: ImageHeaderResult { ImageHeaders.read(known) }

  /// What else the known bytes say about an image of a complete file.
  ///
  /// - Parameter format: What ``result`` said that the file is.
  /// - Returns: The details, or the bytes that are needed for them.
  public func details(of format: ImageFormat) -> HeaderScanAnswer<ImageDetails> {
    guard let reader = ImageHeaders.reader(of: format) else { return .value(ImageDetails()) }
    var details = ImageDetails()
    do {
      details.leastByteCount = try reader.leastByteCount(known)
    } catch {
      if case .needsMore(let range) = error {
        if let missing = known.missing(range) { return .needsMore(missing) }
        details.leastByteCount = range.upperBound
      }
    }
    do {
      guard let exif = try reader.exif(known) else { return .value(details) }
      let orientation = try Exif.orientation(known, from: exif.lowerBound, to: exif.upperBound)
      details.isTurnedByExif = orientation.swapsAxes
      details.hasCoordinates = try Exif.hasCoordinates(
        known, from: exif.lowerBound, to: exif.upperBound)
    } catch {
      // Metadata that are damaged or cut off say nothing.
      if case .needsMore(let range) = error, let missing = known.missing(range) {
        return .needsMore(missing)
      }
    }
    return .value(details)
  }

  /// Where the picture starts behind the headers.
  ///
  /// From there on ``ImageHeaders/endMarkerBytes(of:)`` can be looked for in a file that has something
  /// else behind its image.
  ///
  /// - Parameter format: What ``result`` said that the file is.
  /// - Returns: The offset, `nil` where it is not known, or the bytes that are needed for it.
  public func pictureOffset(of format: ImageFormat) -> HeaderScanAnswer<Int?> {
    do {
      return .value(try ImageHeaders.reader(of: format)?.pictureOffset(known))
    } catch {
      guard case .needsMore(let range) = error, let missing = known.missing(range) else {
        return .value(nil)
      }
      return .needsMore(missing)
    }
  }
}

/// An answer of a ``HeaderScan``.
public enum HeaderScanAnswer<Value: Sendable>: Sendable {
  case value(Value)

  /// It takes these bytes of the file, the first of which is not known.
  case needsMore(Range<Int>)
}

/// What a file says about an image besides its size.
public struct ImageDetails: Sendable, Hashable {
  /// How long the file must be at least to hold all that its headers name; `nil` where they do not
  /// say.
  public internal(set) var leastByteCount: Int?

  /// Whether the orientation in its Exif metadata turns rows into columns.
  public internal(set) var isTurnedByExif = false

  /// Whether its Exif metadata say where the picture was taken.
  public internal(set) var hasCoordinates = false

  /// Details of which nothing is known.
  public init() {}
}
