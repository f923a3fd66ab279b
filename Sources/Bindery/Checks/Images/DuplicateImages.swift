internal import Crypto
internal import Documents

/// An image of this repository that a record shows.
struct LocalImageUse {
  let url: String
  let path: String
  let file: ImageFile
  let value: Value
}

/// Finds images with the same bytes under different URLs of one record.
///
/// Only files of the same length are read for that, each once.
enum DuplicateImages {
  static func check(in context: inout CheckContext) {
    var seen: Set<String> = []
    var byLength: [Int: [LocalImageUse]] = [:]
    for use in context.localImages where seen.insert(use.url).inserted {
      byLength[use.file.byteCount, default: []].append(use)
    }
    for uses in byLength.values where uses.count > 1 {
      var first: [String: LocalImageUse] = [:]
      for use in uses {
        let path = context.absolutePath(use.path)
        guard let digest = digest(path, byteCount: use.file.byteCount) else { continue }
        guard let other = first[digest] else {
          first[digest] = use
          continue
        }
        context.report(
          "image/duplicate", at: use.value,
          "this image has the same bytes as '\(VisibleText.shortened(other.url, maximumScalarCount: 200))', which this record shows too",
          help: "show another image, or remove one of the two", severity: .warning)
      }
    }
  }

  private static func digest(_ path: String, byteCount: Int) -> String? {
    guard let file = try? OpenFile(path), file.byteCount == byteCount else { return nil }
    var digest = SHA256()
    let step = 262_144
    for offset in stride(from: 0, to: byteCount, by: step) {
      guard let part = try? file.read(offset..<min(byteCount, offset + step)) else { return nil }
      digest.update(data: part)
    }
    return digest.finalize().hexadecimal
  }
}
