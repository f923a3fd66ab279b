/// Writes a new `bindery.yml`, with words for what only its owner can know.
struct ConfigurationText {
  let name: String
  let title: String
  let homepage: String?
  let collections: [Collection]
  let ignore: [String]

  struct Collection {
    let name: String
    let include: [String]
    let schema: String
    let key: String?
    /// The schema that published records match, as YAML on one line.
    let publish: String?
  }

  var text: String {
    var text = """
      # What this dataset is, where its records are, and which schemas they follow.
      name: \(Self.scalar(name))
      title: \(Self.scalar(title))
      # license: CC-BY-4.0           # how the records may be used, as an SPDX expression

      """
    if let homepage { text += "homepage: \(Self.scalar(homepage))\n" }
    text += "\ncollections:\n"
    for collection in collections {
      text += "  - name: \(Self.scalar(collection.name))\n"
      text += "    include:\(Self.list(collection.include, indentation: 6))\n"
      text += "    schema: \(Self.scalar(collection.schema))\n"
      if let key = collection.key { text += "    key: \(Self.scalar(key))\n" }
      if let publish = collection.publish {
        text += "    # Other records are validated, and left out of releases.\n"
        text += "    publish: \(publish)\n"
      }
    }
    if !ignore.isEmpty {
      text += "\n# Files among the records that are none.\n"
      text += "ignore:\(Self.list(ignore, indentation: 2))\n"
    }
    return text
  }

  private static func list(_ values: [String], indentation: Int) -> String {
    if values.count == 1 { return " " + scalar(values[0]) }
    let margin = String(repeating: " ", count: indentation)
    return values.map { "\n\(margin)- \(scalar($0))" }.joined()
  }

  /// A plain scalar where that is certainly the text, one in quotes otherwise.
  static func scalar(_ text: String) -> String {
    let isPlain =
      text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "_"),
          UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "*"), UInt8(ascii: " "):
          true
        default: false
        }
      }
      && text.first.map { $0.isLetter || $0 == "_" || $0 == "/" } == true && text.last != " "
      && !["true", "false", "null", "yes", "no", "on", "off", "y", "n"].contains(text.lowercased())
    if isPlain { return text }
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case _ where VisibleText.isInvisible(scalar):
        let digits = String(scalar.value, radix: 16)
        quoted += "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
