internal import Documents
internal import Glibc

/// Writes the real sizes of images into records: the bytes of the numbers change, and no others.
package enum SizeFix {
  /// What came of the changes that were asked for.
  package struct Outcome: Sendable {
    /// The changes that were made, in the order of their places.
    package var made: [SizeEdit] = []
    /// The changes that were not made, with the reasons.
    package var refused: [(edit: SizeEdit, reason: String)] = []
  }

  /// Makes all changes that can be made; each file is the old one or the new one at any time.
  ///
  /// - Throws: `BinderyError` where a file cannot be written.
  package static func apply(_ edits: [SizeEdit], root: String) throws -> Outcome {
    var outcome = Outcome()
    let byPath = Dictionary(grouping: edits, by: \.location.path)
    for (path, edits) in byPath.sorted(by: { $0.key < $1.key }) {
      var possible: [(edit: SizeEdit, range: Range<Int>)] = []
      for edit in edits {
        switch edit.place {
        case .success(let range):
          // A schema may lead to one image twice.
          guard !possible.contains(where: { $0.edit.isSamePlace(as: edit) }) else { continue }
          possible.append((edit, range))
        case .failure(let refusal): outcome.refused.append((edit, refusal.reason))
        }
      }
      guard !possible.isEmpty else { continue }
      do {
        try apply(possible, to: path, root: root)
        outcome.made += possible.map(\.edit)
      } catch let refusal as SizeEdit.Refusal {
        outcome.refused += possible.map { ($0.edit, refusal.reason) }
      }
    }
    outcome.made.sort { $0.location.precedes($1.location) }
    outcome.refused.sort { $0.edit.location.precedes($1.edit.location) }
    return outcome
  }

  private static func apply(
    _ edits: [(edit: SizeEdit, range: Range<Int>)], to path: String, root: String
  ) throws {
    // A link stays a link: the file that it leads to is the one that is changed.
    guard let real = RealPath.resolve(root + "/" + path), let realRoot = RealPath.resolve(root),
      RealPath.isInside(real, realRoot)
    else { throw SizeEdit.Refusal(reason: "the file is not in the dataset's folder") }
    guard let before = FileState(real) else { throw changed }
    let isLines = RecordFormat(path: path) == .jsonLines
    let limit = isLines ? Limits.maximumJSONLinesByteCount : Limits.maximumRecordByteCount
    guard var bytes = try? FileReader.read(real, maximumByteCount: limit) else { throw changed }
    let lines = isLines ? Lines(bytes) : nil
    // From the end on, so that the places of the others stay what they were.
    let ordered = edits.sorted {
      ($0.edit.location.start.line, $0.range.lowerBound)
        > ($1.edit.location.start.line, $1.range.lowerBound)
    }
    var checked: Int?
    for (edit, range) in ordered {
      // The one document of the file, or the record on one line of it.
      let line = lines == nil ? 1 : edit.location.start.line
      let document = lines.map { $0.range(of: line) } ?? 0..<bytes.count
      if checked != line {
        guard SizeEdit.digest(bytes[document]) == edit.documentDigest else { throw changed }
        checked = line
      }
      let start = document.lowerBound + range.lowerBound
      bytes.replaceSubrange(start..<start + range.count, with: Array(String(edit.real).utf8))
    }
    try replace(real, with: bytes, before: before)
  }

  private static let changed = SizeEdit.Refusal(
    reason: "the file changed since it was read; run again")

  /// Writes beside the file and renames, with the mode that the file had.
  private static func replace(
    _ path: String, with bytes: [UInt8], before: FileState
  ) throws {
    let name = path.split(separator: "/").last ?? ""
    let temporary = Folder.parent(of: path) + "/.\(name).bindery-\(getpid())"
    do {
      let file = try OutputFile(path: temporary)
      try file.write(bytes)
      _ = try file.finish()
      guard unsafe chmod(temporary, before.mode) == 0 else {
        throw BinderyError.unwritable(path, SystemError(errno))
      }
      guard FileState(path) == before else { throw changed }
      try Folder.rename(temporary, to: path)
    } catch {
      unsafe unlink(temporary)
      throw error
    }
  }

  /// What tells that a file is still the one that was read.
  private struct FileState: Equatable {
    let device: dev_t
    let number: ino_t
    let byteCount: off_t
    let seconds: Int
    let nanoseconds: Int
    let mode: mode_t

    init?(_ path: String) {
      var status = stat()
      guard unsafe stat(path, &status) == 0 else { return nil }
      device = status.st_dev
      number = status.st_ino
      byteCount = status.st_size
      seconds = status.st_mtim.tv_sec
      nanoseconds = status.st_mtim.tv_nsec
      mode = status.st_mode & 0o7777
    }
  }

  /// Where the lines of a JSONL file are.
  private struct Lines {
    private var starts = [0]
    private let byteCount: Int

    init(_ bytes: [UInt8]) {
      byteCount = bytes.count
      for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
        starts.append(index + 1)
      }
    }

    /// The bytes of a line, from 1, without the line feed.
    func range(of line: Int) -> Range<Int> {
      guard line <= starts.count else { return 0..<0 }
      let start = starts[line - 1]
      return start..<max(start, line < starts.count ? starts[line] - 1 : byteCount)
    }
  }
}

extension SizeEdit {
  fileprivate func isSamePlace(as other: SizeEdit) -> Bool {
    location.path == other.location.path && location.start == other.location.start
  }
}

extension Location {
  fileprivate func precedes(_ other: Location) -> Bool {
    (path, start.line, start.column) < (other.path, other.start.line, other.start.column)
  }
}
