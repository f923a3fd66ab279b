/// What a run wants to know from the network: a kind of question about a URL.
///
/// There is one way from a value of a record to a finding about what the network says of it, for
/// links and for whatever else is asked:
///
/// 1. While records are validated, checks call `CheckContext.ask`, which collects each question
///    once (`WebQuestions`), however many places ask it.
/// 2. `OnlineStage` asks: it looks into `AnswerMemory`, spreads the rest over hosts, lets the kind's
///    inquiry do the talking (`LinkInquiry`), and remembers each answer as it comes.
/// 3. The records that asked something whose answer is worth a word are read again, and the same
///    checks call the same `ask`, which now reports at each place and returns the answer.
///
/// A new kind of question is a case of `Kind`, an inquiry beside `LinkInquiry`, and a check that
/// calls `ask`; what only that kind needs to remember travels in `WebAnswer.detail`. Scheduling,
/// memory, suppressions, progress and the summary are the same for all.
package struct WebQuestion: Sendable, Hashable {
  package enum Kind: String, Sendable, CaseIterable {
    /// Whether a page is there.
    case link
    /// What an image is, how large, and what its owner says about it.
    case image
  }

  package let kind: Kind
  /// In the one spelling that `CanonicalURL` gives it.
  package let url: String

  /// The question about the image at the same URL.
  var asImage: Self { Self(kind: .image, url: url) }

  /// The host and, where it is not the scheme's own, the port.
  package var host: Substring {
    let bytes = url.utf8
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")),
      let start = bytes.index(colon, offsetBy: 3, limitedBy: bytes.endIndex)
    else { return url[...] }
    return url[start..<(bytes[start...].firstIndex(of: UInt8(ascii: "/")) ?? bytes.endIndex)]
  }
}

extension WebQuestion: Comparable {
  package static func < (left: WebQuestion, right: WebQuestion) -> Bool {
    (left.url, left.kind.rawValue) < (right.url, right.kind.rawValue)
  }
}
