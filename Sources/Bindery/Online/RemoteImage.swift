internal import ImageHeaders
internal import WebClient

/// What is known of an image on the network, as it is remembered with the answer.
struct RemoteImage: Sendable, Equatable {
  enum Finding: Sendable, Equatable {
    /// Without a header for an image that is not measured in pixels.
    case measured(ImageFormat, ImageHeader?)
    /// Why it cannot be measured.
    case problem(String)
  }

  let finding: Finding
  /// The length of the file, where the server tells it.
  let byteCount: Int?
  /// The words with which its owner keeps it from machines.
  let optOuts: [String]

  init(finding: Finding, byteCount: Int?, optOuts: [String]) {
    self.finding = finding
    self.byteCount = byteCount
    self.optOuts = optOuts
  }

  /// Fields with tabs between them: the length, the words, and the problem or the sizes.
  var detail: String {
    var fields = [byteCount.map(String.init) ?? "", optOuts.joined(separator: ",")]
    switch finding {
    case .problem(let message): fields.append(message)
    case .measured(let format, nil): fields += ["", format.name]
    case .measured(let format, let header?):
      let sizes = [header.width, header.height, header.displayWidth, header.displayHeight]
      fields += ["", format.name] + sizes.map(String.init)
    }
    return fields.joined(separator: "\t")
  }

  init?(detail: String) {
    let fields = detail.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    guard fields.count >= 3 else { return nil }
    byteCount = Int(fields[0])
    optOuts = fields[1].split(separator: ",").map(String.init)
    guard fields.count > 3 else {
      finding = .problem(fields[2])
      return
    }
    guard let format = ImageFormat.allCases.first(where: { $0.name == fields[3] }) else {
      return nil
    }
    let sizes = fields[4...].compactMap { Int($0) }
    finding = .measured(
      format,
      sizes.count == 4
        ? ImageHeader(
          format: format, width: sizes[0], height: sizes[1], displayWidth: sizes[2],
          displayHeight: sizes[3], frameCount: nil) : nil)
  }
}

/// What a site's owner says to machines about a file, in `X-Robots-Tag`.
enum RobotsTag {
  private static let wanted: Set<String> = ["noai", "noimageai", "noindex", "noimageindex", "none"]

  /// The words that keep a file from datasets, each once, in order; those for one robot alone are not
  /// for us.
  static func optOuts(_ headers: WebHeaders) -> [String] {
    var found: Set<String> = []
    for value in headers.values("x-robots-tag") {
      // A robot's name and a colon stand before the words that are for it.
      if let colon = value.firstIndex(of: ":"),
        !value[..<colon].contains(","),
        !["unavailable_after", "max-snippet", "max-image-preview", "max-video-preview"].contains(
          value[..<colon].trimmed)
      {
        continue
      }
      for word in value.split(separator: ",") { found.insert(word.trimmed) }
    }
    return found.intersection(wanted).sorted()
  }
}

extension Substring {
  fileprivate var trimmed: String { filter { !$0.isWhitespace }.lowercased() }
}
