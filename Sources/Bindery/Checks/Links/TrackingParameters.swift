internal import Documents

/// Parameters of a URL that tell a site's owner where a visitor came from, and change nothing in
/// what is shown.
///
/// Only names are listed that have no other use: they were made by the companies named here to
/// follow people and campaigns across sites, and they are what the tracking protections of common
/// browsers remove. Words that sites also use for something else, such as `ref`, `source` or `s`,
/// are not among them.
enum TrackingParameters {
  /// The beginnings of names.
  private static let prefixes = ["utm_", "mtm_", "matomo_", "piwik_", "hsa_"]

  /// Whole names, in lower case.
  private static let names: Set<String> = [
    // Google: ads, analytics, merchant listings
    "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "gad_source", "gad_campaignid", "srsltid",
    "_ga", "_gl",
    // Meta, X, TikTok, LinkedIn, Pinterest, Snapchat, Reddit
    "fbclid", "igshid", "igsh", "twclid", "ttclid", "li_fat_id", "epik", "sccid", "rdt_cid",
    // Microsoft, Yandex, Yahoo
    "msclkid", "yclid", "ymclid", "ysclid", "_openstat", "guce_referrer", "guce_referrer_sig",
    // Newsletters and marketing services: Mailchimp, HubSpot, Marketo, Vero, Klaviyo, Omeda, Drip,
    // MailerLite, Bronto, dotdigital, Adobe, Impact, Branch, Blueshift, Matomo's older names
    "mc_cid", "mc_eid", "_hsenc", "_hsmi", "__hssc", "__hstc", "__hsfp", "hsctatracking", "mkt_tok",
    "vero_id", "vero_conv", "_kx", "oly_anon_id", "oly_enc_id", "__s", "ml_subscriber",
    "ml_subscriber_hash", "_bta_tid", "_bta_c", "dm_i", "ef_id", "s_kwcid", "irclickid",
    "_branch_match_id", "_branch_referrer", "bsft_clkid", "pk_campaign", "pk_kwd", "rb_clickid",
    "wickedid",
  ]

  private static func isTracking(_ name: Span<UInt8>) -> Bool {
    // Longer than any that is known.
    guard name.count > 0, name.count <= 64 else { return false }
    let name = name.string.lowercased()
    return names.contains(name) || prefixes.contains { name.hasPrefix($0) }
  }

  /// Those in a query, as ranges of `name=value`.
  static func find(in text: Span<UInt8>, query: Range<Int>) -> [Range<Int>] {
    parameters(of: text, query).filter { parameter in
      let text = text.extracting(parameter)
      return isTracking(text.extracting(0..<(text.firstIndex(of: UInt8(ascii: "=")) ?? text.count)))
    }
  }

  /// The text without some of its query's parameters, and without the `?` where none is left.
  static func removing(
    _ removed: [Range<Int>], from text: Span<UInt8>, query: Range<Int>
  ) -> String {
    let removed = Set(removed)
    let kept = parameters(of: text, query).filter { !removed.contains($0) }
      .map { text.extracting($0).string }.joined(separator: "&")
    return text.extracting(0..<query.lowerBound - 1).string + (kept.isEmpty ? "" : "?" + kept)
      + text.extracting(query.upperBound..<text.count).string
  }

  private static func parameters(of text: Span<UInt8>, _ query: Range<Int>) -> [Range<Int>] {
    var parameters: [Range<Int>] = []
    var start = query.lowerBound
    for index in query where text[index] == UInt8(ascii: "&") {
      parameters.append(start..<index)
      start = index + 1
    }
    return parameters + [start..<query.upperBound]
  }
}
