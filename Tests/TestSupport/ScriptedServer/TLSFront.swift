import Foundation

/// A door with TLS in front of a scripted server: what comes in decrypted goes there.
package final class TLSFront {
  /// Whether this machine has what it takes.
  package static let isAvailable = Shell.isInstalled("openssl") && Shell.hasPythonModule("ssl")

  package let port: Int
  private let process: Process

  /// Listens on loopback, on a port that the kernel chose.
  package init(to server: ScriptedServer, certificate: TestCertificate) throws {
    process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [
      "python3", "-c", Self.program, certificate.path, certificate.keyPath, "\(server.port)",
    ]
    let output = Pipe()
    process.standardOutput = output
    // Its end tells the program that the test is over, however it ended.
    process.standardInput = Pipe()
    try process.run()
    var line: [UInt8] = []
    while let byte = try output.fileHandleForReading.read(upToCount: 1)?.first, byte != 10 {
      line.append(byte)
    }
    guard let port = Int(String(decoding: line, as: UTF8.self)) else {
      kill(process.processIdentifier, SIGKILL)
      throw Shell.Failure(description: "the TLS front did not start")
    }
    self.port = port
  }

  deinit {
    // Worker threads of Dispatch block most signals, and their children inherit that.
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  /// The address of a path of the server behind.
  package func url(_ path: String, host: String) -> String { "https://\(host):\(port)\(path)" }

  private static let program = """
    import asyncio, ssl, sys

    async def pump(reader, writer):
        try:
            while data := await reader.read(65536):
                writer.write(data)
                await writer.drain()
        except (ConnectionError, ssl.SSLError):
            pass
        writer.close()

    async def serve(reader, writer):
        inner_reader, inner_writer = await asyncio.open_connection("127.0.0.1", int(sys.argv[3]))
        await asyncio.gather(pump(reader, inner_writer), pump(inner_reader, writer))

    async def main():
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(sys.argv[1], sys.argv[2])
        server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context)
        print(server.sockets[0].getsockname()[1], flush=True)
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)

    asyncio.run(main())
    """
}
