package import WebClient

/// How a run goes to the network, besides what `bindery.yml` says.
///
/// What is here can make a run reach further than a dataset's own files may: it comes from whoever
/// starts the program, and never from a file of the dataset, which a stranger may have written.
package struct OnlineOptions: Sendable {
  /// Whether private addresses may be asked.
  package var allowsPrivateAddresses = false
  package var network: NetworkSettings
  /// Seconds since 1970.
  package var now: Int64
  /// Called about ten times a second, where somebody watches.
  package var progress: (@Sendable (OnlineProgress) -> Void)?

  package init(network: NetworkSettings, now: Int64) {
    self.network = network
    self.now = now
  }
}

/// What this machine's network is like, for tests that bring one of their own.
package struct NetworkSettings: Sendable {
  /// A file of certificates in PEM form that are trusted in place of the system's.
  package var certificateAuthorities: String?
  /// Names that are not looked up, with their addresses, which are vetted like any others.
  package var resolve: [String: [String]] = [:]
  /// Which addresses are connected to, where no option decides it.
  package var addresses = AddressPolicy.publicInternet
  /// The pause before a request is tried again.
  package var retryDelay: Duration?

  package init() {}
}
