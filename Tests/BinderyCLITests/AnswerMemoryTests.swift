import Bindery
import Foundation
import Synchronization
import TestSupport
import Testing

/// What runs remember for the next one, in `.bindery/links.sqlite`.
struct AnswerMemoryTests {
  private func dataset(_ paths: String...) throws -> OnlineDataset {
    let dataset = try OnlineDataset()
    dataset.server.route("/page") { _ in .text("page") }
    dataset.server.route("/moved") { _ in .redirect(to: "/page", status: 301) }
    try dataset.write(paths.map { dataset.url($0) })
    return dataset
  }

  /// Successes are good for a day, also those that are worth a warning; failures never are.
  @Test func successesAreGoodForADay() async throws {
    let dataset = try dataset("/page", "/moved", "/gone")
    let first = await dataset.run()
    try Golden.expect(dataset.transcript(first), equals: "memory-first")
    let counts = ["/page", "/gone"].map { dataset.server.requests($0).count }
    let second = await dataset.run(now: OnlineDataset.start + OnlineDataset.day - 1)
    try Golden.expect(dataset.transcript(second), equals: "memory-second")
    #expect(dataset.server.requests("/page").count == counts[0])
    #expect(dataset.server.requests("/gone").count == 2 * counts[1])
    let third = await dataset.run(now: OnlineDataset.start + OnlineDataset.day)
    try Golden.expect(dataset.transcript(third), equals: "memory-third")
    #expect(dataset.server.requests("/page").count == 2 * counts[0])
  }

  /// A clock that was wrong does not make a success last.
  @Test func successesOfTheFutureDoNotCount() async throws {
    let dataset = try dataset("/page")
    _ = await dataset.run(now: OnlineDataset.start + 400 * OnlineDataset.day)
    _ = await dataset.run()
    #expect(dataset.server.requests("/page").count == 2)
  }

  /// A success was found with certain settings.
  @Test func otherSettingsAskAgain() async throws {
    let dataset = try dataset("/page")
    _ = await dataset.run()
    dataset.allowsPrivateAddresses = false
    let run = await dataset.run()
    #expect(run.standardOutput.contains("[link/private-address]"))
  }

  /// What may pass is an error once it was seen 3 times over 3 days, and not before.
  @Test func lastingFailure() async throws {
    let dataset = try dataset("/busy")
    dataset.server.route("/busy") { _ in .status(503) }
    var transcript = ""
    for day in [0, 2, 3, 4] {
      let now = OnlineDataset.start + Int64(day) * OnlineDataset.day
      transcript += "## day \(day)\n" + dataset.transcript(await dataset.run(now: now))
    }
    dataset.server.route("/busy") { _ in .text("back") }
    _ = await dataset.run(now: OnlineDataset.start + 5 * OnlineDataset.day)
    dataset.server.route("/busy") { _ in .status(503) }
    let again = await dataset.run(now: OnlineDataset.start + 6 * OnlineDataset.day)
    transcript += "## day 6, after it was back\n" + dataset.transcript(again)
    try Golden.expect(transcript, equals: "memory-lasting-failure")
  }

  /// Seen often, but not for long.
  @Test func failureOfOneDay() async throws {
    let dataset = try dataset("/busy")
    dataset.server.route("/busy") { _ in .status(503) }
    for hour in 0..<4 {
      let run = await dataset.run(now: OnlineDataset.start + Int64(hour) * 3600)
      #expect(run.status == 0, "\(run.standardOutput)")
    }
  }

  /// Another failure is not the same one for longer.
  @Test func anotherFailureStartsAnew() async throws {
    let dataset = try dataset("/page")
    for (day, status) in [(0, 403), (2, 403), (4, 503)] {
      dataset.server.route("/page") { _ in .status(status) }
      let now = OnlineDataset.start + Int64(day) * OnlineDataset.day
      let run = await dataset.run(now: now)
      #expect(run.status == 0, "\(run.standardOutput)")
      #expect(run.standardOutput.contains("2 checks") == (day == 2), "\(run.standardOutput)")
    }
  }

  @Test func corruptFile() async throws {
    let dataset = try dataset("/page", "/gone")
    try dataset.folder.write("not a database, but a text that is long enough", to: Self.path)
    let run = await dataset.run()
    try Golden.expect(dataset.transcript(run), equals: "memory-corrupt")
  }

  /// Damage in the middle is found when it is read.
  @Test func damagedPages() async throws {
    let dataset = try dataset("/page", "/gone")
    _ = await dataset.run()
    var bytes = try dataset.folder.bytes(Self.path)
    for index in 1024..<bytes.count { bytes[index] = 0xFF }
    try dataset.folder.write(bytes, to: Self.path)
    for name in ["-wal", "-shm"] {
      try? FileManager.default.removeItem(atPath: dataset.folder.path + "/" + Self.path + name)
    }
    let run = await dataset.run()
    #expect(run.status == 1, "\(run.standardError)")
    #expect(run.standardError.contains("warning: '.bindery/links.sqlite' cannot be used"))
    #expect(run.standardOutput.contains("[link/dead]"))
  }

  @Test func folderThatCannotBeMade() async throws {
    let dataset = try dataset("/page")
    try dataset.folder.write("a file", to: ".bindery")
    let run = await dataset.run()
    #expect(run.status == 0)
    #expect(run.standardError.contains("warning: "), "\(run.standardError)")
    #expect(dataset.server.requests("/page").count == 1)
  }

  /// A stranger could commit the answers that they would like to see.
  @Test func memoryOfTheRepository() async throws {
    let dataset = try dataset("/page")
    _ = await dataset.run()
    try Shell.run("git", "init", "-q", in: dataset.folder.path)
    try Shell.run("git", "add", "--force", ".bindery/links.sqlite", in: dataset.folder.path)
    let run = await dataset.run()
    try Golden.expect(dataset.transcript(run), equals: "memory-tracked")
    #expect(dataset.server.requests("/page").count == 2)
  }

  @Test(.enabled(if: Shell.hasPythonModule("sqlite3"), "needs python3 with sqlite3"))
  func lockedFile() async throws {
    let dataset = try dataset("/page", "/gone")
    _ = await dataset.run()
    let holder = Process()
    holder.executableURL = URL(filePath: "/usr/bin/env")
    holder.arguments = [
      "python3", "-c",
      """
      import sqlite3, sys
      database = sqlite3.connect(sys.argv[1], isolation_level=None)
      database.execute("BEGIN EXCLUSIVE")
      database.execute("DELETE FROM failure")
      print("locked", flush=True)
      sys.stdin.read()
      """, dataset.folder.path + "/" + Self.path,
    ]
    let (input, output) = (Pipe(), Pipe())
    holder.standardInput = input
    holder.standardOutput = output
    try holder.run()
    _ = try output.fileHandleForReading.read(upToCount: 7)
    let run = await dataset.run()
    kill(holder.processIdentifier, SIGKILL)
    holder.waitUntilExit()
    try Golden.expect(dataset.transcript(run), equals: "memory-locked")
  }

  /// Two runs of one dataset at the same time: both report the same, and both are remembered.
  @Test func twoRunsAtOnce() async throws {
    let dataset = try OnlineDataset()
    dataset.server.routeOthers { _ in .text("page").with(\.delay, .milliseconds(5)) }
    dataset.server.route("/gone") { _ in .status(404) }
    try dataset.write((0..<200).map { dataset.url("/\($0)") } + [dataset.url("/gone")])
    let (path, network) = (dataset.folder.path, dataset.network)
    let run = { @Sendable in
      await CommandRun.bindery(
        "validate", "--online", "--allow-private-addresses", in: path, now: OnlineDataset.start,
        network: network)
    }
    async let one = run()
    async let other = run()
    let runs = await [one, other]
    for run in runs {
      #expect(run.status == 1)
      #expect(!run.standardError.contains("warning:"), "\(run.standardError)")
    }
    let asked = dataset.server.requestCount
    let third = await dataset.run()
    // Only the dead one is asked again, with HEAD and with GET.
    #expect(dataset.server.requestCount == asked + 2)
    #expect(third.standardOutput.contains("checks"), "\(third.standardOutput)")
  }

  /// A run that is killed leaves what it has found.
  @Test func killedRun() async throws {
    let dataset = try OnlineDataset()
    dataset.links = "interval: 0ms, perHost: 5"
    let state = Mutex((process: pid_t(0), answered: 0))
    // The server kills its client in the middle, so that nothing else has to be in time for it.
    dataset.server.routeOthers { _ in
      usleep(50_000)
      let client = state.withLock { state in
        state.answered += 1
        return state.answered == 60 ? state.process : 0
      }
      if client > 0 { kill(client, SIGKILL) }
      return .text("page")
    }
    let paths = (0..<200).map { "/\($0)" }
    // The program knows no other names for loopback.
    try dataset.write(paths.map { dataset.url($0, host: "127.0.0.1") })
    let process = try Program.start(
      ["validate", "--online", "--allow-private-addresses"], in: dataset.folder.path)
    state.withLock { $0.process = process.processIdentifier }
    process.waitUntilExit()
    #expect(process.terminationReason == .uncaughtSignal)
    dataset.server.routeOthers { _ in .text("page") }
    let run = await dataset.run(now: Int64(Date.now.timeIntervalSince1970))
    #expect(run.status == 0, "\(run.standardOutput)")
    let repeated = paths.filter { dataset.server.requests($0).count > 1 }.count
    // Five were under way, and as many may have come in the moment before.
    #expect(repeated <= 20, "\(repeated) of 60 were asked again")
    #expect(paths.allSatisfy { !dataset.server.requests($0).isEmpty })
  }

  private static let path = ".bindery/links.sqlite"
}
