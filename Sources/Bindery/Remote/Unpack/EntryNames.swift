/// The names of an archive's entries, each checked before anything is written under it.
///
/// A name that is let through leads to a place below the folder that the archive is unpacked into,
/// on any file system, and to no place that another name leads to.
struct EntryNames {
  /// Why a name is refused, in words.
  struct Refusal: Error {
    let reason: String
  }

  private static let maximumByteCount = 1024
  /// The longest name that common file systems take, in bytes.
  private static let maximumPartByteCount = 255
  private static let maximumDepth = 32

  /// Each path and each folder above one, by its folded form.
  private var spellings: [String: (bytes: [UInt8], isFolder: Bool)] = [:]

  /// Checks the name of a file or folder, and gives its parts.
  mutating func admit(_ name: String, isFolder: Bool) throws(Refusal) -> [String] {
    let parts = try Self.parts(of: name)
    var path: [String] = []
    for (index, part) in parts.enumerated() {
      path.append(part)
      let isLast = index == parts.count - 1
      try register(path.joined(separator: "/"), isFolder: !isLast || isFolder, isEntry: isLast)
    }
    return parts
  }

  /// In bytes: as characters, a `/` with a combining mark behind it would be no `/`.
  private static func parts(of name: String) throws(Refusal) -> [String] {
    guard name.utf8.count <= maximumByteCount else { throw Refusal(reason: "it is too long") }
    guard !name.unicodeScalars.contains(where: VisibleText.isInvisible) else {
      throw Refusal(reason: "it holds a control or invisible character")
    }
    guard !name.utf8.contains(UInt8(ascii: "\\")) else {
      throw Refusal(reason: "it holds a backslash")
    }
    let parts = Array(name.utf8).split(
      separator: UInt8(ascii: "/"), omittingEmptySubsequences: false
    ).map { String(decoding: $0, as: UTF8.self) }
    guard parts.first != "" else { throw Refusal(reason: "it is absolute") }
    guard parts.count <= maximumDepth else { throw Refusal(reason: "it is too deep") }
    for part in parts {
      guard part != ".." else { throw Refusal(reason: "it leads out of its folder") }
      guard !part.isEmpty, part != "." else {
        throw Refusal(reason: "a part of it is empty or '.'")
      }
      guard part.utf8.count <= maximumPartByteCount else {
        throw Refusal(reason: "a part of it is too long")
      }
    }
    return parts
  }

  /// Strings are equal where their normal forms are, so folding the case is all that is left to do.
  private mutating func register(
    _ path: String, isFolder: Bool, isEntry: Bool
  ) throws(Refusal) {
    let bytes = Array(path.utf8)
    let folded = path.uppercased().lowercased()
    guard let known = spellings[folded] else {
      spellings[folded] = (bytes, isFolder)
      return
    }
    guard known.bytes == bytes else {
      let other = VisibleText.shortened(String(decoding: known.bytes, as: UTF8.self))
      throw Refusal(reason: "'\(other)' differs from it only by case or normalisation")
    }
    guard known.isFolder, isFolder else { throw Refusal(reason: "it is there twice") }
  }
}
