internal import Glibc

/// A folder that goes with the object.
package final class ScratchFolder: Sendable {
  package let path: String

  /// Makes a folder of a name that nobody else has.
  ///
  /// - Parameter parent: The folder that it is made in.
  /// - Throws: `BinderyError` where it cannot be made.
  package init(in parent: String) throws {
    var name = Array("\(parent)/bindery-XXXXXX".utf8CString)
    let path: String? = unsafe name.withUnsafeMutableBufferPointer { name in
      guard let start = name.baseAddress, unsafe mkdtemp(start) != nil else { return nil }
      return unsafe String(cString: start)
    }
    guard let path else { throw BinderyError.unwritable(parent, SystemError(errno)) }
    self.path = path
  }

  deinit { Folder.remove(path) }
}
