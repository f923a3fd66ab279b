import Bindery
import Foundation
import TestSupport
import Testing

/// Links to sites with TLS.
@Suite(.enabled(if: TLSFront.isAvailable, "needs openssl and python3"))
struct SecureLinkTests {
  private let dataset: OnlineDataset
  private let certificate: TestCertificate
  private let front: TLSFront

  init() throws {
    dataset = try OnlineDataset()
    certificate = try TestCertificate(names: ["a.test"])
    front = try TLSFront(to: dataset.server, certificate: certificate)
    dataset.ports = [(front.port, "SECURE")]
    dataset.network.certificateAuthorities = certificate.path
    dataset.server.route("/page") { _ in .text("page") }
  }

  private func expect(_ url: String, golden: String) async throws {
    try dataset.write([url])
    let run = await dataset.run()
    try Golden.expect(dataset.transcript(run), equals: "online-\(golden)")
  }

  @Test func aGoodCertificate() async throws {
    try await expect(front.url("/page", host: "a.test"), golden: "tls-good")
  }

  @Test func aCertificateForAnotherHost() async throws {
    try await expect(front.url("/page", host: "b.test"), golden: "tls-wrong-name")
    #expect(dataset.server.requestCount == 0)
  }

  @Test func aCertificateThatNobodyTrusts() async throws {
    dataset.network.certificateAuthorities = nil
    try await expect(front.url("/page", host: "a.test"), golden: "tls-untrusted")
    #expect(dataset.server.requestCount == 0)
  }

  /// The certificates of an intranet are named by the variable that OpenSSL's own tools go by.
  @Test func aCertificateOfTheEnvironment() async throws {
    try dataset.write([front.url("/page", host: "a.test")])
    dataset.network.certificateAuthorities = nil
    let run = await CommandRun.bindery(
      "validate", "--online", "--allow-private-addresses", in: dataset.folder.path,
      environment: ["SSL_CERT_FILE": certificate.path], network: dataset.network)
    #expect(run.status == 0 && run.standardOutput.isEmpty, "\(run.standardOutput)")
  }

  @Test func downgrade() async throws {
    let target = dataset.url("/page")
    dataset.server.route("/down") { _ in .redirect(to: target, status: 301) }
    try await expect(front.url("/down", host: "a.test"), golden: "downgrade")
  }

  @Test func movedToHTTPS() async throws {
    let target = front.url("/page", host: "a.test")
    dataset.server.route("/old") { _ in .redirect(to: target, status: 301) }
    try await expect(dataset.url("/old"), golden: "moved-to-https")
  }
}
