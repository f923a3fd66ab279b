internal import Documents
internal import JSONSchema

/// What the strings at one place of all records have in common.
struct TextProfile: Sendable {
  /// Kinds of text that a schema can name.
  enum Kind: Sendable, CaseIterable {
    case date
    case dateTime
    /// An address of the web that `x-link` accepts.
    case webAddress
    case email
    case uuid
    /// A host name with at least one dot.
    case domain

    func accepts(_ text: Span<UInt8>) -> Bool {
      switch self {
      case .date: return Format.date.accepts(text)
      case .dateTime: return Format.dateTime.accepts(text)
      case .email: return Format.email.accepts(text)
      case .uuid: return Format.uuid.accepts(text)
      case .domain:
        return text.firstIndex(of: UInt8(ascii: ".")) != nil && Format.hostname.accepts(text)
          && !Format.ipv4.accepts(text)
      case .webAddress:
        guard let address = try? WebAddress(text), address.userInfo == nil else { return false }
        let scheme = text.extracting(address.scheme).string.lowercased()
        return (scheme == "https" || scheme == "http") && Format.uri.accepts(text)
      }
    }
  }

  private(set) var count = 0
  private(set) var minimumLength = Int.max
  private(set) var maximumLength = 0
  /// The kinds that all texts so far are of.
  private(set) var kinds = Kind.allCases
  /// How often each text occurs, while there are few; `nil` where there are many.
  private(set) var occurrences: [String: Int]? = [:]

  /// What is counted at most, and how long it may be.
  static let maximumValueCount = 24
  static let maximumValueByteCount = 60

  mutating func add(_ value: Value) {
    count += 1
    let (length, kinds) = value.withText { text in
      var length = 0
      for index in text.indices where text[index] & 0xC0 != 0x80 { length += 1 }
      return (length, self.kinds.filter { $0.accepts(text) })
    }
    minimumLength = min(minimumLength, length)
    maximumLength = max(maximumLength, length)
    self.kinds = kinds
    if occurrences != nil {
      if value.textRange.count > Self.maximumValueByteCount {
        occurrences = nil
      } else {
        count(value.string ?? "", 1)
      }
    }
  }

  mutating func merge(_ other: TextProfile) {
    count += other.count
    minimumLength = min(minimumLength, other.minimumLength)
    maximumLength = max(maximumLength, other.maximumLength)
    kinds = kinds.filter(other.kinds.contains)
    guard let others = other.occurrences else {
      occurrences = nil
      return
    }
    for (text, number) in others { count(text, number) }
  }

  private mutating func count(_ text: String, _ number: Int) {
    occurrences?[text, default: 0] += number
    if let known = occurrences?.count, known > Self.maximumValueCount { occurrences = nil }
  }
}
