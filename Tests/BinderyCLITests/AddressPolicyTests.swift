import Bindery
import Foundation
import TestSupport
import Testing
import WebClient

/// No link of a stranger makes the machine talk to its own network.
struct AddressPolicyTests {
  private func dataset() throws -> OnlineDataset {
    let dataset = try OnlineDataset()
    dataset.allowsPrivateAddresses = false
    dataset.links = "timeout: 500ms, interval: 0ms"
    dataset.server.routeOthers { _ in .text("secret") }
    return dataset
  }

  @Test(arguments: [
    ("name", "http://a.test:PORT/"), ("loopback", "http://127.0.0.1:PORT/"),
    ("decimal", "http://2130706433:PORT/"), ("hexadecimal", "http://0x7f.1:PORT/"),
    ("octal", "http://0177.0.0.1:PORT/"), ("mapped", "http://[::ffff:127.0.0.1]:PORT/"),
    ("translated", "http://[64:ff9b::7f00:1]:PORT/"), ("version-6", "http://[::1]:PORT/"),
    ("localhost", "http://localhost:PORT/"), ("unspecified", "http://0.0.0.0:PORT/"),
    ("metadata", "http://169.254.169.254:PORT/latest/meta-data/"),
  ])
  func address(name: String, url: String) async throws {
    let dataset = try dataset()
    try dataset.write([url.replacing("PORT", with: "\(dataset.server.port)")])
    let run = await dataset.run()
    try Golden.expect(dataset.transcript(run), equals: "online-private-\(name)")
    #expect(dataset.server.connectionCount == 0)
  }

  /// A name with two addresses: only the public one is tried, which nobody answers for.
  @Test func twoAddresses() async throws {
    let dataset = try dataset()
    dataset.network.resolve["two.test"] = ["127.0.0.1", "203.0.113.1"]
    try dataset.write([dataset.url("/", host: "two.test")])
    let run = await dataset.run()
    #expect(run.standardOutput.contains("[link/"), "\(run.standardOutput)")
    #expect(dataset.server.connectionCount == 0)
  }

  /// A redirect is vetted like a link; the first hop is let pass here.
  @Test func redirect() async throws {
    let dataset = try dataset()
    let inner = try ScriptedServer(address: "127.0.0.2")
    inner.routeOthers { _ in .text("secret") }
    dataset.ports = [(inner.port, "INNER")]
    dataset.network.addresses = AddressPolicy.publicInternet.excepting("127.0.0.1")
    dataset.network.resolve["inner.test"] = ["127.0.0.2"]
    let target = inner.url("/", host: "inner.test")
    dataset.server.route("/page") { _ in .redirect(to: target) }
    try dataset.write([dataset.url("/page")])
    let run = await dataset.run()
    try Golden.expect(dataset.transcript(run), equals: "online-private-redirect")
    #expect(inner.connectionCount == 0)
    #expect(dataset.server.connectionCount > 0)
  }

  @Test func redirectToMetadata() async throws {
    let dataset = try dataset()
    dataset.network.addresses = AddressPolicy.publicInternet.excepting("127.0.0.1")
    dataset.server.route("/page") { _ in .redirect(to: "http://169.254.169.254/latest/") }
    try dataset.write([dataset.url("/page")])
    let run = await dataset.run()
    try Golden.expect(dataset.transcript(run), equals: "online-private-redirect-to-metadata")
  }

  @Test func otherPorts() async throws {
    let dataset = try dataset()
    dataset.allowsPrivateAddresses = true
    let other = try ScriptedServer()
    try dataset.write([other.url("/page", host: "a.test")])
    dataset.ports = [(other.port, "OTHER")]
    let run = await dataset.run()
    try Golden.expect(dataset.transcript(run), equals: "online-port")
    #expect(other.connectionCount == 0)
  }

  /// Nothing in a dataset's files opens the way to private addresses.
  @Test func configurationCannotAllowIt() async throws {
    let dataset = try dataset()
    dataset.links = "allowPrivateAddresses: true"
    try dataset.write([dataset.url("/")])
    let run = await dataset.run()
    #expect(run.status == 2)
    #expect(dataset.server.connectionCount == 0)
  }

  @Test func optionNeedsOnline() async throws {
    let dataset = try dataset()
    try dataset.write([])
    let run = await CommandRun.bindery(
      "validate", "--allow-private-addresses", in: dataset.folder.path)
    #expect(run.status == 64)
  }

  @Test func offlineAsksNobody() async throws {
    let dataset = try dataset()
    try dataset.write([dataset.url("/")])
    let run = await CommandRun.bindery(
      "validate", in: dataset.folder.path, network: dataset.network)
    #expect(run.status == 0)
    #expect(dataset.server.connectionCount == 0)
    #expect(!dataset.folder.exists(".bindery/links.sqlite"))
  }
}
