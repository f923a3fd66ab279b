import Bindery
import Foundation
import TestSupport
import WebClient

/// A dataset of links to scripted servers.
final class OnlineDataset {
  let folder: TemporaryFolder
  let server: ScriptedServer
  /// Further ports that links may name, hidden in transcripts like the server's own.
  var ports: [(port: Int, name: String)] = []
  /// Members of `links` in `bindery.yml`.
  var links = "timeout: 5s, interval: 0ms"
  /// What stands beside `x-link` in the schema.
  var beside = ""
  var network = NetworkSettings()
  /// Whether private addresses may be asked; loopback is one.
  var allowsPrivateAddresses = true

  static let day: Int64 = 86_400
  /// 2027-01-15, noon.
  static let start: Int64 = 1_800_014_400

  init() throws {
    folder = try TemporaryFolder()
    server = try ScriptedServer()
    for name in ["a.test", "b.test", "www.a.test"] { network.resolve[name] = ["127.0.0.1"] }
    network.retryDelay = .milliseconds(1)
  }

  /// The address of a path of the server.
  func url(_ path: String, host: String = "a.test") -> String { server.url(path, host: host) }

  /// Writes the dataset with these links, all in one record or each in one of its own.
  func write(_ urls: [String]) throws {
    let ports = ([server.port] + ports.map(\.port)).map(String.init).joined(separator: ", ")
    try folder.write(
      """
      name: pages
      collections: [{ name: pages, include: Records/*.yml, schema: schema.json }]
      mounts: { "http://mounted.test/": Assets/ }
      links: { ports: [80, 443, \(ports)], \(links) }

      """, to: "bindery.yml")
    try folder.write(
      #"{ "properties": { "urls": { "items": { "x-link": true\#(beside) } }, "#
        + #""still": { "x-link": { "live": false } } } }"#,
      to: "schema.json")
    let lines = urls.map { "- \($0)\n" }.joined()
    try folder.write("urls:\n\(lines)", to: "Records/a.yml")
  }

  func run(_ arguments: String..., now: Int64 = start) async -> CommandRun {
    var all = ["validate", "--online"] + arguments
    if allowsPrivateAddresses { all.append("--allow-private-addresses") }
    return await CommandRun.bindery(all, in: folder.path, now: now, network: network)
  }

  /// What a run printed, without what the kernel chose.
  func transcript(_ run: CommandRun) -> String {
    var text = run.transcript(hiding: folder.path)
    for (port, name) in [(server.port, "PORT")] + ports.map({ ($0.port, $0.name) }) {
      text = text.replacing(":\(port)", with: ":\(name)").replacing(
        "port \(port)", with: "port \(name)")
    }
    return text
  }
}
