import TestSupport
import Testing
import WebClient

/// Certificates are verified, always.
@Suite(.enabled(if: TLSFront.isAvailable, "needs openssl and python3"))
struct TLSTests {
  private let server: ScriptedServer
  private let front: TLSFront
  private let certificate: TestCertificate

  init() throws {
    server = try ScriptedServer(["/": { _ in .text("hello") }])
    certificate = try TestCertificate(names: ["a.test"])
    front = try TLSFront(to: server, certificate: certificate)
  }

  private func error(from host: String, trusting authorities: String?) async -> String? {
    var options = WebClient.Options.toward(server)
    options.ports.insert(front.port)
    options.certificateAuthorities = authorities
    do {
      _ = try await WebClient(options).send(WebRequest(front.url("/", host: host)))
      return nil
    } catch {
      return "\(error)"
    }
  }

  @Test func aTrustedCertificateIsFine() async {
    #expect(await error(from: "a.test", trusting: certificate.path) == nil)
  }

  @Test func aCertificateForAnotherHostIsNot() async {
    #expect(
      await error(from: "b.test", trusting: certificate.path)
        == "no secure connection: the certificate is for another host")
    #expect(server.requestCount == 0)
  }

  @Test func aCertificateSignedByItselfIsNot() async {
    #expect(
      await error(from: "a.test", trusting: nil)
        == "no secure connection: the certificate is signed by itself")
    #expect(server.requestCount == 0)
  }
}
