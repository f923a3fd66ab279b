internal import Bindery
internal import Glibc

extension CommandContext {
  /// What this process was started with.
  package static func process() -> CommandContext {
    // Whoever reads the output may stop reading: that is an error of `write`, not the end.
    signal(SIGPIPE, SIG_IGN)
    Interruption.install()
    return CommandContext(
      standardOutput: StandardStream.output, standardError: StandardStream.error,
      environment: ProcessEnvironment.variables, workingFolder: RealPath.resolve(".") ?? "/",
      now: Int64(time(nil)), processorCount: max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))),
      program: RealPath.resolve("/proc/self/exe"),
      isInterrupted: { Interruption.isNoted })
  }
}

private enum ProcessEnvironment {
  static var variables: [String: String] {
    var variables: [String: String] = [:]
    var next = unsafe environ
    while let entry = unsafe next.pointee {
      let text = unsafe String(cString: entry)
      if let sign = text.firstIndex(of: "=") {
        variables[String(text[..<sign])] = String(text[text.index(after: sign)...])
      }
      unsafe next = next.successor()
    }
    return variables
  }
}
