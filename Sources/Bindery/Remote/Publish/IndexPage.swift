internal import Documents

/// `index.html`: what can be downloaded here, for people.
///
/// One file without scripts, fonts or images of others: it can be served from anywhere, and says the
/// same bytes for the same catalog.
struct IndexPage {
  private let catalog: Catalog
  /// The address that the page will have.
  private let address: String?
  /// Finds the manifest of a dataset's newest release; what it says is shown where it is there.
  private let manifest: (Catalog.Dataset) -> Manifest?

  init(
    catalog: Catalog, address: String?, manifest: @escaping (Catalog.Dataset) -> Manifest?
  ) {
    self.catalog = catalog
    self.address = address
    self.manifest = manifest
  }

  var text: [UInt8] {
    let datasets = catalog.datasets.filter { !$0.releases.isEmpty }
    let title = datasets.count == 1 ? datasets[0].title : "Datasets"
    var html = """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>\(Self.escape(title))</title>
      <style>
      \(Self.style)
      </style>
      </head>
      <body>
      <main>

      """
    if datasets.count == 1 {
      html += section(datasets[0], heading: "h1")
    } else {
      html += "<h1>Datasets</h1>\n"
      html += datasets.map { section($0, heading: "h2") }.joined()
    }
    html += """
      </main>
      <footer>
      <p><code>bindery pull</code> downloads a version, checks every byte against the manifest, and unpacks it.
      Without it: download the bundle, and run <code>sha256sum -c SHA256SUMS</code> in the unpacked folder.</p>
      </footer>
      </body>
      </html>

      """
    return Array(html.utf8)
  }

  private func section(_ dataset: Catalog.Dataset, heading: String) -> String {
    var html = "<section>\n<\(heading)>\(Self.escape(dataset.title))</\(heading)>\n"
    if let manifest = manifest(dataset) {
      if let description = manifest.description {
        html += "<p>\(Self.escape(description))</p>\n"
      }
      let facts = [
        manifest.license.map { "License: \(Self.escape($0))" },
        manifest.homepage.flatMap(Self.link),
      ].compactMap { $0 }
      if !facts.isEmpty { html += "<p class=\"facts\">\(facts.joined(separator: " · "))</p>\n" }
    }
    for (index, release) in dataset.releases.enumerated() {
      html += article(
        release, of: dataset, isNewest: index == 0, heading: heading == "h1" ? "h2" : "h3")
    }
    return html + "</section>\n"
  }

  private func article(
    _ release: Catalog.Release, of dataset: Catalog.Dataset, isNewest: Bool, heading: String
  ) -> String {
    let date = release.created.prefix(10)
    var html = """
      <article\(isNewest ? " class=\"newest\"" : "")>
      <\(heading)>\(Self.escape(dataset.name)) \(release.version)</\(heading)>
      <p class="facts"><time datetime="\(Self.escape(release.created))">\(Self.escape(String(date)))</time> · \(Self.counted(release.recordCount))</p>
      <pre><code>bindery pull \(command(release, of: dataset))</code></pre>

      """
    if let bundle = release.bundle(of: dataset.name) {
      html += """
        <p><a class="bundle" href="\(href(bundle, of: release))">\(Self.escape(bundle.path))</a> <span class="size">\(ByteCount.text(bundle.digest.byteCount))</span></p>

        """
    }
    html += """
      <dl>
      <dt>Manifest, to cite and to check with <code>--expect</code></dt>
      <dd class="digest">sha256:\(release.manifest)</dd>
      </dl>
      <details>
      <summary>\(release.files.count) files</summary>
      <ul>

      """
    for file in release.files {
      html += """
        <li><a href="\(href(file, of: release))">\(Self.escape(file.path))</a> <span class="size">\(ByteCount.text(file.digest.byteCount))</span>
        <span class="digest">\(file.digest.sha256)</span></li>

        """
    }
    return html + "</ul>\n</details>\n</article>\n"
  }

  private func command(_ release: Catalog.Release, of dataset: Catalog.Dataset) -> String {
    let place = address.map(Self.escape) ?? "<i>address of this page</i>"
    return "\(place) \(Self.escape(dataset.name))@\(release.version)"
  }

  private func href(_ file: Catalog.Release.File, of release: Catalog.Release) -> String {
    Self.escape(file.url ?? PercentEncoding.path("\(release.path)/\(file.path)"))
  }

  private static func link(_ homepage: String) -> String? {
    guard homepage.hasPrefix("https://") || homepage.hasPrefix("http://") else { return nil }
    return "<a href=\"\(escape(homepage))\">\(escape(homepage))</a>"
  }

  private static func counted(_ count: Int) -> String {
    "\(count) record\(count == 1 ? "" : "s")"
  }

  private static func escape(_ text: String) -> String {
    var escaped = ""
    for character in VisibleText.escape(text).unicodeScalars {
      switch character {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      default: escaped.unicodeScalars.append(character)
      }
    }
    return escaped
  }

  private static let style = """
    :root { color-scheme: light dark; --ink: #1b1f24; --soft: #57606a; --line: #d8dee4; --card: #f6f8fa; --page: #fff; --link: #0a58ca; }
    @media (prefers-color-scheme: dark) {
      :root { --ink: #e6e9ed; --soft: #9aa5b1; --line: #30363d; --card: #161b22; --page: #0d1117; --link: #79b8ff; }
    }
    * { box-sizing: border-box; }
    body { margin: 0 auto; max-width: 56rem; padding: 1.25rem 1rem 3rem; background: var(--page); color: var(--ink); font: 1rem/1.55 system-ui, sans-serif; }
    h1 { font-size: 1.7rem; line-height: 1.25; margin: .5rem 0; }
    h2 { font-size: 1.4rem; line-height: 1.3; margin: 2.5rem 0 .5rem; }
    article h2, article h3 { font-size: 1.05rem; margin: 0; overflow-wrap: anywhere; }
    p { margin: .5rem 0; }
    a { color: var(--link); overflow-wrap: anywhere; }
    .facts, .size, footer, dt, summary { color: var(--soft); }
    .facts, dt, footer { font-size: .9rem; }
    article { margin: 1rem 0; padding: 1rem; border: 1px solid var(--line); border-radius: .5rem; }
    article.newest { background: var(--card); }
    code, pre, .digest { font-family: ui-monospace, SFMono-Regular, Menlo, monospace; font-size: .875rem; }
    pre { margin: .6rem 0; padding: .6rem .75rem; border: 1px solid var(--line); border-radius: .375rem; background: var(--page); white-space: pre-wrap; overflow-wrap: anywhere; }
    .bundle { font-weight: 600; }
    dl { margin: .5rem 0; }
    dd { margin: 0; }
    .digest { overflow-wrap: anywhere; font-size: .8rem; }
    .size { white-space: nowrap; }
    summary { cursor: pointer; padding: .4rem 0; }
    ul { list-style: none; margin: .25rem 0 0; padding: 0; }
    li { padding: .4rem 0; border-top: 1px solid var(--line); }
    li .digest { display: block; color: var(--soft); }
    footer { margin-top: 2rem; }
    """
}
