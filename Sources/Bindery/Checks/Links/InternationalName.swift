internal import Documents
internal import JSONSchema

/// A host name with characters beyond ASCII: in itself, or behind `xn--` (RFC 5890).
///
/// Names are held to what browsers look up (UTS #46), so that names of symbols pass, which no
/// registry should give out and some do.
struct InternationalName: Sendable {
  /// The parts between the dots, decoded.
  let labels: [[Unicode.Scalar]]

  var text: String { labels.map(Self.text).joined(separator: ".") }

  static func text(_ label: [Unicode.Scalar]) -> String {
    String(String.UnicodeScalarView(label))
  }

  /// A part that is not valid, and why.
  enum Problem: Error, Equatable {
    case label(String, InternationalLabel.Problem)
    case direction
  }

  /// Whether a host in ASCII has a part that is encoded.
  static func isEncoded(_ host: Span<UInt8>) -> Bool {
    guard host.count >= 4 else { return false }
    for index in 0...host.count - 4
    where host[index] | 0x20 == UInt8(ascii: "x") && host[index + 1] | 0x20 == UInt8(ascii: "n")
      && host[index + 2] == UInt8(ascii: "-") && host[index + 3] == UInt8(ascii: "-")
      && (index == 0 || host[index - 1] == UInt8(ascii: "."))
    {
      return true
    }
    return false
  }

  /// Reads a host, in whatever mixture of both forms.
  init(_ host: String) throws(Problem) {
    var labels: [[Unicode.Scalar]] = []
    let host = InternationalLabel.mapped(host)
    for label in host.split(separator: ".", omittingEmptySubsequences: false) {
      let scalars = Array(label.unicodeScalars)
      do throws(InternationalLabel.Problem) {
        guard scalars.allSatisfy(\.isASCII) else {
          if let problem = InternationalLabel.problem(scalars, by: .lookup) { throw problem }
          labels.append(scalars)
          continue
        }
        guard label.hasPrefix("xn--") else {
          labels.append(scalars)
          continue
        }
        labels.append(try InternationalLabel.decode(Array(label.utf8), by: .lookup))
      } catch {
        throw .label(String(label), error)
      }
    }
    guard !InternationalLabel.breaksDirection(labels) else { throw .direction }
    self.labels = labels
  }

  /// The name in ASCII, or `nil` where a part is too long for one.
  var ascii: String? {
    var parts: [String] = []
    for label in labels {
      if label.allSatisfy(\.isASCII) {
        parts.append(Self.text(label))
      } else {
        guard let encoded = Punycode.encode(label) else { return nil }
        parts.append("xn--" + String(decoding: encoded, as: UTF8.self))
      }
    }
    return parts.joined(separator: ".")
  }
}

extension InternationalName.Problem {
  var words: String {
    switch self {
    case .direction:
      return "the host name mixes text from left to right and from right to left (RFC 5893)"
    case .label(let label, let problem):
      let part = "the part '\(VisibleText.shortened(label))' of the host name"
      switch problem {
      case .notPunycode: return "\(part) is no valid punycode"
      case .otherSpelling: return "\(part) is not how the characters that it stands for are encoded"
      case .hyphen: return "\(part) has a '-' where none may stand"
      case .leadingMark: return "\(part) begins with a mark that belongs onto another character"
      case .notNormalized: return "\(part) spells a character that has a shorter form"
      case .character(let scalar):
        return "\(part) holds \(CharacterWords.of(scalar)), which no host name can hold"
      case .context(let scalar):
        return "\(part) holds \(CharacterWords.of(scalar)) where no host name can hold it"
      }
    }
  }
}
