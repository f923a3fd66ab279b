package import Bindery

/// Where a command's words go.
package protocol OutputStream: AnyObject, Sendable {
  /// Whether a person reads along.
  var isTerminal: Bool { get }
  /// Why something could not be written, in the system's words; `nil` where all was, or where nobody
  /// reads any more.
  var failure: String? { get }
  func write(_ bytes: [UInt8])
}

extension OutputStream {
  package var failure: String? { nil }

  func write(_ text: String) { write(Array(text.utf8)) }
}

/// What a command is given from outside; nothing is taken from globals.
package struct CommandContext: Sendable {
  package let standardOutput: any OutputStream
  package let standardError: any OutputStream
  package let environment: [String: String]
  /// The folder that relative paths start from, absolute.
  package let workingFolder: String
  /// Seconds since 1970.
  package let now: Int64
  package let processorCount: Int
  /// The path of this program, where it is one of its own.
  package let program: String?
  /// Where tests map names to addresses of their own; nothing that a dataset could say.
  package let network: NetworkSettings
  /// Whether the run was told to stop.
  package let isInterrupted: @Sendable () -> Bool

  package init(
    standardOutput: any OutputStream, standardError: any OutputStream,
    environment: [String: String], workingFolder: String, now: Int64, processorCount: Int,
    program: String? = nil, network: NetworkSettings = NetworkSettings(),
    isInterrupted: @escaping @Sendable () -> Bool = { false }
  ) {
    self.standardOutput = standardOutput
    self.standardError = standardError
    self.environment = environment
    self.workingFolder = workingFolder
    self.now = now
    self.processorCount = processorCount
    self.program = program
    self.network = network
    self.isInterrupted = isInterrupted
  }

  /// Tells people what they should know, though nothing failed.
  @Sendable func warn(_ text: String) {
    standardError.write("bindery: warning: \(VisibleText.escape(text))\n")
  }

  func absolutePath(_ path: String) -> String {
    path.hasPrefix("/") ? path : workingFolder + "/" + path
  }
}

/// What the process ends with.
package enum ExitStatus: Int32, Sendable {
  case success = 0
  /// Everything was done, and at least one finding is an error.
  case findings = 1
  /// It could not be done: configuration, files, network, disk.
  case failure = 2
  /// The arguments make no sense; `EX_USAGE` of sysexits.h.
  case usage = 64
}
