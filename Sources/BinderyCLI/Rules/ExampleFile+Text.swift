internal import Bindery

extension ExampleFile {
  /// The text of the file as a page can show it, without the last line break.
  var shown: String {
    switch content {
    case .text(let text), .bytes(_, shown: let text):
      VisibleText.escapeLines(text.hasSuffix("\n") ? String(text.dropLast()) : text)
    case .link(let target): target
    }
  }
}
