import Foundation

/// A web server that people use, serving a folder on loopback.
package final class RealServer {
  package enum Kind: String, Sendable, CaseIterable {
    case nginx
    case caddy

    package var isInstalled: Bool { Shell.isInstalled(rawValue) }
  }

  package let port: Int
  private let process = Process()
  private let log: URL
  private let folder: TemporaryFolder

  package struct Failure: Error {
    package let log: String
  }

  /// How a server is set up that can be: nginx.
  package struct Setting {
    package var bytesPerSecond: Int?
    /// How many requests a connection is used for before the server closes it.
    package var requestsPerConnection: Int?
    /// For TLS, with HTTP/2 or without.
    package var certificate: TestCertificate?
    package var speaksHTTP2 = true

    package init() {}

    /// At 4 KiB a second.
    package static var slow: Self {
      var setting = Self()
      setting.bytesPerSecond = 4096
      return setting
    }
  }

  /// Serves `root`.
  package init(_ kind: Kind, root: String, _ setting: Setting = Setting()) throws {
    folder = try TemporaryFolder()
    port = try Self.freePort()
    log = folder.url("log")
    try Data().write(to: log)
    var arguments: [String]
    switch kind {
    case .nginx:
      try folder.write(
        Self.nginx(root: root, folder: folder.path, port: port, setting),
        to: "nginx.conf")
      arguments = ["-e", log.path, "-c", folder.url("nginx.conf").path]
    case .caddy:
      arguments = [
        "file-server", "--root", root, "--listen", "127.0.0.1:\(port)", "--access-log",
      ]
    }
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [kind.rawValue] + arguments
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["HOME": folder.path, "XDG_DATA_HOME": folder.path, "XDG_CONFIG_HOME": folder.path]
    ) { $1 }
    let output = try FileHandle(forWritingTo: log)
    process.standardOutput = output
    process.standardError = output
    try process.run()
    for _ in 0..<200 where !Self.isListening(port) { usleep(25_000) }
    guard Self.isListening(port) else {
      stop()
      throw Failure(log: words)
    }
  }

  deinit {
    stop()
  }

  /// A program that is started from a thread of tests inherits that all signals are blocked; this
  /// one cannot be.
  private func stop() {
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  package var url: String { "http://127.0.0.1:\(port)" }

  /// What the server wrote about its requests.
  package var words: String { (try? String(contentsOf: log, encoding: .utf8)) ?? "" }

  private static func nginx(
    root: String, folder: String, port: Int, _ setting: Setting
  ) -> String {
    let tls = setting.certificate.map {
      "ssl_certificate \($0.path); ssl_certificate_key \($0.keyPath);"
    }
    let protocols = tls == nil ? "" : setting.speaksHTTP2 ? "ssl http2" : "ssl"
    return """
      daemon off;
      master_process off;
      \(getuid() == 0 ? "user root;" : "")
      pid \(folder)/pid;
      events { }
      http {
        log_format ranges '$status $request_uri "$http_range" $server_protocol $connection';
        access_log \(folder)/log ranges;
        client_body_temp_path \(folder)/1;
        proxy_temp_path \(folder)/2;
        fastcgi_temp_path \(folder)/3;
        uwsgi_temp_path \(folder)/4;
        scgi_temp_path \(folder)/5;
        \(setting.bytesPerSecond.map { "limit_rate \($0);" } ?? "")
        \(setting.requestsPerConnection.map { "keepalive_requests \($0);" } ?? "")
        \(tls ?? "")
        server { listen 127.0.0.1:\(port) \(protocols); root \(root); }
      }

      """
  }

  private static func address(_ port: Int) -> sockaddr_in {
    var place = sockaddr_in()
    place.sin_family = sa_family_t(AF_INET)
    place.sin_port = UInt16(port).bigEndian
    place.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    return place
  }

  /// A port that the kernel chose, and that nobody else has yet.
  private static func freePort() throws -> Int {
    let descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var place = address(0)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = unsafe withUnsafeMutablePointer(to: &place) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        unsafe bind(descriptor, address, length) == 0
          && getsockname(descriptor, address, &length) == 0
      }
    }
    guard isBound else { throw Failure(log: "no free port") }
    return Int(UInt16(bigEndian: place.sin_port))
  }

  private static func isListening(_ port: Int) -> Bool {
    let descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var place = address(port)
    return unsafe withUnsafeMutablePointer(to: &place) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        unsafe connect(descriptor, address, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
  }
}
