/// Why an archive or a compressed stream could not be written or read.
package struct ArchiveError: Error, Sendable, CustomStringConvertible {
  package struct Code: Hashable, Sendable {
    private let name: String

    /// The bytes are not what the format allows, or a checksum does not match.
    package static let damaged = Self(name: "damaged")
    /// The bytes end before the format's own end.
    package static let truncated = Self(name: "truncated")
    /// There are bytes after the format's own end.
    package static let trailingBytes = Self(name: "trailing bytes")
    /// More entries or more bytes than the caller allows.
    package static let limitExceeded = Self(name: "limit exceeded")
    /// A well-formed feature that this module does not take part in.
    package static let unsupported = Self(name: "unsupported")
    /// A name that no entry can have.
    package static let invalidName = Self(name: "invalid name")
    /// An entry's body ended before the announced number of bytes.
    package static let bodyTooShort = Self(name: "body too short")
    /// An entry's body went on after the announced number of bytes.
    package static let bodyTooLong = Self(name: "body too long")
    /// The writer or reader was finished, or an earlier error ended it.
    package static let closed = Self(name: "closed")
    /// A file could not be opened or read.
    package static let fileUnreadable = Self(name: "file unreadable")
    /// The C library refused to do what was asked, for example for want of memory.
    package static let refused = Self(name: "refused")
  }

  package let code: Code
  /// The C library's own words where it has any.
  package let message: String
  /// The name of the archive's entry, or the path of the file, where one is at fault.
  package let place: String?

  package init(code: Code, message: String, place: String? = nil) {
    self.code = code
    self.message = message
    self.place = place
  }

  package var description: String {
    place.map { "\($0): \(message)" } ?? message
  }
}
