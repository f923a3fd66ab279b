/// What differs between two texts, word by word.
struct WordDiff {
  enum Part: Equatable {
    case same(String)
    case removed(String)
    case added(String)
  }

  let parts: [Part]

  /// Texts with more different words than this are not compared further.
  private static let maximumWordCount = 1500

  init(_ old: String, _ new: String) {
    let before = Self.words(old)
    let after = Self.words(new)
    let start = zip(before, after).prefix { $0 == $1 }.count
    let rest = min(before.count, after.count) - start
    let end = min(zip(before.reversed(), after.reversed()).prefix { $0 == $1 }.count, rest)
    var collector = Collector()
    for word in before[..<start] { collector.append(.same(word)) }
    Self.compare(
      Array(before[start..<before.count - end]), Array(after[start..<after.count - end]),
      &collector)
    for word in before[(before.count - end)...] { collector.append(.same(word)) }
    parts = collector.parts
  }

  /// Words, white space and other characters, each by itself; together they are the text.
  private static func words(_ text: String) -> [String] {
    var words: [String] = []
    var lastKind = 0
    for character in text {
      let kind = character.isLetter || character.isNumber ? 1 : character.isWhitespace ? 2 : 3
      if kind == lastKind, kind != 3 {
        words[words.count - 1].append(character)
      } else {
        words.append(String(character))
      }
      lastKind = kind
    }
    return words
  }

  /// The longest common subsequence, by the table of its lengths.
  private static func compare(_ old: [String], _ new: [String], _ collector: inout Collector) {
    guard old.count <= maximumWordCount, new.count <= maximumWordCount, !old.isEmpty, !new.isEmpty
    else {
      for word in old { collector.append(.removed(word)) }
      for word in new { collector.append(.added(word)) }
      return
    }
    let width = new.count + 1
    var lengths = [Int32](repeating: 0, count: (old.count + 1) * width)
    for left in old.indices.reversed() {
      for right in new.indices.reversed() {
        lengths[left * width + right] =
          old[left] == new[right]
          ? lengths[(left + 1) * width + right + 1] + 1
          : max(lengths[(left + 1) * width + right], lengths[left * width + right + 1])
      }
    }
    var left = 0
    var right = 0
    while left < old.count || right < new.count {
      if left < old.count, right < new.count, old[left] == new[right] {
        collector.append(.same(old[left]))
        left += 1
        right += 1
      } else if right == new.count
        || left < old.count
          && lengths[(left + 1) * width + right] >= lengths[left * width + right + 1]
      {
        collector.append(.removed(old[left]))
        left += 1
      } else {
        collector.append(.added(new[right]))
        right += 1
      }
    }
  }

  /// Joins what is removed and what is added between two words that stay, so that a change reads
  /// as one; white space alone does not keep changes apart.
  private struct Collector {
    private var done: [Part] = []
    private var removed = ""
    private var added = ""
    private var space = ""

    mutating func append(_ part: Part) {
      switch part {
      case .removed(let word):
        takeSpace()
        removed += word
      case .added(let word):
        takeSpace()
        added += word
      case .same(let word):
        if !(removed.isEmpty && added.isEmpty), word.allSatisfy(\.isWhitespace), space.isEmpty {
          space = word
        } else {
          flush()
          appendSame(word)
        }
      }
    }

    private mutating func takeSpace() {
      removed += space
      added += space
      space = ""
    }

    private mutating func flush() {
      if !removed.isEmpty { done.append(.removed(removed)) }
      if !added.isEmpty { done.append(.added(added)) }
      (removed, added) = ("", "")
      let rest = space
      space = ""
      if !rest.isEmpty { appendSame(rest) }
    }

    private mutating func appendSame(_ word: String) {
      if case .same(let text) = done.last {
        done[done.count - 1] = .same(text + word)
      } else {
        done.append(.same(word))
      }
    }

    var parts: [Part] {
      var all = self
      all.flush()
      return all.done
    }
  }
}
