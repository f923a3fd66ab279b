internal import Crypto

/// Names of git's objects.
enum GitObject {
  /// The name that git gives a content: SHA-1 or SHA-256, as long as another name.
  ///
  /// Format: <https://git-scm.com/book/en/v2/Git-Internals-Git-Objects>
  static func name(ofBlob bytes: [UInt8], like other: String) -> String {
    let header = Array("blob \(bytes.count)\0".utf8)
    if other.utf8.count == 64 {
      var digest = SHA256()
      digest.update(data: header)
      digest.update(data: bytes)
      return digest.finalize().hexadecimal
    }
    var digest = Insecure.SHA1()
    digest.update(data: header)
    digest.update(data: bytes)
    return digest.finalize().hexadecimal
  }
}
