/// Finds the file of this repository that stands behind a URL.
package final class MountTable: Sendable {
  private let root: String
  private let mounts: [Mount]
  private let folders: ContainedFolders

  init(root: String, mounts: [Mount]) {
    self.root = root
    self.mounts = mounts
    folders = ContainedFolders(root: root)
  }

  /// What URLs of this repository start with.
  var prefixes: [String] { mounts.map(\.prefix) }

  var isEmpty: Bool { mounts.isEmpty }

  package enum Lookup: Sendable, Equatable {
    /// No mount serves this URL.
    case elsewhere
    /// The file, relative to the dataset's folder.
    case file(String)
    /// A mount serves this URL, and there is no such file; the path it would have.
    case missing(String)
  }

  /// Looks up the file behind a URL, without its query and fragment.
  ///
  /// - Parameter url: The URL.
  /// - Returns: The answer, and the path, relative to the dataset's folder, of the file on which it
  ///   depends; `nil` where it depends on the URL alone.
  package func lookUp(_ url: String) -> (answer: Lookup, path: String?) {
    guard let mount = mounts.first(where: { url.utf8.starts(with: $0.prefix.utf8) }) else {
      return (.elsewhere, nil)
    }
    let rest = url.utf8.dropFirst(mount.prefix.utf8.count).prefix {
      $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#")
    }
    let folder = mount.folder.isEmpty ? "" : mount.folder + "/"
    guard let name = Self.percentDecoded(rest) else {
      return (.missing(VisibleText.escape(folder + String(Substring(rest)))), nil)
    }
    let path = folder + name
    guard !name.isEmpty, !Self.leadsUp(name) else {
      return (.missing(VisibleText.escape(path)), nil)
    }
    return (isFile(path) ? .file(path) : .missing(VisibleText.escape(path)), path)
  }

  /// Whether a file is there, inside the dataset wherever links lead.
  private func isFile(_ path: String) -> Bool {
    let absolute = root + "/" + path
    if FileKind.isFileItself(absolute) { return folders.contain(Folder.parent(of: absolute)) }
    guard FileKind.isLink(absolute), let real = RealPath.resolve(absolute) else { return false }
    return FileKind.isFile(real) && folders.contain(Folder.parent(of: real))
  }

  private static func leadsUp(_ name: String) -> Bool {
    name.utf8.split(separator: UInt8(ascii: "/")).contains { $0.elementsEqual("..".utf8) }
  }

  /// The path of a file with links followed, relative to the dataset's folder.
  func realPath(_ path: String) -> String? {
    let realRoot = RealPath.resolve(root) ?? root
    guard let real = RealPath.resolve(root + "/" + path), real.hasPrefix(realRoot + "/") else {
      return nil
    }
    return String(real.dropFirst(realRoot.count + 1))
  }

  package func absolutePath(_ path: String) -> String { root + "/" + path }

  /// The text that percent-encoded bytes stand for; `nil` where they stand for none.
  private static func percentDecoded(_ text: Substring.UTF8View) -> String? {
    guard text.contains(UInt8(ascii: "%")) else { return String(Substring(text)) }
    var bytes: [UInt8] = []
    var rest = Array(text)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard rest.count >= 2,
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16), value != 0
      else { return nil }
      bytes.append(value)
      rest.removeFirst(2)
    }
    return String(validating: bytes, as: UTF8.self)
  }
}
