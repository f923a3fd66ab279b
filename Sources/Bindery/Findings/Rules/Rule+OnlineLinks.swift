/// Rules of `x-link` with `--online`, and of the suppressions of links.
extension Rule {
  static let onlineLinks = [
    Rule(
      "link/content-type", "A server sends what the schema says that a URL leads to.",
      meaning: """
        `contentMediaType` beside `x-link` names a media type, such as `application/pdf`, or a kind \
        of them, such as `image/*`. A server that does not know, and says `application/octet-stream` \
        or nothing, is no reason for a finding.
        """,
      fix: "Link to the file itself; what came is often a page about it.",
      examples: .told(
        failing: "report: https://example.org/report   # answers with text/html",
        passing: "report: https://example.org/report.pdf   # answers with application/pdf",
        because: network)),
    Rule(
      "link/dead", "A page that is linked to is there.",
      meaning: """
        The server answered 404 or 410, to HEAD and to GET. A failure that comes back is dated and \
        counted from run to run.
        """,
      fix: "Look for the page's new address, or for a copy in a web archive.",
      examples: .told(
        failing: "url: https://example.org/felled   # answers 404",
        passing: "url: https://example.org/limes   # answers 200", because: network)),
    Rule(
      "link/downgrade", "No redirect leads from https to http.",
      severity: .warning,
      meaning: "Whoever sits between a reader and the site can change what comes by http.",
      fix: "Look for an address that stays with https.",
      examples: .told(
        failing: "url: https://example.org/limes   # redirects to http://example.org/limes",
        passing: "url: https://www.example.org/limes   # answers 200", because: network)),
    Rule(
      "link/front-page", "A page does not redirect to its site's front page.",
      severity: .warning,
      meaning: """
        Many sites answer an address that they no longer know with a redirect to their front page, \
        where other sites say 404. A redirect to the front page of another site is none of these: \
        short links lead there.
        """,
      fix: "Look for the page's new address, or for a copy in a web archive.",
      examples: .told(
        failing: "url: https://example.org/2019/limes   # redirects to https://example.org/",
        passing: "url: https://example.org/archive/limes   # answers 200", because: network)),
    Rule(
      "link/moved", "A link names the address that a page has moved to.",
      severity: .warning,
      meaning: """
        A redirect with status 301 or 308 says that the new address is to be used from now on. \
        Other redirects are no reason for a warning.
        """,
      fix: "Write the new address, which the help names.",
      examples: .told(
        failing: "url: http://example.org/limes   # 301, to https://example.org/limes",
        passing: "url: https://example.org/limes   # answers 200", because: network)),
    Rule(
      "link/no-such-host", "The host of a link exists.",
      meaning:
        "The name of the host leads to no address. That a lookup fails for now is not meant.",
      fix: "Correct the spelling; if the site is gone, look for a copy in a web archive.",
      examples: .told(
        failing: "url: https://exmaple.example/limes", passing: "url: https://example.org/limes",
        because: network)),
    Rule(
      "link/port", "A link names one of the ports that are asked.",
      severity: .warning,
      meaning: """
        Only ports 80 and 443 are connected to, or those that `links: { ports: … }` in `bindery.yml` \
        lists, so that nobody's link can talk to another service.
        """,
      fix: "Correct the port, or list it in `bindery.yml`.",
      examples: .told(
        failing: "url: https://example.org:8443/limes", passing: "url: https://example.org/limes",
        because: network)),
    Rule(
      "link/private-address", "A link does not lead into a private network.",
      meaning: """
        The host, or one that a redirect leads to, has an address of the machine itself or of a \
        private or special network. Nothing was sent there. `--allow-private-addresses` asks such \
        hosts too, for records that are all trusted.
        """,
      fix: "Link to an address that everybody can reach.",
      examples: .told(
        failing: "url: http://127.0.0.1/limes", passing: "url: https://example.org/limes",
        because: network)),
    Rule(
      "link/redirects", "Redirects end at a page on the web.",
      meaning: """
        There are more than ten of them, they lead in a circle, to another scheme than http and \
        https, or to no address at all.
        """,
      fix: "Look with a browser for the address where the page really is.",
      examples: .told(
        failing: "url: https://example.org/a   # redirects to itself",
        passing: "url: https://example.org/limes   # answers 200", because: network)),
    Rule(
      "link/refused", "A server answers programs too.",
      severity: .warning,
      meaning: """
        The server answered 401, 403, 429, 999 or the like: it is there, and may show the page to \
        people. This says nothing about the page.
        """,
      fix: """
        Look with a browser. If the page is there, suppress the link under `links` in `bindery.yml`, \
        with the reason.
        """,
      examples: .told(
        failing: "url: https://example.org/members   # answers 403",
        passing: "url: https://example.org/limes   # answers 200", because: network)),
    Rule(
      "link/suppression-expired", "A suppression of links holds until a day to come.",
      severity: .warning,
      meaning: """
        Failures of links that are suppressed under `links` in `bindery.yml` are notes until the day \
        that the suppression names. After it they are what they were before.
        """,
      fix: "Remove the suppression, or look at the links again and give it a new date.",
      examples: .told(
        failing: "suppress: [{ prefix: https://example.org/, reason: slow, until: 2020-01-31 }]",
        passing: "suppress: [{ prefix: https://example.org/, reason: slow, until: 2099-01-31 }]",
        because: network)),
    Rule(
      "link/suppression-unused", "A suppression of links covers at least one.",
      severity: .warning,
      meaning: """
        No link of any record begins with the prefix that the suppression names. Only runs over the \
        whole dataset judge this.
        """,
      fix: "Remove the suppression, or correct its prefix.",
      examples: .told(
        failing: "suppress: [{ prefix: https://exmaple.org/, reason: slow, until: 2099-01-31 }]",
        passing: "suppress: [{ prefix: https://example.org/, reason: slow, until: 2099-01-31 }]",
        because: network)),
    Rule(
      "link/tls", "A site's certificate is in order.",
      meaning: "Browsers warn of such a site, and readers are right to turn back.",
      fix: "Tell the site's owner, or link to another page.",
      examples: .told(
        failing: "url: https://expired.example.org/   # its certificate has expired",
        passing: "url: https://example.org/", because: network)),
    Rule(
      "link/unreachable", "A server answers in time, and without an error of its own.",
      severity: .warning,
      meaning: """
        No connection, no answer in time, a connection that broke off, or a status from 500 on, each \
        after several tries. It may pass, so it is a warning; it becomes an error when it was seen \
        at least 3 times over at least 3 days.
        """,
      fix: "Wait; where it stays, look with a browser, and for a copy in a web archive.",
      examples: .told(
        failing: "url: https://down.example.org/limes   # answers 503",
        passing: "url: https://example.org/limes   # answers 200", because: network)),
  ]

  private static let network = "it depends on what a server answers"
}
