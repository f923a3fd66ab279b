import TestSupport
import Testing
import WebClient

/// Nothing reaches an address of a private network, however it is spelled and wherever it hides.
@Suite struct AddressPolicyTests {
  private let server: ScriptedServer
  /// A second one, from which redirects come.
  private let outside: ScriptedServer

  init() throws {
    server = try ScriptedServer(["/": { _ in .text("secret") }])
    outside = try ScriptedServer(address: "127.0.0.9")
  }

  private var options: WebClient.Options {
    WebClient.Options.toward(server, outside).with(\.allowsPrivateAddresses, false)
  }

  /// A client for which 127.0.0.9 is a public address, and 127.0.0.1 is not.
  private var clientOutside: WebClient {
    WebClient(
      options.with(\.resolve, ["outside.test": ["127.0.0.9"], "a.test": ["127.0.0.1"]]),
      addresses: .publicInternet.excepting("127.0.0.9"))
  }

  @Test(arguments: [
    "127.0.0.1", "2130706433", "0x7f.1", "0x7f000001", "0177.0.0.1", "127.1",
    "%31%32%37.0.0.1", "\u{ff11}27.0.0.1", "0", "0.0.0.0", "[::ffff:127.0.0.1]", "[::127.0.0.1]",
    "[::ffff:7f00:1]", "[::1]", "[::]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "localhost",
    "a.test",
  ])
  func loopbackIsRefusedInEachSpelling(_ host: String) async {
    let result = await outcome(
      of: WebRequest(server.url("/", host: host)), with: WebClient(options))
    #expect(result.contains("is an address of a private network"), "\(result)")
    #expect(server.connectionCount == 0)
  }

  @Test(arguments: [
    "0.1.2.3", "10.1.2.3", "100.64.0.1", "100.127.255.255", "169.254.169.254", "172.16.0.1",
    "172.31.255.255", "192.0.0.8", "192.168.1.1", "198.18.0.1", "198.19.255.255", "224.0.0.1",
    "240.0.0.1", "255.255.255.255", "fc00::1", "fdff::1", "fe80::1", "febf::1", "fec0::1",
    "ff02::1", "::ffff:10.1.2.3", "::10.1.2.3", "64:ff9b::a01:203", "64:ff9b:1::1",
    "2002:a01:203::1", "2001:0:a01:203::1", "::ffff:0:10.1.2.3",
  ])
  func namesOfSpecialAddressesAreRefused(_ address: String) async {
    let client = WebClient(options.with(\.resolve, ["name.test": [address]]))
    let result = await timedOutcome(
      of: WebRequest(server.url("/", host: "name.test")), with: client)
    #expect(result.text.contains("is an address of a private network"), "\(result.text)")
    #expect(result.duration < .seconds(5))
  }

  @Test(arguments: [
    "8.8.8.8", "100.63.255.255", "100.128.0.0", "172.15.0.1", "172.32.0.1", "192.0.1.1",
    "198.17.0.1", "198.20.0.1", "223.255.255.255", "[2606:4700::1111]", "[::ffff:8.8.8.8]",
    "[64:ff9b::808:808]", "[2002:808:808::1]",
  ])
  func publicAddressesAreNot(_ address: String) async {
    var request = WebRequest(server.url("/", host: address))
    request.limits = WebLimits()
    request.limits?.totalTimeout = .milliseconds(50)
    let result = await outcome(of: request, with: WebClient(options))
    #expect(!result.contains("private"), "\(result)")
  }

  @Test func aNameOfLoopbackIsRefused() async {
    let client = WebClient(options.with(\.resolve, ["name.test": ["127.0.0.1"]]))
    let url = server.url("/", host: "name.test")
    #expect(
      await outcome(of: WebRequest(url), with: client)
        == "'127.0.0.1' is an address of a private network at \(url)")
    #expect(server.connectionCount == 0)
  }

  @Test(arguments: [["127.0.0.1", "127.0.0.9"], ["127.0.0.9", "127.0.0.1"]])
  func ofTwoAddressesThePrivateOneIsNeverConnectedTo(_ addresses: [String]) async throws {
    let (outside, decoy) = try Self.serversOnOnePort()
    let client = WebClient(
      WebClient.Options.toward(outside).with(\.allowsPrivateAddresses, false)
        .with(\.resolve, ["name.test": addresses]),
      addresses: .publicInternet.excepting("127.0.0.9"))
    outside.route("/") { _ in .text("public") }
    let url = outside.url("/", host: "name.test")
    #expect(await outcome(of: WebRequest(url), with: client) == "200 with 6 bytes from \(url)")
    #expect(decoy.connectionCount == 0)

    outside.stop()
    let result = await outcome(of: WebRequest(url), with: client)
    #expect(result == "the connection was refused at \(url)")
    #expect(decoy.connectionCount == 0)
  }

  /// Two servers of which either could answer to a name with both addresses.
  private static func serversOnOnePort() throws -> (public: ScriptedServer, private: ScriptedServer)
  {
    while true {
      let outside = try ScriptedServer(address: "127.0.0.9")
      // Another program may have the port on the other address.
      if let decoy = try? ScriptedServer(
        ["/": { _ in .text("secret") }], address: "127.0.0.1", port: outside.port)
      {
        return (outside, decoy)
      }
    }
  }

  @Test func redirectsAreVetted() async {
    let inside = server.url("/")
    let targets = [
      inside, server.url("/", host: "a.test"), server.url("/", host: "2130706433"),
      server.url("/", host: "[::ffff:127.0.0.1]"),
    ]
    for target in targets {
      outside.route("/") { _ in .redirect(to: target) }
      let result = await outcome(
        of: WebRequest(outside.url("/", host: "outside.test")), with: clientOutside)
      #expect(result.contains("127.0.0.1' is an address of a private network"), "\(result)")
    }
    #expect(outside.requestCount == targets.count)
    #expect(server.connectionCount == 0)
  }

  @Test(arguments: [
    ("http://169.254.169.254/", "'169.254.169.254' is an address of a private network"),
    ("http://a.test:22/", "port 22 is not one of the allowed ports"),
    ("file:///etc/passwd", "'file' is neither http nor https"),
    ("gopher://a.test/1", "'gopher' is neither http nor https"),
    ("ftp://a.test/", "'ftp' is neither http nor https"),
    ("FILE:/etc/passwd", "'file' is neither http nor https"),
    ("javascript:alert(1)", "'javascript' is neither http nor https"),
    ("mailto:a@a.test", "'mailto' is neither http nor https"),
    ("http://user:word@a.test/", "the URL cannot be asked for: it holds credentials"),
    ("http://", "the URL cannot be asked for: No host part in the URL"),
  ])
  func redirectsElsewhereAreRefused(_ location: String, _ problem: String) async {
    outside.route("/") { _ in .redirect(to: location) }
    // Port 80, so that the address and not the port is what is refused.
    let client = WebClient(
      options.with(\.ports, [80, outside.port]).with(\.resolve, ["outside.test": ["127.0.0.9"]]),
      addresses: .publicInternet.excepting("127.0.0.9"))
    let url = outside.url("/", host: "outside.test")
    let result = await outcome(of: WebRequest(url), with: client)
    #expect(result.hasPrefix(problem), "\(result)")
    #expect(outside.requestCount == 1)
    #expect(server.connectionCount == 0)
  }

  @Test(arguments: ["file:///etc/passwd", "gopher://a.test/", "ftp://a.test/", "a.test", ""])
  func otherSchemesAreRefused(_ url: String) async {
    await #expect(throws: WebError.self) { try await WebClient(options).send(WebRequest(url)) }
  }

  @Test func otherPortsAreRefused() async {
    let client = WebClient(
      options.with(\.ports, [80, 443]).with(\.allowsPrivateAddresses, true))
    let url = server.url("/")
    #expect(
      await outcome(of: WebRequest(url), with: client)
        == "port \(server.port) is not one of the allowed ports at \(url)")
    #expect(server.connectionCount == 0)
  }
}
