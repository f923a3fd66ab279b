internal import Documents
internal import Glibc

/// The lines of the records that differ, kept in a file without a name.
///
/// The two releases hold their records in the order of files, which need not be the same, so what
/// is to be compared is put aside and fetched by key. In memory are only the keys.
final class RecordSpool {
  private let descriptor: Int32
  private var lines: [[UInt8]: (offset: Int, byteCount: Int)] = [:]
  private var byteCount = 0

  init(path: String) throws {
    descriptor = unsafe open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw BinderyError.unwritable(path, SystemError(errno)) }
    unsafe unlink(path)
  }

  deinit { close(descriptor) }

  /// Puts the records with these keys aside.
  func fill(from release: ReleaseContents, _ collection: String, keys: [[UInt8]]) throws {
    guard !keys.isEmpty, var source = try release.lines("data/\(collection).jsonl") else { return }
    var wanted = Set(keys)
    while !wanted.isEmpty, let line = try source.next() {
      guard let key = Self.key(of: line), wanted.remove(key) != nil else { continue }
      guard byteCount + line.count <= Limits.maximumDiffByteCount else {
        throw BinderyError(
          .release, "the records that differ have more than \(Limits.maximumDiffByteCount) bytes")
      }
      try write(line)
      lines[key] = (byteCount, line.count)
      byteCount += line.count
    }
  }

  /// The record of a key; `nil` where the release does not hold it, or not as JSON.
  func record(_ key: [UInt8]) throws -> Value? {
    guard let (offset, byteCount) = lines[key] else { return nil }
    var bytes = [UInt8](repeating: 0, count: byteCount)
    var position = 0
    while position < byteCount {
      let start = position
      let result = unsafe bytes.withUnsafeMutableBytes { buffer in
        unsafe pread(
          descriptor, buffer.baseAddress?.advanced(by: start), byteCount - start,
          off_t(offset + start))
      }
      if result < 0 && errno == EINTR { continue }
      guard result > 0 else {
        throw BinderyError(
          .unreadable, "cannot read a temporary file: \(SystemError(errno).message)")
      }
      position += result
    }
    let parsed = DocumentReader.readLine(bytes, number: 1)
    return parsed.hasValues ? parsed.document.root : nil
  }

  /// A line of a release starts with the key: `{"_id":"…"`.
  private static func key(of line: [UInt8]) -> [UInt8]? {
    let start = Array("{\"_id\":\"".utf8)
    guard line.starts(with: start) else { return nil }
    let text = line.dropFirst(start.count)
    guard let end = text.firstIndex(where: { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") })
    else { return nil }
    if line[end] == UInt8(ascii: "\"") { return Array(text[..<end]) }
    // The rare key with an escape.
    let parsed = DocumentReader.readLine(line, number: 1)
    return parsed.hasValues ? parsed.document.root["_id"]?.string.map { Array($0.utf8) } : nil
  }

  private func write(_ bytes: [UInt8]) throws {
    var position = 0
    while position < bytes.count {
      let result = unsafe bytes[position...].withUnsafeBytes {
        unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      if result < 0 && errno == EINTR { continue }
      guard result > 0 else {
        throw BinderyError(
          .unwritable, "cannot write a temporary file: \(SystemError(errno).message)")
      }
      position += result
    }
  }
}
