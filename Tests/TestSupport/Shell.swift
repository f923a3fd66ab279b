import Foundation

/// Runs other programs: the real readers of what is written.
package enum Shell {
  package struct Failure: Error, CustomStringConvertible {
    package let description: String
  }

  package struct Output {
    package let status: Int32
    package let standardOutput: String
    package let standardError: String
  }

  /// Runs a program that must succeed; returns what it printed.
  @discardableResult
  package static func run(
    _ program: String, _ arguments: String..., in folder: String? = nil,
    environment: [String: String] = [:]
  ) throws -> String {
    let output = try result(program, arguments, in: folder, environment: environment)
    guard output.status == 0 else {
      throw Failure(
        description: "\(program) \(arguments.joined(separator: " ")): status \(output.status)\n"
          + output.standardError)
    }
    return output.standardOutput
  }

  package static func result(
    _ program: String, _ arguments: [String], in folder: String? = nil,
    environment: [String: String] = [:]
  ) throws -> Output {
    // Not Foundation's `Process`: with many open descriptors its launch reads beyond the entries of
    // /proc/self/fd. What is printed goes into files, which unlike pipes never fill up.
    let (output, error) = (Printed(), Printed())
    let all = ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
    let status = try spawn(
      ["/usr/bin/env"] + (folder.map { ["--chdir=\($0)"] } ?? []) + [program] + arguments,
      environment: all.map { "\($0.key)=\($0.value)" }, output: output, error: error)
    return Output(status: status, standardOutput: output.text, standardError: error.text)
  }

  /// Runs a program to its end; returns its status, or for a signal 128 and its number.
  private static func spawn(
    _ arguments: [String], environment: [String], output: Printed, error: Printed
  ) throws -> Int32 {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    unsafe posix_spawn_file_actions_adddup2(&actions, output.descriptor, 1)
    unsafe posix_spawn_file_actions_adddup2(&actions, error.descriptor, 2)
    var argv = unsafe arguments.map { unsafe strdup($0) } + [nil]
    var envp = unsafe environment.map { unsafe strdup($0) } + [nil]
    defer {
      for index in unsafe argv.indices { unsafe free(argv[index]) }
      for index in unsafe envp.indices { unsafe free(envp[index]) }
    }
    var process: pid_t = 0
    let code = unsafe posix_spawn(&process, arguments[0], &actions, nil, &argv, &envp)
    guard code == 0 else { throw Failure(description: "\(arguments): cannot be run (\(code))") }
    var status: Int32 = 0
    while unsafe waitpid(process, &status, 0) < 0 && errno == EINTR {}
    return status & 0x7f == 0 ? (status >> 8) & 0xff : 128 + (status & 0x7f)
  }

  package static func isInstalled(_ program: String) -> Bool {
    (try? result("sh", ["-c", "command -v \(program)"]).status) == 0
  }

  package static func hasPythonModule(_ module: String) -> Bool {
    (try? result("python3", ["-c", "import \(module)"]).status) == 0
  }

  /// What a program printed: a file without a name.
  private final class Printed {
    let descriptor: Int32

    init() {
      var template = Array("/tmp/bindery-printed-XXXXXX".utf8CString)
      descriptor = unsafe mkstemp(&template)
      unsafe unlink(template)
      _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    }

    deinit { close(descriptor) }

    var text: String {
      lseek(descriptor, 0, SEEK_SET)
      let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: false)
      return String(decoding: file.readDataToEndOfFile(), as: UTF8.self)
    }
  }
}
