/// Questions that wait to be asked, handed out in turns between their hosts.
///
/// `WebClient` paces hosts and lets them wait; here, no host gets more questions under way than
/// keep it busy, so that a few slow ones do not fill the places of all others.
struct HostQueue: Sendable {
  private struct Host: Sendable {
    var waiting: ArraySlice<WebQuestion>
    var runningCount = 0
    /// Whether it stands in the line of hosts that may be asked.
    var isInLine = true
  }

  private var hosts: [Substring: Host] = [:]
  private var line: [Substring] = []
  private var lineStart = 0
  private let limit: Int

  /// - Parameters:
  ///   - questions: All questions; those of one host keep their order.
  ///   - limit: How many questions of one host are under way at most.
  init(_ questions: [WebQuestion], limit: Int) {
    self.limit = limit
    var byHost: [Substring: [WebQuestion]] = [:]
    for question in questions {
      let host = question.host
      if byHost[host] == nil { line.append(host) }
      byHost[host, default: []].append(question)
    }
    hosts = byHost.mapValues { Host(waiting: $0[...]) }
  }

  /// The next question, which is then under way.
  mutating func next() -> WebQuestion? {
    while lineStart < line.count {
      let name = line[lineStart]
      lineStart += 1
      hosts[name]?.isInLine = false
      guard let question = hosts[name]?.waiting.popFirst() else { continue }
      hosts[name]?.runningCount += 1
      lineUp(name)
      return question
    }
    line.removeAll(keepingCapacity: true)
    lineStart = 0
    return nil
  }

  /// Takes note that a question is no longer under way.
  mutating func finish(_ question: WebQuestion) {
    let name = question.host
    hosts[name]?.runningCount -= 1
    lineUp(name)
  }

  private mutating func lineUp(_ name: Substring) {
    guard let host = hosts[name], !host.isInLine, !host.waiting.isEmpty, host.runningCount < limit
    else { return }
    hosts[name]?.isInLine = true
    line.append(name)
    if lineStart > 1024, lineStart * 2 > line.count {
      line.removeFirst(lineStart)
      lineStart = 0
    }
  }
}
