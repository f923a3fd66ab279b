/// What the first bytes of an image say about it.
///
/// All sizes are in pixels and greater than zero.
public struct ImageHeader: Sendable, Hashable {
  public let format: ImageFormat

  /// The columns of the stored picture.
  public let width: Int

  /// The rows of the stored picture.
  public let height: Int

  /// The width that a viewer shows: `width` after orientation and clean aperture.
  public let displayWidth: Int

  /// The height that a viewer shows: `height` after orientation and clean aperture.
  public let displayHeight: Int

  /// How many pictures follow one another (an animation's frames, a document's pages).
  ///
  /// `nil` where only the rest of the file would tell. The sizes that an icon offers are one picture.
  public let frameCount: Int?

  public init(
    format: ImageFormat, width: Int, height: Int, displayWidth: Int? = nil,
    displayHeight: Int? = nil, frameCount: Int?
  ) {
    self.format = format
    self.width = width
    self.height = height
    self.displayWidth = displayWidth ?? width
    self.displayHeight = displayHeight ?? height
    self.frameCount = frameCount
  }
}

extension ImageHeader {
  /// The same header, shown turned as `orientation` says.
  func oriented(_ orientation: Orientation) -> Self {
    guard orientation.swapsAxes else { return self }
    return Self(
      format: format, width: width, height: height, displayWidth: displayHeight,
      displayHeight: displayWidth, frameCount: frameCount)
  }

  /// The same header, or a stop when a side is not at least one pixel long.
  func checked() throws(HeaderStop) -> Self {
    guard width > 0, height > 0, displayWidth > 0, displayHeight > 0 else {
      throw .malformed("its size is \(width) by \(height) pixels")
    }
    return self
  }
}

extension ImageHeader {
  /// How many pixels are stored, or `Int.max` where that is more than fit.
  public var pixelCount: Int {
    let (count, overflow) = width.multipliedReportingOverflow(by: height)
    return overflow ? .max : count
  }
}
