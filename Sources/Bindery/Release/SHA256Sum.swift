internal import Archives
internal import Crypto

/// SHA-256 of whole files and byte arrays, as 64 hexadecimal digits.
enum SHA256Sum {
  static func of(_ bytes: [UInt8]) -> String { SHA256.hash(data: bytes).hexadecimal }

  /// The length and digest of all that a source gives.
  static func of(_ source: any ByteSource) throws -> FileDigest {
    var digest = SHA256()
    var byteCount = 0
    try source.forEachChunk { chunk in
      unsafe chunk.withUnsafeBytes { unsafe digest.update(bufferPointer: $0) }
      byteCount += chunk.count
    }
    return FileDigest(byteCount: byteCount, sha256: digest.finalize().hexadecimal)
  }
}
