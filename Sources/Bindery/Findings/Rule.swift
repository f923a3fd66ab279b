/// A rule that findings name by its id, which keeps its meaning once it was released.
public struct Rule: Sendable, Hashable {
  /// `area/problem`.
  public let id: String
  /// What the rule asks for, in one sentence.
  public let summary: String

  private init(_ id: String, _ summary: String) {
    self.id = id
    self.summary = summary
  }

  /// All rules, by area.
  public static let all: [Rule] =
    configuration + dataset + record + text + syntax + schema + keys + links + images + release

  private static let configuration = [
    Rule("configuration/collection-name", "Each collection has a name of its own."),
    Rule(
      "configuration/glob", "A pattern is relative, stays inside the dataset and is well formed."),
    Rule("configuration/key", "The key of a collection is a JSON pointer to a member."),
    Rule("configuration/schema", "A schema is valid, and its references lead somewhere."),
    Rule("configuration/schema-missing", "The schema that bindery.yml names is a readable file."),
  ]

  private static let dataset = [
    Rule("dataset/broken-link", "A symbolic link leads to a file."),
    Rule("dataset/claimed-twice", "A file belongs to one collection only."),
    Rule("dataset/file-name", "A file's name is UTF-8 without invisible characters."),
    Rule("dataset/folder-link", "Folders are reached without symbolic links."),
    Rule("dataset/no-match", "Each 'include' pattern matches at least one file."),
    Rule("dataset/not-a-file", "What lies among records is a file or a folder."),
    Rule("dataset/outside-link", "A symbolic link stays inside the dataset."),
    Rule("dataset/unclaimed-file", "A file in a collection's folders is a record or is ignored."),
    Rule("dataset/unreadable-file", "Files and folders can be read."),
  ]

  private static let record = [
    Rule("record/empty", "A record's file is not empty."),
    Rule("record/not-a-mapping", "A record is a mapping of members."),
    Rule("record/reserved-member", "'_id', '_source' and '_body' are left to exports."),
    Rule("record/too-large", "A record has at most 1 MiB."),
    Rule("record/too-many-findings", "Only the first findings of one file are shown."),
    Rule("front-matter/missing", "A Markdown record opens with '---' alone on its first line."),
    Rule("front-matter/unclosed", "Front matter ends with '---' or '...' alone on a line."),
  ]

  private static let text = [
    Rule("text/byte-order-mark", "A file does not start with a byte order mark."),
    Rule("text/control-character", "YAML holds no control characters."),
    Rule("text/encoding", "A file is UTF-8."),
    Rule("text/nul", "A file holds no NUL character."),
  ]

  private static let syntax = [
    Rule("json/duplicate-key", "A JSON object has each member once."),
    Rule("json/nesting", "JSON is nested at most 256 levels deep."),
    Rule("json/syntax", "JSON is well formed."),
    Rule("yaml/alias-limit", "Aliases do not blow a record up, and no value holds itself."),
    Rule("yaml/ambiguous", "Words that YAML 1.1 and 1.2 read differently stand in quotes."),
    Rule("yaml/duplicate-key", "A mapping has each key once."),
    Rule("yaml/key-type", "Keys are strings."),
    Rule("yaml/merge-key", "'<<' merges mappings."),
    Rule("yaml/multiple-documents", "A file holds one YAML document."),
    Rule("yaml/nesting", "YAML is nested at most 256 levels deep."),
    Rule("yaml/not-finite", "Numbers are finite."),
    Rule("yaml/syntax", "YAML is well formed."),
    Rule("yaml/tag", "Values have no tags but those of YAML's core schema."),
  ]

  private static let schema = [
    Rule("schema/additionalItems", "An array has no elements beyond those that are allowed."),
    Rule("schema/additionalProperties", "An object has no members but those that are allowed."),
    Rule("schema/anyOf", "At least one of several schemas accepts the value."),
    Rule("schema/const", "The value is the one that is given."),
    Rule("schema/contains", "Enough elements of an array are of the wanted kind."),
    Rule("schema/dependencies", "A member comes together with those it depends on."),
    Rule("schema/dependentRequired", "A member comes together with those it depends on."),
    Rule("schema/dependentSchemas", "A member comes together with what its schema asks for."),
    Rule("schema/deprecated", "A member is not one that is no longer wanted."),
    Rule("schema/enum", "The value is one of those that are given."),
    Rule("schema/evaluation-limit", "A schema can be followed with bounded work."),
    Rule("schema/exclusiveMaximum", "A number is below its limit."),
    Rule("schema/exclusiveMinimum", "A number is above its limit."),
    Rule("schema/false", "The value is not allowed here."),
    Rule("schema/format", "A string has the format that is named, such as a date."),
    Rule("schema/items", "An array has no elements beyond those that are allowed."),
    Rule("schema/maxContains", "Not too many elements of an array are of a kind."),
    Rule("schema/maxItems", "An array has at most so many elements."),
    Rule("schema/maxLength", "A string has at most so many characters."),
    Rule("schema/maxProperties", "An object has at most so many members."),
    Rule("schema/maximum", "A number is not above its limit."),
    Rule("schema/minContains", "Enough elements of an array are of a kind."),
    Rule("schema/minItems", "An array has at least so many elements."),
    Rule("schema/minLength", "A string has at least so many characters."),
    Rule("schema/minProperties", "An object has at least so many members."),
    Rule("schema/minimum", "A number is not below its limit."),
    Rule("schema/multipleOf", "A number is a multiple of another."),
    Rule("schema/not", "The value is not of a kind that is ruled out."),
    Rule("schema/oneOf", "Exactly one of several schemas accepts the value."),
    Rule("schema/pattern", "A string matches a regular expression."),
    Rule("schema/pattern-limit", "A regular expression can be matched with bounded work."),
    Rule("schema/patternProperties", "A member whose name matches is not one that is ruled out."),
    Rule("schema/prefixItems", "An element is not one that is ruled out at its place."),
    Rule("schema/properties", "A member is not one that is ruled out."),
    Rule("schema/propertyNames", "The names of members are of the wanted kind."),
    Rule("schema/required", "The members that are required are there."),
    Rule("schema/schema", "The value fits the schema."),
    Rule("schema/type", "The value is of the type that is wanted."),
    Rule("schema/unevaluatedItems", "An array has no elements that no schema knows."),
    Rule("schema/unevaluatedProperties", "An object has no members that no schema knows."),
    Rule("schema/uniqueItems", "The elements of an array differ."),
    Rule("schema/x-not-after", "A date is not in the future."),
    Rule("schema/x-order", "Two members are in the order that is wanted."),
    Rule("schema/x-unique-by", "The elements of an array differ in some members."),
  ]

  private static let keys = [
    Rule("key/duplicate", "No two records of a collection have one key."),
    Rule("key/missing", "A record has the member that is its key."),
    Rule("key/type", "A key is a number or a string of visible characters."),
    Rule("reference/missing", "A reference names a record that exists."),
    Rule("reference/unknown-collection", "A reference names a collection of bindery.yml."),
    Rule("unique/duplicate", "No two records share a value that must be unique."),
  ]

  private static let links = [
    Rule("link/amp-cache", "An AMP cache address belongs to its page."),
    Rule("link/credentials", "A URL holds no user name or password."),
    Rule("link/host", "A URL's host is the domain that is wanted, or below it."),
    Rule("link/look-alike", "A host name does not pass for another by letters of other scripts."),
    Rule("link/missing-file", "A URL that this repository serves has its file."),
    Rule("link/scheme", "A URL has one of the schemes that are wanted."),
    Rule("link/syntax", "A URL is well formed (RFC 3986), and its host name valid (UTS #46)."),
    Rule("link/tracking", "A URL carries no parameters that only track visitors."),
  ]

  private static let images = [
    Rule("image/missing", "An image that this repository serves has its file."),
    Rule("image/size", "An image has the width and height that the record declares."),
    Rule("image/type", "An image is of the type that its name and the record declare."),
    Rule("image/unreadable", "An image can be measured."),
  ]

  private static let release = [
    Rule("release/digest", "A file of a release has the digest that was published."),
    Rule("release/extra-file", "A release holds no other files."),
    Rule("release/length", "A file of a release has the length that was published."),
    Rule("release/manifest", "The manifest and the checksums can be read."),
    Rule("release/missing-file", "A release holds all its files."),
    Rule("release/record-count", "A file holds as many records as the manifest says."),
  ]
}
