/// The tool could not do what it was asked to.
public struct BinderyError: Error, Sendable, CustomStringConvertible {
  public struct Code: Sendable, Hashable {
    private let name: String
    private init(_ name: String) { self.name = name }

    /// No `bindery.yml` was found, or it cannot be read.
    public static let noDataset = Self("no dataset")
    /// A file or folder cannot be read.
    public static let unreadable = Self("unreadable")
    /// A file or folder cannot be written.
    public static let unwritable = Self("unwritable")
    /// Another run is writing to the same place.
    public static let locked = Self("locked")
    /// There is neither a commit nor `SOURCE_DATE_EPOCH`.
    public static let noTime = Self("no time")
    /// The version cannot be given to this release.
    public static let version = Self("version")
    /// A release or catalog is not what it should be.
    public static let release = Self("release")
    /// A web server cannot be reached, or does not give what it should.
    public static let network = Self("network")
    /// The repository does not have what was asked for.
    public static let git = Self("git")
    /// The run was told to stop.
    public static let interrupted = Self("interrupted")
  }

  public let code: Code
  /// What happened and what to do, without a full stop.
  public let description: String

  public init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }

  static func unreadable(_ path: String, _ failure: FileReader.Failure) -> Self {
    switch failure {
    case .notAFile: Self(.unreadable, "'\(path)' is not a file")
    case .tooLarge: Self(.unreadable, "'\(path)' is too large")
    case .system(let error): Self(.unreadable, "cannot read '\(path)': \(error.message)")
    }
  }

  static func unwritable(_ path: String, _ error: SystemError) -> Self {
    Self(.unwritable, "cannot write '\(path)': \(error.message)")
  }
}
