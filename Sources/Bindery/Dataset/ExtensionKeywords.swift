internal import Documents
internal import JSONSchema

/// The schema keywords that this tool looks after, and what their values must be.
enum ExtensionKeywords {
  static let checks: [String: SchemaOptions.ExtensionCheck] = [
    "x-link": link,
    "x-image": image,
    "x-unique": { $0.kind == .boolean ? nil : "'x-unique' must be true or false" },
    "x-reference": {
      $0.string?.isEmpty == false ? nil : "'x-reference' must be the name of a collection"
    },
    "x-export": { $0.string == "omit" ? nil : "'x-export' must be \"omit\"" },
  ]

  @Sendable private static func link(_ value: Value) -> String? {
    if value.kind == .boolean { return nil }
    guard value.kind == .object else {
      return
        "'x-link' must be true, or an object with 'live', 'schemes', 'hostWithin' or 'ampCacheOf'"
    }
    for member in value.members {
      let name = member.key.string ?? ""
      switch name {
      case "live":
        if member.value.kind != .boolean { return "'live' of 'x-link' must be true or false" }
      case "schemes":
        guard member.value.count > 0,
          member.value.elements.allSatisfy({
            ($0.string ?? "").wholeMatch(of: /[a-z][a-z0-9+.\-]*/) != nil
          })
        else {
          return
            "'schemes' of 'x-link' must be a list of schemes in lower case, such as [\"https\"]"
        }
      case "hostWithin", "ampCacheOf":
        guard let pointer = member.value.string, ValuePath(pointer) != nil else {
          return "'\(name)' of 'x-link' must be a relative JSON pointer, such as \"1/domain\""
        }
      default:
        return
          "'x-link' has no member '\(name)'; it takes 'live', 'schemes', 'hostWithin', 'ampCacheOf'"
      }
    }
    return nil
  }

  @Sendable private static func image(_ value: Value) -> String? {
    let names = ["url", "width", "height", "type"]
    guard value.kind == .object, value["url"] != nil else {
      return
        "'x-image' must be an object that names the members 'url', 'width', 'height' and 'type'; 'url' is required"
    }
    for member in value.members {
      let name = member.key.string ?? ""
      guard names.contains(name) else {
        return "'x-image' has no member '\(name)'; it takes 'url', 'width', 'height', 'type'"
      }
      guard member.value.string?.isEmpty == false else {
        return "'\(name)' of 'x-image' must be the name of a member"
      }
    }
    return nil
  }
}
