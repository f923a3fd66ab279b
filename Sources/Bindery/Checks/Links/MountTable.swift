/// Finds the file of this repository that stands behind a URL.
package struct MountTable: Sendable {
  private let root: String
  private let realRoot: String
  private let mounts: [Mount]

  init(root: String, mounts: [Mount]) {
    self.root = root
    realRoot = RealPath.resolve(root) ?? root
    self.mounts = mounts
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
  package func lookUp(_ url: String) -> Lookup {
    guard let (path, canBeServed) = served(url) else { return .elsewhere }
    guard canBeServed, let real = RealPath.resolve(root + "/" + path),
      RealPath.isInside(real, realRoot), FileKind.isFile(real)
    else { return .missing(VisibleText.escape(path)) }
    return .file(path)
  }

  /// The path, relative to the dataset's folder, on which the answer of `lookUp` depends; `nil`
  /// where it depends on the address alone.
  func servedPath(_ url: String) -> String? {
    guard let (path, canBeServed) = served(url), canBeServed else { return nil }
    return path
  }

  private func served(_ url: String) -> (path: String, canBeServed: Bool)? {
    guard let mount = mounts.first(where: { url.hasPrefix($0.prefix) }) else { return nil }
    let rest = url.dropFirst(mount.prefix.count).prefix { $0 != "?" && $0 != "#" }
    let name = Self.percentDecoded(rest)
    let path =
      mount.folder.isEmpty ? name ?? String(rest) : mount.folder + "/" + (name ?? String(rest))
    let canBeServed =
      name.map { !$0.isEmpty && !$0.split(separator: "/").contains("..") } ?? false
    return (path, canBeServed)
  }

  /// The path of a file with links followed, relative to the dataset's folder.
  func realPath(_ path: String) -> String? {
    guard let real = RealPath.resolve(root + "/" + path), real.hasPrefix(realRoot + "/") else {
      return nil
    }
    return String(real.dropFirst(realRoot.count + 1))
  }

  package func absolutePath(_ path: String) -> String { root + "/" + path }

  private static func percentDecoded(_ text: Substring) -> String? {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
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
