internal import Glibc
internal import Synchronization

/// The user's cache of downloads, where there is one that can be written to.
///
/// That is found out once, when the first file is wanted; without a cache, downloads go on in a
/// folder of the pull's own.
final class DownloadCache: Sendable {
  private let folder: DownloadFolder?
  private let warn: @Sendable (String) -> Void
  private let isUsable = Mutex<Bool?>(nil)

  /// - Parameters:
  ///   - folder: Where it is to be; `nil` for no cache.
  ///   - warn: Is told, once, why there is none.
  init(_ folder: DownloadFolder?, warn: @escaping @Sendable (String) -> Void) {
    self.folder = folder
    self.warn = warn
  }

  /// The cache's folder; `nil` where it cannot be written to.
  var usable: DownloadFolder? {
    guard let folder else { return nil }
    let isUsable = isUsable.withLock { known in
      if let known { return known }
      let problem = Self.problem(of: folder)
      if let problem {
        warn(
          "downloads are not kept for the next pull: \(problem); make it writable, or name another folder in XDG_CACHE_HOME"
        )
      }
      known = problem == nil
      return problem == nil
    }
    return isUsable ? folder : nil
  }

  /// Why the folder cannot be written to; `nil` where it can.
  private static func problem(of folder: DownloadFolder) -> String? {
    do {
      try Folder.create(folder.path)
      guard unsafe access(folder.path, W_OK | X_OK) == 0 else {
        throw BinderyError.unwritable(folder.path, SystemError(errno))
      }
      return nil
    } catch {
      return "\(error)"
    }
  }
}
