/// What a file seems to be that is not an image of a known format.
public enum NonImageContent: Sendable, Hashable {
  case empty

  /// A web page, often an error or sign-in page that a server sent with status 200.
  case html

  /// The pointer that stands in for a file when Git LFS did not fetch it.
  case gitLFSPointer

  case json

  case xml

  /// Other text, in any encoding.
  case text

  /// A format that is not an image; `name` reads like "a PDF document".
  case other(name: String)

  /// `firstBytes` are up to 16 bytes in hexadecimal, separated by spaces.
  case unknown(firstBytes: String)
}

extension NonImageContent: CustomStringConvertible {
  /// Words for a sentence such as "expected an image, found …".
  public var description: String {
    switch self {
    case .empty: "an empty file"
    case .html: "an HTML page"
    case .gitLFSPointer: "a Git LFS pointer"
    case .json: "JSON"
    case .xml: "XML"
    case .text: "text"
    case .other(let name): name
    case .unknown(let firstBytes): "an unknown format (first bytes \(firstBytes))"
    }
  }
}
