internal import Glibc

/// What the operating system said when it refused.
package struct SystemError: Error, Sendable, Hashable {
  package let code: Int32

  package init(_ code: Int32) { self.code = code }

  /// The system's own words, such as "No such file or directory".
  package var message: String {
    var buffer = [CChar](repeating: 0, count: 256)
    guard unsafe strerror_r(code, &buffer, buffer.count) == 0 else { return "error \(code)" }
    return String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}

extension SystemError {
  /// Nothing is at the path.
  package var isNotFound: Bool { code == ENOENT || code == ENOTDIR }
}

extension SystemError {
  static let notFound = SystemError(ENOENT)
}
