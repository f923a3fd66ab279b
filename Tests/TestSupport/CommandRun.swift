package import Bindery
import BinderyCLI
import Synchronization

/// What a whole command line did.
package struct CommandRun: Sendable {
  package let standardOutput: String
  package let standardError: String
  package let status: Int32

  /// Runs `bindery` in this process, with streams of its own and nothing of the machine's.
  package static func bindery(
    _ arguments: String..., in folder: String, environment: [String: String] = [:],
    isTerminal: Bool = false, now: Int64 = 1_800_000_000,
    network: NetworkSettings = NetworkSettings(),
    onError: @escaping @Sendable (String) -> Void = { _ in }
  ) async -> CommandRun {
    await bindery(
      arguments, in: folder, environment: environment, isTerminal: isTerminal, now: now,
      network: network, onError: onError)
  }

  package static func bindery(
    _ arguments: [String], in folder: String, environment: [String: String] = [:],
    isTerminal: Bool = false, now: Int64 = 1_800_000_000,
    network: NetworkSettings = NetworkSettings(),
    onError: @escaping @Sendable (String) -> Void = { _ in }
  ) async -> CommandRun {
    let output = RecordingStream(isTerminal: isTerminal)
    let error = RecordingStream(isTerminal: isTerminal, onWrite: onError)
    let context = CommandContext(
      standardOutput: output, standardError: error, environment: environment,
      workingFolder: folder, now: now, processorCount: 2,
      network: network)
    let status = await BinderyCommand.run(arguments, in: context)
    return CommandRun(
      standardOutput: output.text, standardError: error.text, status: status.rawValue)
  }

  /// All of it as one text, for a golden file; `folder` is written as `FOLDER`.
  package func transcript(hiding folder: String) -> String {
    func section(_ name: String, _ text: String) -> String {
      text.isEmpty ? "" : "--- \(name)\n\(text.replacing(folder, with: "FOLDER"))"
    }
    return section("standard output", standardOutput) + section("standard error", standardError)
      + "--- status \(status)\n"
  }
}

/// Keeps what is written to it.
package final class RecordingStream: OutputStream {
  private let bytes = Mutex<[UInt8]>([])
  package let isTerminal: Bool
  private let onWrite: @Sendable (String) -> Void

  package init(isTerminal: Bool = false, onWrite: @escaping @Sendable (String) -> Void = { _ in }) {
    self.isTerminal = isTerminal
    self.onWrite = onWrite
  }

  package func write(_ bytes: [UInt8]) {
    self.bytes.withLock { $0 += bytes }
    onWrite(String(decoding: bytes, as: UTF8.self))
  }

  package var text: String { bytes.withLock { String(decoding: $0, as: UTF8.self) } }
}
