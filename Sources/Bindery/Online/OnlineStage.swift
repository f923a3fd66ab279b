internal import WebClient

/// Asks the network each question of a run once, and remembers the answers for the next run.
struct OnlineStage: Sendable {
  private let options: OnlineOptions
  private let links: LinkConfiguration
  private let root: String
  private let isInterrupted: @Sendable () -> Bool

  /// How often answers are kept: a run that is killed loses those of so short a time.
  private static let tick = Duration.milliseconds(50)
  /// How often progress is shown, in ticks.
  private static let ticksPerProgress = 2

  init(
    dataset: Dataset, options: OnlineOptions, isInterrupted: @escaping @Sendable () -> Bool
  ) {
    self.options = options
    self.isInterrupted = isInterrupted
    root = dataset.root
    links = dataset.configuration.links
  }

  /// Asks the questions whose answers are not remembered.
  ///
  /// - Parameter questions: The questions, each once.
  /// - Returns: An answer to each question, and why they were asked without memory if they were.
  /// - Throws: `BinderyError.interrupted` where the run is told to stop.
  func answers(
    to questions: Set<WebQuestion>
  ) async throws -> (answers: [WebQuestion: WebAnswer], memoryProblem: String?) {
    // What is asked of an image says of a link to it whether it is there.
    let questions = questions.lazy.filter { !questions.contains($0.asImage) || $0.kind == .image }
      .sorted()
    let journal = await openJournal()
    var answers = journal.successes(of: questions)
    let open = questions.filter { answers[$0] == nil }
    let queue = HostQueue(open, limit: links.perHost)
    let board = options.progress.map { _ in
      OnlineBoard(
        totalCount: questions.count, answeredCount: answers.count, hostNames: queue.names)
    }
    let asked = try await withThrowingTaskGroup(of: [WebQuestion: WebAnswer]?.self) { group in
      group.addTask { try await ask(queue, journal, board) }
      group.addTask {
        for tick in 1... {
          try await Task.sleep(for: Self.tick)
          journal.flush()
          if isInterrupted() { throw BinderyError(.interrupted, "interrupted") }
          if tick.isMultiple(of: Self.ticksPerProgress), let board {
            options.progress?(board.progress)
          }
        }
        return nil
      }
      defer { group.cancelAll() }
      while let result = try await group.next() {
        if let answers = result { return answers }
      }
      return [:]
    }
    journal.flush()
    answers = asked.merging(answers) { $1 }
    for (question, history) in journal.failures(
      of: asked.filter { !$1.outcome.isSuccess }.map(\.key))
    {
      answers[question]?.failures = history
    }
    return (answers, journal.problem)
  }

  private func ask(
    _ questions: HostQueue, _ journal: AnswerJournal, _ board: OnlineBoard?
  ) async throws -> [WebQuestion: WebAnswer] {
    let client = WebClient(
      clientOptions,
      addresses: options.allowsPrivateAddresses ? .any : options.network.addresses)
    defer { client.shutDown() }
    let linkInquiry = LinkInquiry(client: client)
    let imageInquiry = ImageInquiry(client: client)
    let round = QuestionRound(questions)
    try await withThrowingTaskGroup { group in
      // More than are asked at once, for some of their hosts have to wait. A task that finds no
      // question may end: each of the others takes on from the host that it asked.
      for _ in 0..<links.concurrency * 4 {
        guard let first = round.next() else { break }
        group.addTask {
          var next: HostQueue.Turn? = first
          while let turn = next {
            board?.begin(host: turn.host)
            let url = turn.question.url
            let answer =
              switch turn.question.kind {
              case .link: try await linkInquiry.answer(url)
              case .image: try await imageInquiry.answer(url)
              }
            board?.end(host: turn.host, answer)
            journal.append(turn.question, answer)
            next = round.next(after: turn, answer)
          }
        }
      }
      for try await _ in group {}
    }
    return round.answers
  }

  private var clientOptions: WebClient.Options {
    var client = WebClient.Options()
    client.limits.totalTimeout = links.timeout
    client.limits.connectTimeout = min(links.timeout, client.limits.connectTimeout)
    client.concurrency = links.concurrency
    client.perHostConcurrency = links.perHost
    client.perHostInterval = links.interval
    client.ports = links.ports
    client.allowsProxy = links.allowsProxy
    client.certificateAuthorities = options.network.certificateAuthorities
    client.resolve = options.network.resolve
    if let delay = options.network.retryDelay {
      client.retries.firstDelay = delay
      client.retries.firstHostDelay = delay
    }
    client.userAgent = "bindery/\(BinderyVersion.current)"
    return client
  }

  private func openJournal() async -> AnswerJournal {
    let ports = links.ports.sorted().map(String.init).joined(separator: ",")
    let settings =
      "\(BinderyVersion.current) ports=\(ports) private=\(options.allowsPrivateAddresses) proxy=\(links.allowsProxy)"
    return await .open(root: root, settings: settings, now: options.now)
  }
}
