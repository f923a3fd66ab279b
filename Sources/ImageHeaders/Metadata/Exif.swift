/// The parts of Exif metadata that change how a picture is shown, or tell where it was taken.
enum Exif {
  /// The orientation in the first directory of the Exif metadata at `start..<end`.
  ///
  /// As in the viewers people use, damaged metadata do not make an image invalid: anything but a
  /// `SHORT` from 1 to 8 means upright. Thumbnails and private directories are not followed.
  /// Specification: Exif 3.0 (CIPA DC-008), tag 274 “Orientation”.
  static func orientation(
    _ bytes: KnownBytes, from start: Int, to end: Int
  ) throws(HeaderStop) -> Orientation {
    var orientation: Orientation?
    do {
      let structure = try TIFFStructure(bytes, from: start, to: end)
      _ = try structure.readFirstDirectory(bytes) { tag, type, value in
        guard tag == TIFFTag.orientation, type == TIFFType.short, orientation == nil else { return }
        orientation = Orientation(rawValue: value)
      }
    } catch {
      if case .needsMore(let range) = error, range.upperBound <= end { throw error }
    }
    return orientation ?? .up
  }

  /// Whether the GPS directory of the metadata at `start..<end` holds a latitude and a longitude.
  ///
  /// Cameras write the directory without them, or fill them with 0/0, where they do not know.
  /// Specification: Exif 3.0 (CIPA DC-008), “GPS Info IFD”, tags 2 and 4.
  static func hasCoordinates(
    _ bytes: KnownBytes, from start: Int, to end: Int
  ) throws(HeaderStop) -> Bool {
    let structure = try TIFFStructure(bytes, from: start, to: end)
    var directory: Int?
    _ = try structure.readFirstDirectory(bytes) { tag, _, value in
      if tag == TIFFTag.gpsDirectory, directory == nil { directory = value }
    }
    guard let directory else { return false }
    let entries = try structure.entries(bytes, at: start.advanced(checked: directory)).entries
    for tag in [TIFFTag.latitude, TIFFTag.longitude] {
      guard let entry = entries.first(where: { $0.tag == tag && $0.type == TIFFType.rational }),
        entry.count > 0
      else { return false }
      let degrees = try structure.offset(bytes, of: entry)
      guard try bytes.uint32(at: degrees.advanced(checked: 4), structure.byteOrder) > 0 else {
        return false
      }
    }
    return true
  }
}

extension KnownBytes {
  /// Exif metadata behind a number that says how far away they start.
  func offsetExif(in range: Range<Int>) throws(HeaderStop) -> Range<Int>? {
    let start = try range.lowerBound.advanced(checked: 4)
      .advanced(checked: uint32(at: range.lowerBound, .bigEndian))
    return start < range.upperBound ? start..<range.upperBound : nil
  }
}
