/// Questions that wait to be asked, handed out in turns between their hosts.
///
/// `WebClient` paces hosts and lets them wait; here, no host gets more questions under way than
/// keep it busy, so that a few slow ones do not fill the places of all others.
struct HostQueue: Sendable {
  /// A question under way, and the number of its host.
  struct Turn: Sendable {
    let question: WebQuestion
    let host: Int
  }

  private struct Host: Sendable {
    var waiting: ArraySlice<WebQuestion>
    var runningCount = 0
    /// Whether it stands in the line of hosts that may be asked.
    var isInLine = true
  }

  /// By their numbers.
  let names: [String]
  private var hosts: [Host]
  private var line: [Int]
  private var lineStart = 0
  private let limit: Int

  /// - Parameters:
  ///   - questions: All questions; those of one host keep their order.
  ///   - limit: How many questions of one host are under way at most.
  init(_ questions: [WebQuestion], limit: Int) {
    self.limit = limit
    var numbers: [Substring: Int] = [:]
    var byHost: [[WebQuestion]] = []
    var names: [String] = []
    for question in questions {
      let name = question.host
      let number = numbers[name] ?? byHost.count
      if number == byHost.count {
        numbers[name] = number
        names.append(String(name))
        byHost.append([])
      }
      byHost[number].append(question)
    }
    self.names = names
    hosts = byHost.map { Host(waiting: $0[...]) }
    line = Array(hosts.indices)
  }

  /// The next question, which is then under way.
  mutating func next() -> Turn? {
    while lineStart < line.count {
      let host = line[lineStart]
      lineStart += 1
      hosts[host].isInLine = false
      guard let question = hosts[host].waiting.popFirst() else { continue }
      hosts[host].runningCount += 1
      lineUp(host)
      return Turn(question: question, host: host)
    }
    line.removeAll(keepingCapacity: true)
    lineStart = 0
    return nil
  }

  /// Takes note that a question is no longer under way.
  mutating func finish(_ turn: Turn) {
    hosts[turn.host].runningCount -= 1
    lineUp(turn.host)
  }

  private mutating func lineUp(_ host: Int) {
    guard !hosts[host].isInLine, !hosts[host].waiting.isEmpty, hosts[host].runningCount < limit
    else { return }
    hosts[host].isInLine = true
    line.append(host)
    if lineStart > 1024, lineStart * 2 > line.count {
      line.removeFirst(lineStart)
      lineStart = 0
    }
  }
}
