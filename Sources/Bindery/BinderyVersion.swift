/// The version of this tool.
public enum BinderyVersion {
  public static let current = "0.1.0"
}
