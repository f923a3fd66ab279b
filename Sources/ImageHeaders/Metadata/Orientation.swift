/// Which way up a stored picture is shown.
///
/// Specification: Exif 3.0 (CIPA DC-008), tag 274 “Orientation”; the same in TIFF 6.0, page 36.
enum Orientation: Int, Sendable {
  case up = 1
  case upMirrored
  case down
  case downMirrored
  case leftMirrored
  case right
  case rightMirrored
  case left

  /// Whether rows are shown as columns.
  var swapsAxes: Bool { rawValue >= Self.leftMirrored.rawValue }
}
