internal import Archives
internal import Crypto
internal import Documents

/// SHA-256 of whole files and byte arrays, as 64 hexadecimal digits.
package enum SHA256Sum {
  package static func of(_ bytes: [UInt8]) -> String { SHA256.hash(data: bytes).hexadecimal }

  /// The length and digest of all that a source gives.
  static func of(_ source: any ByteSource) throws -> FileDigest {
    var meter = DigestMeter()
    try source.forEachChunk { meter.add($0) }
    return meter.digest
  }
}

/// Measures bytes as they go by.
struct DigestMeter {
  private var hash = SHA256()
  private(set) var byteCount = 0

  mutating func add(_ bytes: Span<UInt8>) {
    unsafe bytes.withUnsafeBytes { unsafe hash.update(bufferPointer: $0) }
    byteCount += bytes.count
  }

  var digest: FileDigest {
    FileDigest(byteCount: byteCount, sha256: hash.finalize().hexadecimal)
  }
}

enum Hexadecimal {
  private static let digits = Array("0123456789abcdef".utf8)

  /// Appends two digits for each byte, in lower case.
  static func append(_ bytes: Span<UInt8>, to text: inout [UInt8]) {
    for index in bytes.indices {
      text.append(digits[Int(bytes[index] >> 4)])
      text.append(digits[Int(bytes[index] & 15)])
    }
  }
}

extension Digest {
  var hexadecimal: String {
    var text: [UInt8] = []
    Hexadecimal.append(Array(self).span, to: &text)
    return String(decoding: text, as: UTF8.self)
  }
}
