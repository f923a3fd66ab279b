internal import ArgumentParser

/// A format that findings are written in.
enum ReportFormat: String, CaseIterable {
  case human
  case json
  case github
  case sarif
  case junit
}

/// What `--format` asks for: `sarif` for standard output, `sarif=out.sarif` for a file.
struct ReportRequest: ExpressibleByArgument, Equatable {
  let format: ReportFormat
  /// The path of a file; `nil` for standard output.
  var file: String?

  init(_ format: ReportFormat, file: String? = nil) {
    self.format = format
    self.file = file
  }

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard let format = ReportFormat(rawValue: String(parts[0])) else { return nil }
    guard parts.count == 2 else {
      self.init(format)
      return
    }
    guard !parts[1].isEmpty else { return nil }
    self.init(format, file: String(parts[1]))
  }

  /// What the options of a command ask for together, or why that cannot be.
  static func all(formats: [Self], output: String?) throws -> [Self] {
    var requests = formats.isEmpty ? [Self(.human)] : formats
    if let output {
      guard requests.count == 1, requests[0].file == nil else {
        throw ValidationError(
          "--output takes the one format that has no file of its own; write --format \(requests[0].format.rawValue)=FILE"
        )
      }
      requests[0].file = output
    }
    guard requests.count(where: { $0.file == nil }) <= 1 else {
      throw ValidationError(
        "only one format can go to standard output; give the others a file, as in --format sarif=FILE"
      )
    }
    let files = requests.compactMap(\.file)
    guard Set(files).count == files.count else {
      throw ValidationError("two formats cannot go to the same file")
    }
    return requests
  }
}
