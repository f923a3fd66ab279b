/// The configuration, or a schema that it names, cannot be used; the findings say why.
public struct ConfigurationError: Error, Sendable {
  public let findings: [Finding]
}
