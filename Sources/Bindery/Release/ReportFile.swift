internal import Glibc

/// A report that a user wants in a file: the old one or the new one is there, never half.
package enum ReportFile {
  package static func write(_ bytes: [UInt8], to path: String) throws {
    let temporary = path + ".bindery-\(getpid())"
    do {
      let file = try OutputFile(path: temporary)
      try file.write(bytes)
      _ = try file.finish()
      try Folder.rename(temporary, to: path)
    } catch {
      unsafe unlink(temporary)
      throw error
    }
  }
}
