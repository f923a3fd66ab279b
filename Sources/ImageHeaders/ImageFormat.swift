/// An image file format.
///
/// Each format is declared beside its reader, in `Formats`.
public struct ImageFormat: Sendable {
  /// The name for people: `PNG`, `JPEG XL`.
  public let name: String

  /// The registered media type: `image/png`.
  ///
  /// Registry: <https://www.iana.org/assignments/media-types/media-types.xhtml#image>
  public let mediaType: String

  /// Other media types that are in use for the format, as `image/jpg` is.
  public let mediaTypeAliases: [String]

  /// The usual file name extensions, lower case, without the dot; the first is the preferred one.
  public let fileExtensions: [String]

  init(
    _ name: String, mediaType: String, mediaTypeAliases: [String] = [], fileExtensions: [String]
  ) {
    self.name = name
    self.mediaType = mediaType
    self.mediaTypeAliases = mediaTypeAliases
    self.fileExtensions = fileExtensions
  }
}

extension ImageFormat: Hashable, CustomStringConvertible {
  public static func == (left: Self, right: Self) -> Bool { left.name == right.name }

  public func hash(into hasher: inout Hasher) { hasher.combine(name) }

  public var description: String { name }
}

extension ImageFormat: CaseIterable {
  /// Every format that can be read.
  public static let allCases: [Self] = ImageHeaders.readers.flatMap { $0.formats }

  private static let byMediaType = table { [$0.mediaType] + $0.mediaTypeAliases }
  private static let byFileExtension = table(\.fileExtensions)

  /// The formats by names of theirs; of two formats with one name, the one declared first.
  private static func table(_ names: (Self) -> [String]) -> [String: Self] {
    let pairs = allCases.flatMap { format in names(format).map { ($0, format) } }
    return Dictionary(pairs) { first, _ in first }
  }

  /// The format of a media type, written in any case and without parameters; aliases count.
  public init?(mediaType: String) {
    guard let match = Self.byMediaType[mediaType.lowercased()] else { return nil }
    self = match
  }

  /// The format that a file name extension, in any case and without the dot, stands for.
  public init?(fileExtension: String) {
    guard let match = Self.byFileExtension[fileExtension.lowercased()] else { return nil }
    self = match
  }
}

extension ImageFormat {
  /// Whether images of `other` are images of this format too, as HEIC files are HEIF files.
  public func includes(_ other: ImageFormat) -> Bool {
    self == other || (self == .heif && other == .heic)
  }
}
