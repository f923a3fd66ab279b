internal import Documents

/// What can be wrong with a file before it is opened.
extension Finding {
  private static func coverage(
    _ rule: String, _ path: String, _ message: String, help: String
  ) -> Finding {
    Finding(
      rule: "dataset/\(rule)", location: Location(path: path), message: message, help: help)
  }

  static func unclaimedFile(_ path: String, excludedBy pattern: String?) -> Finding {
    guard let pattern else {
      return coverage(
        "unclaimed-file", path, "no collection claims this file",
        help: "move or rename it so that an 'include' matches, or add it to 'ignore' in bindery.yml"
      )
    }
    return coverage(
      "unclaimed-file", path, "'exclude: \(pattern)' leaves this file to no collection",
      help: "add '\(pattern)' to 'ignore' in bindery.yml if these files are not to be checked")
  }

  static func claimedTwice(_ path: String, by names: [String]) -> Finding {
    coverage(
      "claimed-twice", path,
      "more than one collection claims this file: \(names.joined(separator: ", "))",
      help: "narrow an 'include' or add an 'exclude' in bindery.yml, so that one collection is left"
    )
  }

  static func noMatch(_ glob: PlacedGlob, collection: String) -> Finding {
    Finding(
      rule: "dataset/no-match",
      location: Location(path: ConfigurationReader.fileName, value: glob.value),
      message: "the pattern '\(glob.content.text)' of '\(collection)' matches no file",
      help: "check its folders, its extension and upper and lower case")
  }

  static func outsideLink(_ path: String) -> Finding {
    coverage(
      "outside-link", path, "this symbolic link leads out of the dataset",
      help: "put the file itself here: what lies elsewhere is not read")
  }

  static func brokenLink(_ path: String) -> Finding {
    coverage(
      "broken-link", path, "this symbolic link leads nowhere",
      help: "remove the link, or restore the file that it names")
  }

  static func folderLink(_ path: String) -> Finding {
    coverage(
      "folder-link", path, "this symbolic link leads to a folder, and is not followed",
      help: "put the folder itself here, or add the link to 'ignore' in bindery.yml")
  }

  static func notAFile(_ path: String) -> Finding {
    coverage(
      "not-a-file", path, "this is neither a file nor a folder",
      help: "a record is a plain file; remove the pipe, socket or device")
  }

  static func fileName(_ path: String) -> Finding {
    coverage(
      "file-name", path, "the name is not UTF-8, or holds invisible characters",
      help: "rename the file with letters, digits, '-', '_' and '.'")
  }

  static func unreadableFolder(_ path: String, _ error: SystemError) -> Finding {
    coverage(
      "unreadable-file", path.isEmpty ? "." : path, "the folder cannot be read: \(error.message)",
      help: "check its permissions")
  }

  static func unreadableFile(_ path: String, _ failure: FileReader.Failure, limit: Int) -> Finding {
    switch failure {
    case .notAFile: return notAFile(path)
    case .tooLarge:
      return Finding(
        rule: "record/too-large", location: Location(path: path),
        message: "the file is larger than \(limit / 1_048_576) MiB",
        help: "a record holds text; put large content into a file of its own and link to it")
    case .system(let error) where error.isNotFound:
      return coverage(
        "unreadable-file", path, "the file vanished while it was being read",
        help: "run again when nothing else changes the dataset")
    case .system(let error):
      return coverage(
        "unreadable-file", path, "the file cannot be read: \(error.message)",
        help: "check its permissions")
    }
  }
}
