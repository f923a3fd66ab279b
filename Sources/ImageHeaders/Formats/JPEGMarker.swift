extension JPEG {
  /// The second bytes of markers.
  ///
  /// Specifications: T.81, table B.1; for JPEG-LS, ITU-T T.87, table C.1.
  enum Marker {
    static let temporary = 0x01
    static let restarts = 0xD0...0xD7
    static let startOfImage = 0xD8
    static let endOfImage = 0xD9
    static let startOfScan = 0xDA
    static let application1 = 0xE1
    static let losslessFrame = 0xF7

    /// Whether a frame header follows: `SOF0` to `SOF15`, which leave out three other markers.
    static func isFrame(_ marker: Int) -> Bool {
      (0xC0...0xCF).contains(marker) && marker != 0xC4 && marker != 0xC8 && marker != 0xCC
    }

    /// Whether a table, a frame, a scan, application data or a comment follows.
    ///
    /// What such a marker follows is not the end of the file's picture but that of its thumbnail.
    static func isSegment(_ marker: Int) -> Bool {
      switch marker {
      case 0xC0...0xCF, 0xDA...0xEF, 0xFE: true
      default: false
      }
    }
  }
}
