/// Rules of `x-link`.
extension Rule {
  static let links = [
    Rule(
      "link/amp-cache", "An AMP cache address belongs to its page.",
      meaning: """
        `x-link: { ampCacheOf: … }` wants exactly the address at which the AMP cache serves the page \
        that the other member names.
        """,
      fix: "Write the address that the help names, or correct the page's address.",
      examples: .records(
        schema: "properties: { cached: { x-link: { ampCacheOf: 1/page } } }",
        failing: """
          page: https://example.org/limes
          cached: https://example-com.cdn.ampproject.org/c/s/example.com/limes
          """,
        passing: """
          page: https://example.org/limes
          cached: https://example-org.cdn.ampproject.org/c/s/example.org/limes
          """)),
    Rule(
      "link/credentials", "A URL holds no user name or password.",
      meaning: "A release is public; and what stands before an `@` is often there to deceive.",
      fix: "Remove everything between `//` and `@`; change the password if it is a real one.",
      examples: .records(
        schema: "properties: { url: { x-link: true } }",
        failing: "url: https://ada:secret@example.org/", passing: "url: https://example.org/")),
    Rule(
      "link/host", "A URL's host is the domain that is wanted, or below it.",
      meaning:
        "`x-link: { hostWithin: 1/domain }` compares the host with the member `domain` beside it.",
      fix: "Correct the address, or the domain.",
      examples: .records(
        schema: "properties: { url: { x-link: { hostWithin: 1/domain } } }",
        failing: "domain: example.org\nurl: https://example.org.example.com/limes",
        passing: "domain: example.org\nurl: https://www.example.org/limes")),
    Rule(
      "link/look-alike", "A host name does not pass for another by letters of other scripts.",
      severity: .warning,
      meaning: """
        A Cyrillic \u{0430} and a Latin `a` look the same, so that a host name with letters of several scripts \
        may stand for another site than the reader believes. Scripts that are written together, \
        such as those of Japanese, are no reason for a warning.
        """,
      fix: "Type the host name in one script, or copy the address from the site itself.",
      examples: .records(
        schema: "properties: { url: { x-link: true } }",
        failing: "url: https://xn--exmple-4nf.org/", passing: "url: https://example.org/")),
    Rule(
      "link/missing-file", "A URL that this repository serves has its file.",
      meaning: """
        `mounts` in `bindery.yml` names the addresses that files of this repository are served \
        under. Upper and lower case matter.
        """,
      fix: "Add the file, or correct the address.",
      examples: .datasets(
        shared: [
          mounted, .schema("properties: { plan: { x-link: true } }"),
          ExampleFile("Assets/plan.txt", "Three limes."),
        ],
        failing: [ExampleFile("Records/a.yml", "plan: https://example.org/assets/Plan.txt")],
        passing: [ExampleFile("Records/a.yml", "plan: https://example.org/assets/plan.txt")])),
    Rule(
      "link/scheme", "A URL has one of the schemes that are wanted.",
      meaning: "Without `schemes` in `x-link` these are `https` and `http`.",
      fix: "Use an address with such a scheme.",
      examples: .records(
        schema: "properties: { url: { x-link: true } }", failing: "url: ftp://example.org/limes",
        passing: "url: https://example.org/limes")),
    Rule(
      "link/syntax", "A URL is well formed (RFC 3986), and its host name valid (UTS #46).",
      meaning: "`x-link` is on a value that is an absolute URL, with scheme and host.",
      fix: "Copy the whole address again; write a space as `%20`.",
      examples: .records(
        schema: "properties: { url: { x-link: true } }",
        failing: "url: https://example.org/old limes",
        passing: "url: https://example.org/old%20limes")),
    Rule(
      "link/tracking", "A URL carries no parameters that only track visitors.",
      severity: .warning,
      meaning: """
        Parameters such as `utm_source`, `fbclid` and `gclid` say where a visitor came from. They \
        change nothing in what the address shows, and make one page look like many.
        """,
      fix: "Write the address without them, as the help shows it.",
      examples: .records(
        schema: "properties: { url: { x-link: true } }",
        failing: "url: https://example.org/limes?utm_source=letter",
        passing: "url: https://example.org/limes")),
  ]

  private static let mounted = ExampleFile.configuration(
    """
    name: example
    collections:
      - { name: records, include: Records/*, schema: Schemas/record.yml }
    mounts: { https://example.org/assets/: Assets/ }
    """)
}
