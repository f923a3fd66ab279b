import Archives
import Foundation
import Testing

@Suite struct FileSourceTests {
  @Test func aFileIsReadToItsEnd() throws {
    try withTemporaryFolder { folder in
      let file = folder.appending(path: "bäume.bin")
      let bytes = noiseBytes(200_000)
      try Data(bytes).write(to: file)
      expectSame(try FileSource(path: file.path(percentEncoded: false)).allBytes(), bytes)
    }
  }

  @Test func aMissingFileAndAFolderAreErrors() throws {
    try withTemporaryFolder { folder in
      let path = folder.path(percentEncoded: false)
      expectError(.fileUnreadable) { try FileSource(path: path + "/none") }
      expectError(.fileUnreadable) { try FileSource(path: path).allBytes() }
    }
  }
}
