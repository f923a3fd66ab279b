/// The suppressions of a configuration, found by the URLs that they cover.
struct SuppressionTable: Sendable {
  private typealias Suppression = LinkConfiguration.Suppression

  private struct Entry: Sendable {
    let prefix: String
    let suppression: Suppression
  }

  /// By scheme and host, for a prefix always names a whole host.
  private var entries: [Substring: [Entry]] = [:]
  private let all: [Suppression]
  private let now: Int64

  init(_ suppressions: [LinkConfiguration.Suppression], now: Int64) {
    all = suppressions
    self.now = now
    for suppression in suppressions {
      // `https://example.org` means that host, and not `https://example.org.example.com/`.
      let prefix = CanonicalURL.text(of: suppression.prefix)
      entries[Self.origin(prefix), default: []].append(
        Entry(prefix: prefix, suppression: suppression))
    }
    // The longest prefix is the most specific one.
    for origin in entries.keys {
      entries[origin]?.sort { $0.prefix.utf8.count > $1.prefix.utf8.count }
    }
  }

  /// The suppression that holds for a URL today.
  func active(for url: String) -> LinkConfiguration.Suppression? {
    matching(url).first { !$0.isExpired(at: now) }
  }

  private func matching(_ url: String) -> [LinkConfiguration.Suppression] {
    guard let candidates = entries[Self.origin(url)] else { return [] }
    return candidates.filter { url.hasPrefix($0.prefix) }.map(\.suppression)
  }

  private static func origin(_ url: String) -> Substring {
    guard let colon = url.firstIndex(of: ":") else { return url[...] }
    let host = url.index(colon, offsetBy: 3, limitedBy: url.endIndex) ?? url.endIndex
    return url[..<(url[host...].firstIndex(of: "/") ?? url.endIndex)]
  }

  /// What is wrong with the suppressions themselves, after a run that has looked at all URLs.
  func findings(for urls: some Sequence<String>, path: String) -> [Finding] {
    var used: Set<String> = []
    if !all.isEmpty {
      for url in urls { used.formUnion(matching(url).map(\.prefix)) }
    }
    return all.compactMap { suppression in
      if !used.contains(suppression.prefix) { return .unused(suppression, path: path) }
      return suppression.isExpired(at: now) ? .expired(suppression, path: path) : nil
    }
  }
}

extension Finding {
  fileprivate static func unused(
    _ suppression: LinkConfiguration.Suppression, path: String
  ) -> Finding {
    Finding(
      rule: "link/suppression-unused", severity: .warning,
      location: Location(path: path, value: suppression.place),
      message: "no link begins with '\(suppression.prefix)'",
      help: "remove the suppression, or correct its prefix")
  }

  fileprivate static func expired(
    _ suppression: LinkConfiguration.Suppression, path: String
  ) -> Finding {
    Finding(
      rule: "link/suppression-expired", severity: .warning,
      location: Location(path: path, value: suppression.place),
      message: "the suppression ended on \(suppression.until)",
      help: "remove it, or look at the links again and give it a new date")
  }
}
