internal import JSONSchema

/// A part of a host name that may pass for another one, because it holds letters of another script.
///
/// Parts may hold one script, or those that are written together (UTS #39, section 5.2, "Highly
/// Restrictive"). A part whose letters are all of one other script and all look like Latin ones is
/// suspicious too, where the name does not end in that script.
enum LookAlike: Equatable {
  /// Letters of several scripts, those of all but the first with their script.
  case mixed(part: String, base: UnicodeScript, others: [Letter])
  /// Letters of one script that look like this in Latin letters.
  case whole(part: String, script: UnicodeScript, latin: String)

  struct Letter: Equatable {
    let scalar: Unicode.Scalar
    let script: UnicodeScript
  }

  /// The first suspicious part of a name.
  static func find(in name: InternationalName) -> LookAlike? {
    let last = name.labels.last { !$0.isEmpty }?.lazy.compactMap(UnicodeScript.of).first
    for label in name.labels where !label.allSatisfy(\.isASCII) {
      if let found = find(in: label, topScript: last) { return found }
    }
    return nil
  }

  private static func find(in label: [Unicode.Scalar], topScript: UnicodeScript?) -> LookAlike? {
    let letters = label.compactMap { scalar in
      UnicodeScript.of(scalar).map { Letter(scalar: scalar, script: $0) }
    }
    let scripts = Set(letters.map(\.script))
    let part = InternationalName.text(label)
    if scripts.count > 1 {
      guard !writtenTogether.contains(where: scripts.isSubset) else { return nil }
      let base = scripts.contains(.latin) ? UnicodeScript.latin : letters[0].script
      var others: [Letter] = []
      for letter in letters where letter.script != base && !others.contains(letter) {
        others.append(letter)
      }
      return .mixed(part: part, base: base, others: others)
    }
    guard let script = scripts.first, script != topScript,
      let latin = latin(label)
    else { return nil }
    return .whole(part: part, script: script, latin: latin)
  }

  private static let writtenTogether: [Set<UnicodeScript>] = [
    [.latin, .han, .hiragana, .katakana], [.latin, .han, .bopomofo], [.latin, .han, .hangul],
  ]

  /// The name in Latin letters that it looks like, if each of its letters looks like one.
  private static func latin(_ label: [Unicode.Scalar]) -> String? {
    var text = ""
    for scalar in label {
      guard let letter = scalar.isASCII ? scalar : confusables[scalar] else { return nil }
      text.unicodeScalars.append(letter)
    }
    return text
  }

  /// Letters of other scripts that most typefaces draw like a Latin one: from confusables.txt of
  /// UTS #39, those in lower case of the scripts that have domains of their own.
  private static let confusables: [Unicode.Scalar: Unicode.Scalar] = [
    // Cyrillic
    "а": "a", "ԁ": "d", "с": "c", "е": "e", "һ": "h", "і": "i", "ј": "j", "ӏ": "l", "о": "o",
    "р": "p", "ԛ": "q", "ѕ": "s", "у": "y", "ү": "y", "ѵ": "v", "ԝ": "w", "х": "x", "ь": "b",
    "г": "r", "п": "n",
    // Greek
    "α": "a", "ο": "o", "ρ": "p", "ν": "v", "υ": "u", "ι": "i", "κ": "k", "η": "n", "τ": "t",
    "ω": "w",
    // Armenian
    "օ": "o", "ո": "n", "ս": "u", "հ": "h", "ց": "g", "զ": "q", "յ": "j", "ա": "w", "լ": "l",
  ]
}

extension LookAlike {
  var words: String {
    switch self {
    case .mixed(let part, let base, let others):
      let letters = others.prefix(5).map {
        "\(scriptName($0.script)) '\($0.scalar)' (\(CharacterWords.codePoint($0.scalar)))"
      }
      let rest = others.count > 5 ? " and \(others.count - 5) more" : ""
      return
        "the host name's part '\(part)' mixes \(scriptName(base)) letters with \(letters.joined(separator: ", "))\(rest)"
    case .whole(let part, let script, let latin):
      return
        "the host name's part '\(part)' is made of \(scriptName(script)) letters, and looks like '\(latin)'"
    }
  }

  private func scriptName(_ script: UnicodeScript) -> String {
    script == .other ? "other" : script.rawValue
  }
}
