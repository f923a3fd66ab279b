internal import Documents

/// What the cells of a column hold, gathered while they are written.
///
/// Merging does not depend on the order of the records.
struct ColumnFacts: Sendable {
  /// The kinds of values that were seen.
  struct Kinds: OptionSet, Sendable, Hashable {
    let rawValue: UInt16

    /// A string that is neither a date nor a time.
    static let text = Self(rawValue: 1)
    /// `YYYY-MM-DD`.
    static let date = Self(rawValue: 2)
    /// A date, `T`, a time and an offset, of the form that all readers understand.
    static let time = Self(rawValue: 4)
    /// A number without fraction and exponent, of at most 18 digits.
    static let integer = Self(rawValue: 8)
    static let longInteger = Self(rawValue: 16)
    static let fraction = Self(rawValue: 32)
    static let boolean = Self(rawValue: 64)
    /// A list whose elements are of one scalar kind.
    static let list = Self(rawValue: 128)
    static let mixedList = Self(rawValue: 256)

    static let strings: Self = [.text, .date, .time]
    static let integers: Self = [.integer, .longInteger]
    static let lists: Self = [.list, .mixedList]
  }

  private(set) var kinds: Kinds = []
  /// How many cells are not empty.
  private(set) var filledCount = 0
  /// The first and the last day of dates and times.
  private(set) var days: ClosedRange<String>?
  /// How often each text occurs, in a column of few and short ones.
  private(set) var counts = TextCounts()

  /// Notes the value of a cell.
  ///
  /// - Parameters:
  ///   - index: The entry in the outline of the line.
  ///   - line: The record.
  ///   - countsTexts: Whether texts are counted.
  mutating func note(_ index: Int, in line: JSONLine, countsTexts: Bool) {
    let entry = line.outline.entries[index]
    filledCount += 1
    switch entry.kind {
    case .null, .object: filledCount -= 1
    case .boolean: kinds.insert(.boolean)
    case .number: kinds.insert(Self.kind(ofNumber: line.bytes.span.extracting(entry.text)))
    case .string:
      let bytes = line.outline.document.bytes
      let text = bytes.span.extracting(line.outline.textRange(of: entry.value))
      noteString(text)
      if countsTexts { counts.add(text) }
    case .array: noteList(index, in: line, countsTexts: countsTexts)
    }
  }

  private mutating func noteString(_ text: Span<UInt8>) {
    guard let isTime = text.isPlainTime else {
      kinds.insert(.text)
      return
    }
    kinds.insert(isTime ? .time : .date)
    let day = text.extracting(0..<10).string
    days = days.map { min($0.lowerBound, day)...max($0.upperBound, day) } ?? day...day
  }

  private mutating func noteList(_ index: Int, in line: JSONLine, countsTexts: Bool) {
    let bytes = line.outline.document.bytes
    let array = line.outline.entries[index]
    var elementKinds: Set<Value.Kind> = []
    var element = index + 1
    while element < Int(array.next) {
      let entry = line.outline.entries[element]
      elementKinds.insert(entry.kind)
      if countsTexts, entry.kind == .string {
        counts.add(bytes.span.extracting(line.outline.textRange(of: entry.value)))
      }
      element = Int(entry.next)
    }
    let isPlain = elementKinds.count < 2 && elementKinds.isDisjoint(with: [.array, .object])
    kinds.insert(isPlain ? .list : .mixedList)
  }

  private static func kind(ofNumber text: Span<UInt8>) -> Kinds {
    for index in text.indices where index > 0 || text[0] != UInt8(ascii: "-") {
      guard text[index] &- UInt8(ascii: "0") < 10 else { return .fraction }
    }
    return text.count <= 18 ? .integer : .longInteger
  }

  mutating func merge(_ other: Self) {
    kinds.formUnion(other.kinds)
    filledCount += other.filledCount
    if let more = other.days {
      days =
        days.map {
          min($0.lowerBound, more.lowerBound)...max($0.upperBound, more.upperBound)
        } ?? more
    }
    counts.merge(other.counts)
  }
}

/// Counts short texts, as long as they are few.
struct TextCounts: Sendable {
  private struct Entry: Sendable {
    let text: [UInt8]
    var count: Int
  }

  /// By a hash of the text; two texts of one hash would be counted as one.
  private var entries: [UInt64: Entry] = [:]
  /// Whether there are too many texts, or one that is too long.
  private(set) var isOpen = false

  static let maximumTextCount = 1000
  private static let maximumTextByteCount = 60

  mutating func add(_ text: Span<UInt8>) {
    guard !isOpen else { return }
    guard text.count <= Self.maximumTextByteCount else { return open() }
    // FNV-1a.
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for index in text.indices { hash = (hash ^ UInt64(text[index])) &* 0x100_0000_01B3 }
    if entries[hash]?.count == nil {
      var copy: [UInt8] = []
      copy.append(text)
      entries[hash] = Entry(text: copy, count: 1)
      if entries.count > Self.maximumTextCount { open() }
    } else {
      entries[hash]?.count += 1
    }
  }

  private mutating func open() {
    isOpen = true
    entries = [:]
  }

  mutating func merge(_ other: Self) {
    guard !isOpen else { return }
    guard !other.isOpen else { return open() }
    entries.merge(other.entries) { first, second in
      Entry(text: first.text, count: first.count + second.count)
    }
    if entries.count > Self.maximumTextCount { open() }
  }

  /// The texts, the most frequent first; those as frequent by their bytes.
  var sorted: [(text: String, count: Int)] {
    entries.values.sorted {
      $0.count != $1.count ? $0.count > $1.count : $0.text.lexicographicallyPrecedes($1.text)
    }.map { (String(decoding: $0.text, as: UTF8.self), $0.count) }
  }
}

extension Span<UInt8> {
  /// Whether this is a time (true) or a date (false) of the form that all readers understand; `nil`
  /// for anything else.
  ///
  /// RFC 3339 allows more: small letters, leap seconds, any number of digits behind the point.
  fileprivate var isPlainTime: Bool? {
    guard count >= 10, count <= 35, isDigits(0, 4), self[4] == UInt8(ascii: "-"), isDigits(5, 2),
      self[7] == UInt8(ascii: "-"), isDigits(8, 2), self[0] != UInt8(ascii: "0")
    else { return nil }
    if count == 10 { return false }
    guard count >= 20, self[10] == UInt8(ascii: "T"), isDigits(11, 2),
      self[13] == UInt8(ascii: ":"), isDigits(14, 2), self[16] == UInt8(ascii: ":"),
      isDigits(17, 2), self[17] < UInt8(ascii: "6")
    else { return nil }
    var position = 19
    if self[position] == UInt8(ascii: ".") {
      position += 1
      let start = position
      while position < count, isDigits(position, 1) { position += 1 }
      guard position > start, position - start <= 6 else { return nil }
    }
    guard position < count else { return nil }
    if self[position] == UInt8(ascii: "Z") { return position + 1 == count ? true : nil }
    guard self[position] == UInt8(ascii: "+") || self[position] == UInt8(ascii: "-"),
      count == position + 6, isDigits(position + 1, 2), self[position + 3] == UInt8(ascii: ":"),
      isDigits(position + 4, 2)
    else { return nil }
    return true
  }

  private func isDigits(_ start: Int, _ length: Int) -> Bool {
    for index in start..<start + length
    where index >= count || self[index] &- UInt8(ascii: "0") >= 10 {
      return false
    }
    return true
  }
}
