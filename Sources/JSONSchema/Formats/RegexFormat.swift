internal import Documents

/// Regular expressions (ECMA-262): whether the text follows the grammar.
enum RegexFormat {
  static func accepts(_ text: Span<UInt8>) -> Bool {
    var translator = PatternTranslator(text.string)
    return (try? translator.translate()) != nil
  }
}
