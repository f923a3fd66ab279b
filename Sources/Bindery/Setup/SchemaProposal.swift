internal import Documents

/// Writes the schema that a careful person would write who knows only the records: everything that
/// is there is allowed, what is always there is required, and bounds are wider than what was seen.
struct SchemaProposal {
  /// The member that identifies a record, where there is one.
  let key: String?

  /// How many records it takes until a rule is drawn from what few of them say.
  private static let sufficientCount = 20

  static func text(_ profile: ValueProfile, title: String, key: String?) -> [UInt8] {
    let proposal = SchemaProposal(key: key)
    guard case .object(let keywords) = proposal.schema(profile, name: "", isRecord: true) else {
      return []
    }
    return JSONTree.object(
      [
        .init("$schema", .string("https://json-schema.org/draft/2020-12/schema")),
        .init("title", .string(title)),
      ] + keywords
    ).text
  }

  /// The member that names a record, by its usual names.
  static func key(of profile: ValueProfile) -> String? {
    ["id", "code", "slug", "key", "uuid", "guid", "identifier", "doi", "isbn"].first { name in
      guard let member = profile[name] else { return false }
      return member.count == profile.objectCount && member.isUnique
    }
  }

  private func schema(_ profile: ValueProfile, name: String, isRecord: Bool = false) -> JSONTree {
    if profile.isTooDeep { return .boolean(true) }
    var keywords: [(String, JSONTree?)] = [("type", type(of: profile))]
    if profile.text.count > 0 { keywords += text(profile, name: name) }
    if profile.integerCount + profile.fractionCount > 0 { keywords += number(profile, name: name) }
    if profile.arrayCount > 0 { keywords += array(profile, name: name) }
    if profile.objectCount > 0 { keywords += object(profile, isRecord: isRecord) }
    return .members(keywords)
  }

  private func type(of profile: ValueProfile) -> JSONTree? {
    var types: [String] = []
    if profile.objectCount > 0 { types.append("object") }
    if profile.arrayCount > 0 { types.append("array") }
    if profile.text.count > 0 { types.append("string") }
    if profile.fractionCount > 0 {
      types.append("number")
    } else if profile.integerCount > 0 {
      types.append("integer")
    }
    if profile.booleanCount > 0 { types.append("boolean") }
    // A member that was never filled in says nothing about what it is for.
    guard !types.isEmpty else { return nil }
    if profile.nullCount > 0 { types.append("null") }
    return types.count == 1 ? .string(types[0]) : .array(types.map(JSONTree.string))
  }

  // MARK: Strings

  private func text(_ profile: ValueProfile, name: String) -> [(String, JSONTree?)] {
    if let values = fewValues(profile) {
      return [
        ("enum", .array(values.map(JSONTree.string) + (profile.nullCount > 0 ? [.null] : [])))
      ]
    }
    let text = profile.text
    let lowered = name.lowercased()
    if text.kinds.contains(.date) { return [("format", .string("date"))] }
    if text.kinds.contains(.dateTime) { return [("format", .string("date-time"))] }
    if text.kinds.contains(.uuid) { return [("format", .string("uuid"))] }
    if text.kinds.contains(.webAddress) {
      return [
        ("maxLength", .integer(2048)), ("format", .string("uri")), ("x-link", .boolean(true)),
        ("x-unique", isIdentifying(profile, name: lowered) ? .boolean(true) : nil),
      ]
    }
    var keywords: [(String, JSONTree?)] = [
      ("minLength", text.minimumLength > 0 ? .integer(1) : nil),
      ("maxLength", .integer(Self.roomFor(text.maximumLength))),
    ]
    if text.kinds.contains(.email) { keywords.append(("format", .string("email"))) }
    if text.kinds.contains(.domain), lowered.contains("domain") || lowered.contains("host") {
      keywords.append(("format", .string("hostname")))
    }
    if isIdentifying(profile, name: lowered) { keywords.append(("x-unique", .boolean(true))) }
    return keywords
  }

  /// The values of a member that has few of them, over and over; `nil` for any other.
  private func fewValues(_ profile: ValueProfile) -> [String]? {
    let text = profile.text
    guard let occurrences = text.occurrences, text.count + profile.nullCount == profile.count,
      text.count >= Self.sufficientCount, occurrences.count * 5 <= text.count,
      occurrences.count <= 12, text.minimumLength > 0, text.maximumLength <= 40,
      text.kinds.isEmpty
    else { return nil }
    // Names of people and places repeat too; what is chosen from a list mostly does.
    let single = occurrences.values.count { $0 == 1 }
    guard single * 3 <= occurrences.count else { return nil }
    return occurrences.keys.sorted()
  }

  /// Whether the value seems to be meant to be another one in each record, and is.
  private func isIdentifying(_ profile: ValueProfile, name: String) -> Bool {
    guard profile.isUnique, profile.count >= 10, name != key?.lowercased() else { return false }
    return name == "id" || name == "slug" || name == "code" || name == "permalink"
      || name.hasSuffix("url") || name.hasSuffix("uri") || name.hasSuffix("_id")
  }

  /// A bound with room above what was seen: the next of 100, 200, 500, 1000, … above twice as much.
  static func roomFor(_ length: Int) -> Int {
    var bound = 100
    while true {
      for factor in [1, 2, 5] where bound * factor >= length * 2 { return bound * factor }
      bound *= 10
    }
  }

  // MARK: Numbers

  /// Members whose name says what they hold, and its bounds.
  private static let knownBounds: [(names: [String], bounds: ClosedRange<Double>)] = [
    (["lat", "latitude"], -90...90), (["lon", "lng", "longitude"], -180...180),
    (["percent", "percentage", "quality", "score", "confidence"], 0...100),
  ]

  private func number(_ profile: ValueProfile, name: String) -> [(String, JSONTree?)] {
    let lowered = name.lowercased()
    let known = Self.knownBounds.first { entry in
      entry.names.contains(lowered) && entry.bounds.contains(profile.minimum)
        && entry.bounds.contains(profile.maximum)
        && (entry.bounds.lowerBound < 0 || profile.maximum > 1)
    }
    if let known {
      return [
        ("minimum", .integer(Int(known.bounds.lowerBound))),
        ("maximum", .integer(Int(known.bounds.upperBound))),
      ]
    }
    let isSize = ["width", "height", "length", "depth"].contains(lowered) && profile.minimum >= 1
    return [("minimum", profile.minimum >= 0 ? .integer(isSize ? 1 : 0) : nil)]
  }

  // MARK: Arrays and objects

  private func array(_ profile: ValueProfile, name: String) -> [(String, JSONTree?)] {
    let isPlain = profile.items.first.map { $0.objectCount + $0.arrayCount == 0 } ?? false
    return [
      ("minItems", profile.minimumItemCount > 0 ? .integer(1) : nil),
      ("uniqueItems", isPlain && profile.hasUniqueItems ? .boolean(true) : nil),
      ("items", profile.items.first.map { schema($0, name: name) }),
    ]
  }

  private func object(_ profile: ValueProfile, isRecord: Bool) -> [(String, JSONTree?)] {
    if !isRecord, isMap(profile) {
      var values = ValueProfile()
      for member in profile.members { values.merge(member.profile) }
      let isComplete = !profile.hasTooManyMembers
      return [("additionalProperties", isComplete ? schema(values, name: "") : .boolean(true))]
    }
    let required = profile.members.filter { $0.profile.count == profile.objectCount }.map(\.name)
    return [
      ("additionalProperties", .boolean(profile.hasTooManyMembers)),
      ("required", required.isEmpty ? nil : .array(required.map(JSONTree.string))),
      ("x-image", image(profile)),
      (
        "properties",
        .object(profile.members.map { .init($0.name, schema($0.profile, name: $0.name)) })
      ),
    ]
  }

  /// Whether the names of the members are data, such as languages or dates: there are many, and each
  /// is rare.
  private func isMap(_ profile: ValueProfile) -> Bool {
    guard profile.members.count >= 20 else { return false }
    let occurrences = profile.members.reduce(0) { $0 + $1.profile.count }
    return occurrences * 5 < profile.members.count * profile.objectCount
  }

  /// `x-image`, where an object has an address, a width and a height.
  private func image(_ profile: ValueProfile) -> JSONTree? {
    func isSize(_ name: String) -> Bool {
      profile[name].map { $0.integerCount > 0 && $0.integerCount == $0.count } ?? false
    }
    guard isSize("width"), isSize("height"),
      let url = ["url", "src", "href"].first(where: { profile[$0]?.isAll(.webAddress) == true })
    else { return nil }
    let type = ["type", "mediaType", "mimeType"].first { name in
      profile[name]?.text.occurrences?.keys.allSatisfy { $0.hasPrefix("image/") } == true
        && profile[name]?.text.count ?? 0 > 0
    }
    return .members([
      ("url", .string(url)), ("width", .string("width")), ("height", .string("height")),
      ("type", type.map(JSONTree.string)),
    ])
  }
}
