/// Which neighbours some characters need (RFC 5892, appendix A).
enum ContextRule {
  static func accepts(_ label: [Unicode.Scalar], _ index: Int) -> Bool {
    let previous = index > 0 ? label[index - 1] : nil
    let next = index + 1 < label.count ? label[index + 1] : nil
    switch label[index].value {
    case 0x200C: return isVirama(previous) || isBetweenJoined(label, index)
    case 0x200D: return isVirama(previous)
    case 0xB7: return previous == "l" && next == "l"
    case 0x375: return next.map { isScript("Greek", $0) } ?? false
    case 0x5F3, 0x5F4: return previous.map { isScript("Hebrew", $0) } ?? false
    case 0x30FB:
      return label.contains {
        isScript("Hiragana", $0) || isScript("Katakana", $0) || isScript("Han", $0)
      }
    case 0x660...0x669: return !label.contains { (0x6F0...0x6F9).contains($0.value) }
    case 0x6F0...0x6F9: return !label.contains { (0x660...0x669).contains($0.value) }
    default: return false
    }
  }

  private static func isVirama(_ scalar: Unicode.Scalar?) -> Bool {
    scalar?.properties.canonicalCombiningClass == .virama
  }

  private static func isBetweenJoined(_ label: [Unicode.Scalar], _ index: Int) -> Bool {
    var before = index - 1
    while before >= 0, JoiningType.isTransparent(label[before]) { before -= 1 }
    var after = index + 1
    while after < label.count, JoiningType.isTransparent(label[after]) { after += 1 }
    return before >= 0 && after < label.count && JoiningType.joinsNext(label[before])
      && JoiningType.joinsPrevious(label[after])
  }

  private static func isScript(_ name: String, _ scalar: Unicode.Scalar) -> Bool {
    UnicodePatterns.matches(name, scalar)
  }
}
