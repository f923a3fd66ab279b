/// Writes JSON text (RFC 8259) as bytes.
package enum JSONText {
  /// Appends a string in quotes, escaping only what must be (RFC 8785, section 3.2.2.2).
  package static func appendString(_ text: Span<UInt8>, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "\""))
    var pending = 0
    while let index = text.firstIndexOfJSONEscape(from: pending) {
      output.append(text.extracting(pending..<index))
      appendEscape(text[index], to: &output)
      pending = index + 1
    }
    output.append(text.extracting(pending..<text.count))
    output.append(UInt8(ascii: "\""))
  }

  package static func appendString(_ text: ArraySlice<UInt8>, to output: inout [UInt8]) {
    appendString(text.span, to: &output)
  }

  package static func appendString(_ text: String, to output: inout [UInt8]) {
    appendString(Array(text.utf8)[...], to: &output)
  }

  private static func appendEscape(_ byte: UInt8, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "\\"))
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): output.append(byte)
    case 0x08: output.append(UInt8(ascii: "b"))
    case 0x09: output.append(UInt8(ascii: "t"))
    case 0x0A: output.append(UInt8(ascii: "n"))
    case 0x0C: output.append(UInt8(ascii: "f"))
    case 0x0D: output.append(UInt8(ascii: "r"))
    default:
      output.append(contentsOf: "u00".utf8)
      output.append(contentsOf: (byte < 0x10 ? "0" : "").utf8)
      output.append(contentsOf: String(byte, radix: 16).utf8)
    }
  }
}

extension Value {
  /// The decoded text of a scalar, as a part of the document's bytes.
  package var textBytes: ArraySlice<UInt8> {
    let node = node
    return document.bytes[Int(node.textStart)..<Int(node.textEnd)]
  }

  /// Appends a scalar as JSON; a number keeps its spelling.
  package func appendScalar(to output: inout [UInt8]) {
    switch kind {
    case .string: JSONText.appendString(textBytes, to: &output)
    case .number, .boolean: output.append(contentsOf: textBytes)
    case .null: output.append(contentsOf: "null".utf8)
    case .array, .object: preconditionFailure("a collection is no scalar")
    }
  }
}

extension Value {
  /// Appends the value and all below it as JSON, in the order of the file.
  package func appendJSON(to output: inout [UInt8]) {
    switch kind {
    case .array:
      output.append(UInt8(ascii: "["))
      for (position, element) in elements.enumerated() {
        if position > 0 { output.append(UInt8(ascii: ",")) }
        element.appendJSON(to: &output)
      }
      output.append(UInt8(ascii: "]"))
    case .object:
      output.append(UInt8(ascii: "{"))
      for (position, member) in members.enumerated() {
        if position > 0 { output.append(UInt8(ascii: ",")) }
        member.key.appendScalar(to: &output)
        output.append(UInt8(ascii: ":"))
        member.value.appendJSON(to: &output)
      }
      output.append(UInt8(ascii: "}"))
    default: appendScalar(to: &output)
    }
  }
}
