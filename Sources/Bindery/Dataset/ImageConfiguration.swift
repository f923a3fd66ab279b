/// What `bindery.yml` says under `images`.
package struct ImageConfiguration: Sendable {
  /// How many pixels an image may have; `nil` for any number.
  package var maximumPixelCount: Int?
  /// How many bytes an image may have; `nil` for any number.
  package var maximumByteCount: Int?
  /// Whether images in mounted folders that no record names are reported.
  package var reportsUnused = false
}
