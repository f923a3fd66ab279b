internal import Glibc
internal import Synchronization

/// A stream of this process.
package final class StandardStream: OutputStream {
  private let descriptor: Int32
  /// The first error number of a write, or 0.
  private let errorNumber = Atomic<Int32>(0)
  package let isTerminal: Bool

  package static let output = StandardStream(1)
  package static let error = StandardStream(2)

  private init(_ descriptor: Int32) {
    self.descriptor = descriptor
    isTerminal = isatty(descriptor) == 1
  }

  package var failure: String? {
    let number = errorNumber.load(ordering: .relaxed)
    // Who stops reading, as `head` does, has seen enough.
    return number == 0 || number == EPIPE ? nil : unsafe String(cString: strerror(number))
  }

  /// Writes all bytes, or gives up: the status tells the outcome to those who do not read.
  package func write(_ bytes: [UInt8]) {
    var written = 0
    while written < bytes.count {
      let result = unsafe bytes.withUnsafeBytes { bytes in
        unsafe Glibc.write(
          descriptor, bytes.baseAddress?.advanced(by: written), bytes.count - written)
      }
      if result < 0 {
        let number = errno
        if number == EINTR { continue }
        _ = errorNumber.compareExchange(expected: 0, desired: number, ordering: .relaxed)
        return
      }
      written += result
    }
  }
}
