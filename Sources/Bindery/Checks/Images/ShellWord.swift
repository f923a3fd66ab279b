/// Text as one word of a shell command that a person may copy.
enum ShellWord {
  /// The text as it is where a shell takes it for one plain word, else in single quotes.
  ///
  /// Specification: POSIX.1-2017, Shell and Utilities, 2.2.2.
  static func quoted(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "-"):
        true
      default: false
      }
    }
    // A name that starts with '-' would be an option.
    let path = text.hasPrefix("-") ? "./" + text : text
    return isPlain ? path : "'" + path.replacing("'", with: "'\\''") + "'"
  }
}
