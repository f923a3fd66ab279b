/// A format that is asserted (2020-12 validation, section 7.3).
///
/// All of them are asserted in every draft: before 2019-09 a format that a draft did not list could
/// be added freely, and none has changed its meaning since.
package enum Format: String, Sendable, CaseIterable {
  case dateTime = "date-time"
  case date
  case time
  case duration
  case email
  case idnEmail = "idn-email"
  case hostname
  case idnHostname = "idn-hostname"
  case ipv4
  case ipv6
  case uri
  case uriReference = "uri-reference"
  case iri
  case iriReference = "iri-reference"
  case uriTemplate = "uri-template"
  case uuid
  case jsonPointer = "json-pointer"
  case relativeJSONPointer = "relative-json-pointer"
  case regex

  /// Whether a text has the format.
  package func accepts(_ text: Span<UInt8>) -> Bool {
    switch self {
    case .dateTime: Timestamp.isDateTime(text)
    case .date: Timestamp.isDate(text)
    case .time: Timestamp.isTime(text)
    case .duration: ISODuration.isValid(text)
    case .email: EmailFormat.accepts(text, isInternational: false)
    case .idnEmail: EmailFormat.accepts(text, isInternational: true)
    case .hostname: HostnameFormat.accepts(text)
    case .idnHostname: InternationalHostname.accepts(text)
    case .ipv4: AddressFormat.isIPv4(text)
    case .ipv6: AddressFormat.isIPv6(text)
    case .uri: URIFormat.accepts(text, isInternational: false, isReference: false)
    case .uriReference: URIFormat.accepts(text, isInternational: false, isReference: true)
    case .iri: URIFormat.accepts(text, isInternational: true, isReference: false)
    case .iriReference: URIFormat.accepts(text, isInternational: true, isReference: true)
    case .uriTemplate: URITemplateFormat.accepts(text)
    case .uuid: UUIDFormat.accepts(text)
    case .jsonPointer: PointerFormat.isPointer(text, from: 0)
    case .relativeJSONPointer: PointerFormat.isRelativePointer(text)
    case .regex: RegexFormat.accepts(text)
    }
  }
}

extension Format {
  /// What a value must be, for messages.
  var phrase: String {
    switch self {
    case .dateTime: "a date with time and offset (RFC 3339)"
    case .date: "a date (RFC 3339)"
    case .time: "a time with offset (RFC 3339)"
    case .duration: "a duration (RFC 3339, appendix A)"
    case .email: "an e-mail address (RFC 5321)"
    case .idnEmail: "an e-mail address (RFC 6531)"
    case .hostname: "a host name (RFC 1123)"
    case .idnHostname: "a host name (RFC 5890)"
    case .ipv4: "an IPv4 address (RFC 2673)"
    case .ipv6: "an IPv6 address (RFC 4291)"
    case .uri: "a URI with scheme (RFC 3986)"
    case .uriReference: "a URI or relative reference (RFC 3986)"
    case .iri: "an IRI with scheme (RFC 3987)"
    case .iriReference: "an IRI or relative reference (RFC 3987)"
    case .uriTemplate: "a URI template (RFC 6570)"
    case .uuid: "a UUID (RFC 4122)"
    case .jsonPointer: "a JSON pointer (RFC 6901)"
    case .relativeJSONPointer: "a relative JSON pointer"
    case .regex: "a regular expression (ECMA-262)"
    }
  }

  /// A value of the format.
  var example: String {
    switch self {
    case .dateTime: "2026-01-31T12:30:00Z"
    case .date: "2026-01-31"
    case .time: "12:30:00Z"
    case .duration: "P1DT12H"
    case .email: "ada@example.org"
    case .idnEmail: "ada@example.org"
    case .hostname: "www.example.org"
    case .idnHostname: "www.example.org"
    case .ipv4: "192.0.2.1"
    case .ipv6: "2001:db8::1"
    case .uri: "https://example.org/news"
    case .uriReference: "/news"
    case .iri: "https://example.org/news"
    case .iriReference: "/news"
    case .uriTemplate: "https://example.org/{year}"
    case .uuid: "3f2504e0-4f89-41d3-9a0c-0305e82c3301"
    case .jsonPointer: "/images/0"
    case .relativeJSONPointer: "1/name"
    case .regex: "^[a-z]+$"
    }
  }
}
