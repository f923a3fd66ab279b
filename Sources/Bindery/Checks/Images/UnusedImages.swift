internal import Documents
internal import ImageHeaders

/// Finds image files in mounted folders that no record names.
enum UnusedImages {
  /// The images that are not in `used`, which holds the identities of paths.
  static func findings(_ dataset: Dataset, used: Set<Identity>) -> [Finding] {
    var findings: [Finding] = []
    var seen: Set<String> = []
    for mount in dataset.configuration.mounts {
      var folders = [mount.folder]
      while let folder = folders.popLast() {
        guard seen.insert(folder).inserted else { continue }
        let path = folder.isEmpty ? dataset.root : dataset.root + "/" + folder
        // A folder that cannot be read is reported where a record names one of its files.
        for (name, kind) in (try? DirectoryListing.names(of: path)) ?? [] {
          let child = folder.isEmpty ? name : folder + "/" + name
          switch kind {
          case .directory where name != ".git" && name != LocalDatabase.folder:
            folders.append(child)
          case .file where isImage(name) && !used.contains(Identity(key: child)):
            guard !dataset.configuration.ignore.contains(where: { $0.matches(child) }) else {
              continue
            }
            findings.append(.unusedImage(child))
          default: continue
          }
        }
      }
    }
    return findings
  }

  private static func isImage(_ name: String) -> Bool {
    name.lastIndex(of: ".").flatMap {
      ImageFormat(fileExtension: String(name[name.index(after: $0)...]))
    } != nil
  }

  /// Visits the URLs under a mount that stand in a text, as in Markdown.
  static func forEachAddress(
    in text: Span<UInt8>, mounts: MountTable, _ body: (String) -> Void
  ) {
    for prefix in mounts.prefixes {
      let prefix = Array(prefix.utf8)
      var offset = 0
      while offset + prefix.count <= text.count {
        guard text.extracting(offset..<offset + prefix.count).hasSameBytes(as: prefix.span) else {
          offset += 1
          continue
        }
        var end = offset + prefix.count
        while end < text.count, !endsAddress(text[end]) { end += 1 }
        body(text.extracting(offset..<end).string)
        offset = end
      }
    }
  }

  private static func endsAddress(_ byte: UInt8) -> Bool {
    byte <= 0x20 || "\"'()<>[]`|".utf8.contains(byte)
  }
}

extension Finding {
  fileprivate static func unusedImage(_ path: String) -> Finding {
    Finding(
      rule: "image/unused", severity: .warning, location: Location(path: path),
      message: "no record names this image",
      help: "remove the file, name it in a record, or add it to 'ignore' in bindery.yml")
  }
}
