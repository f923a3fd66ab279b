internal import Synchronization

/// The images of this repository that a run has looked at.
///
/// Many records show the same few images, such as the logo of a publisher: those are read once.
final class LocalImages: Sendable {
  private let known = Mutex<[String: Result<ImageFile, ImageFile.Problem>]>([:])

  /// How many are kept; the rest is read each time.
  private static let maximumCount = 65_536

  /// What the file at an absolute path is.
  func file(_ path: String) -> Result<ImageFile, ImageFile.Problem> {
    if let known = known.withLock({ $0[path] }) { return known }
    let result = Result { () throws(ImageFile.Problem) in try ImageFile.read(path) }
    known.withLock { if $0.count < Self.maximumCount { $0[path] = result } }
    return result
  }
}
