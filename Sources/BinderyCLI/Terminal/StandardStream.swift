internal import Glibc

/// A stream of this process.
package final class StandardStream: OutputStream {
  private let descriptor: Int32
  package let isTerminal: Bool

  package static let output = StandardStream(1)
  package static let error = StandardStream(2)

  private init(_ descriptor: Int32) {
    self.descriptor = descriptor
    isTerminal = isatty(descriptor) == 1
  }

  /// Writes all bytes, or gives up where nobody reads: the status still tells the outcome.
  package func write(_ bytes: [UInt8]) {
    var written = 0
    while written < bytes.count {
      let result = unsafe bytes.withUnsafeBytes { bytes in
        unsafe Glibc.write(
          descriptor, bytes.baseAddress?.advanced(by: written), bytes.count - written)
      }
      if result < 0 {
        if errno == EINTR { continue }
        return
      }
      written += result
    }
  }
}
