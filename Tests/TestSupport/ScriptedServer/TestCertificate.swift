import Foundation

/// A certificate for some names, signed by itself, in files of its own.
package struct TestCertificate {
  private let folder: TemporaryFolder
  /// The certificate, which a client can be told to trust.
  package var path: String { folder.url("certificate.pem").path }
  var keyPath: String { folder.url("key.pem").path }

  /// Makes a certificate with the program `openssl`, valid for a day.
  package init(names: [String]) throws {
    folder = try TemporaryFolder()
    let alternatives = names.map { "DNS:\($0)" }.joined(separator: ",")
    try Shell.run(
      "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
      "-noenc", "-days", "1", "-subj", "/CN=\(names.first ?? "test")",
      "-addext", "subjectAltName=\(alternatives)", "-keyout", keyPath, "-out", path)
  }
}
