internal import Archives
internal import ImageHeaders

/// Measures an image file from as few of its first bytes as will do.
enum ImageFile {
  struct Problem: Error { let message: String }

  /// How far into a file its size is looked for.
  static let maximumHeaderByteCount = 16_777_216

  static func read(_ path: String) -> Result<ImageHeader, Problem> {
    do {
      let source = try FileSource(path: path)
      var bytes: [UInt8] = []
      var wanted = ImageHeaders.suggestedPrefixByteCount
      while true {
        let isComplete = try fill(&bytes, to: wanted, from: source)
        switch ImageHeaders.read(bytes.span, isComplete: isComplete) {
        case .header(let header): return .success(header)
        case .needsMore(let count):
          guard count <= maximumHeaderByteCount else {
            return .failure(
              Problem(
                message:
                  "its size does not stand in the first \(maximumHeaderByteCount / 1_048_576) MiB"))
          }
          wanted = max(count, bytes.count * 2)
        case .noPixelSize(let format):
          return .failure(Problem(message: "this \(format) image has no size in pixels"))
        case .unrecognized(let content):
          return .failure(Problem(message: "expected an image, found \(content)"))
        case .malformed(let format, let reason):
          return .failure(Problem(message: "the \(format) image is damaged: \(reason)"))
        }
      }
    } catch {
      return .failure(Problem(message: "\(error)"))
    }
  }

  /// Reads until there are `count` bytes; returns whether the file has no more.
  private static func fill(
    _ bytes: inout [UInt8], to count: Int, from source: FileSource
  ) throws -> Bool {
    var buffer = [UInt8](repeating: 0, count: 16_384)
    while bytes.count < count {
      var span = buffer.mutableSpan
      let read = try source.read(into: &span)
      if read == 0 { return true }
      bytes += buffer[..<read]
    }
    return false
  }
}
