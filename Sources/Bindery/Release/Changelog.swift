/// `CHANGELOG.md` of a bundle.
enum Changelog {
  static let fileName = "CHANGELOG.md"
}
