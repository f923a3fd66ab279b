/// What an archive says about one of its entries.
package struct TarEntry: Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    case file
    case directory
    case symbolicLink
    /// Another name for an earlier entry.
    case hardLink
    /// A device, a pipe, or something else that no dataset holds.
    case other
  }

  /// The name, without the slash that ends a directory's.
  ///
  /// It may be absolute or lead out of the folder it is unpacked in: whoever unpacks has to check,
  /// in its UTF-8 bytes, where a combining character cannot hide a slash.
  /// libarchive puts names from pax headers into a Unicode normal form, so compare them as strings
  /// and not byte by byte.
  package let name: String
  package let kind: Kind
  /// How long the body is; zero for all but files.
  package let byteCount: Int

  package init(name: String, kind: Kind, byteCount: Int) {
    self.name = name
    self.kind = kind
    self.byteCount = byteCount
  }
}
