/// The part of Exif metadata that changes how a picture is shown.
enum Exif {
  /// The orientation in the first directory of the Exif metadata at `start..<end`.
  ///
  /// As in the viewers people use, damaged metadata do not make an image invalid: anything but a
  /// `SHORT` from 1 to 8 means upright. Thumbnails and private directories are not followed.
  /// Specification: Exif 3.0 (CIPA DC-008), tag 274 “Orientation”.
  static func orientation(
    _ bytes: Span<UInt8>, from start: Int, to end: Int
  ) throws(HeaderStop) -> Orientation {
    var orientation: Orientation?
    do {
      let structure = try TIFFStructure(bytes, from: start, to: end)
      _ = try structure.readFirstDirectory(bytes) { tag, type, value in
        guard tag == TIFFTag.orientation, type == TIFFType.short, orientation == nil else { return }
        orientation = Orientation(rawValue: value)
      }
    } catch {
      if case .needsMore(let byteCount) = error, byteCount <= end { throw error }
    }
    return orientation ?? .up
  }
}
