/// Where the files of a release are on a host without folders, such as GitHub Releases: an address
/// with `{name}` and `{version}` in it.
package struct AssetAddress: Sendable {
  private let template: String

  /// `nil` where the text is no address.
  package init?(_ template: String) {
    guard template.hasPrefix("https://") || template.hasPrefix("http://"),
      template.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
    else { return nil }
    self.template = template.hasSuffix("/") ? template : template + "/"
  }

  func url(of path: String, name: String, version: Version) -> String {
    template.replacing("{name}", with: name).replacing("{version}", with: version.description)
      + PercentEncoding.path(Self.assetName(of: path))
  }

  /// The name of a file where there are no folders: `data/trees.csv.gz` is `data.trees.csv.gz`.
  static func assetName(of path: String) -> String { path.replacing("/", with: ".") }
}
