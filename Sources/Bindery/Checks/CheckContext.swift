internal import Documents

/// What a check of one record works with, and where it reports.
struct CheckContext {
  let path: String
  let root: Value
  private let mounts: MountTable
  let imageLimits: ImageConfiguration
  /// What reads images; `nil` where a record is only compared with others.
  let images: LocalImages?
  private(set) var findings: [Finding] = []
  private(set) var questions: WebQuestions
  /// What the answers to questions give reason to report.
  private(set) var answerFindings: [Finding] = []
  /// The images of this repository that the record shows.
  private(set) var localImages: [LocalImageUse] = []
  /// The files beside the record that its findings depend on.
  private(set) var lookups: [Lookup] = []
  /// The changes that would make declared sizes right; `nil` where nobody asks.
  var edits: [SizeEdit]?

  init(
    path: String, root: Value, mounts: MountTable, questions: WebQuestions = .ignored,
    imageLimits: ImageConfiguration = ImageConfiguration(), images: LocalImages? = nil
  ) {
    self.path = path
    self.root = root
    self.mounts = mounts
    self.questions = questions
    self.imageLimits = imageLimits
    self.images = images
  }

  mutating func note(_ use: LocalImageUse) { localImages.append(use) }

  /// A file that was looked for.
  struct Lookup: Sendable {
    /// Relative to the dataset's folder.
    let path: String
    let isFound: Bool
  }

  /// Whether this repository serves any address.
  var hasMounts: Bool { !mounts.isEmpty }

  /// Looks up the file behind an address, and notes that the findings depend on it.
  mutating func lookUp(_ url: String) -> MountTable.Lookup {
    let (answer, path) = mounts.lookUp(url)
    if let path {
      lookups.append(Lookup(path: path, isFound: answer == .file(path)))
    }
    return answer
  }

  /// The place of a file that `lookUp` found.
  func absolutePath(_ path: String) -> String { mounts.absolutePath(path) }

  /// Reports a finding about a value, or about a part of its text.
  ///
  /// `part` is in bytes of the decoded text. Where the file spells the text otherwise, the whole
  /// value is pointed at, and the message says where in it the part begins.
  mutating func report(
    _ rule: String, at value: Value, part: Range<Int>? = nil, _ message: String, help: String,
    severity: Finding.Severity = .error
  ) {
    let partRange = part.flatMap { value.sourceRange(ofText: $0) }
    let range = partRange ?? value.range
    var message = message
    if partRange == nil, let part, part.lowerBound > 0 {
      let lead = value.withText { $0.extracting(0..<part.lowerBound).string }
      message += ", at character \(lead.unicodeScalars.count + 1) of it"
    }
    findings.append(
      Finding(
        rule: rule, severity: severity,
        location: Location(
          path: path, document: value.document, range: range, pointer: value.pointer),
        message: message, help: help))
  }
}

extension CheckContext {
  /// Asks the network.
  ///
  /// The question is collected, and asked later. Once the answers are there, the same call reports
  /// what is to be said about this one, and returns it.
  mutating func ask(_ question: WebQuestion, at value: Value) -> WebAnswer? {
    guard let answers = questions.answers else {
      questions.insert(question)
      return nil
    }
    guard let answer = answers[question] else { return nil }
    if let remark = answers.remark(on: answer, to: question) { report(remark, at: value) }
    return answer
  }

  /// Reports what a check has found in an answer; a note where the link is suppressed.
  mutating func report(
    _ rule: String, answering question: WebQuestion, at value: Value, _ message: String,
    help: String, severity: Finding.Severity = .error
  ) {
    guard let answers = questions.answers else { return }
    report(
      answers.remark(
        on: question, rule: rule, severity: severity, message: message, help: help),
      at: value)
  }

  /// Reports what a check has found in an answer, or where there is no question, in the record alone.
  mutating func report(
    _ rule: String, answering question: WebQuestion?, at value: Value, _ message: String,
    help: String, severity: Finding.Severity = .error
  ) {
    if let question {
      report(rule, answering: question, at: value, message, help: help, severity: severity)
    } else {
      report(rule, at: value, message, help: help, severity: severity)
    }
  }

  private mutating func report(_ remark: AnswerTable.Remark, at value: Value) {
    answerFindings.append(
      Finding(
        rule: remark.rule, severity: remark.severity,
        location: Location(path: path, value: value), message: remark.message, help: remark.help))
  }
}
