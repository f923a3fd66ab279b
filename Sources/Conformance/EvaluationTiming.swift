internal import Documents
internal import Foundation
internal import JSONSchema

/// Measures how long the evaluation of records against a schema takes, without the reading of either.
struct EvaluationTiming {
  static let defaultRoundCount = 15

  private let schema: Schema
  private let instances: [Value]

  /// Compiles the schema and reads the instances, one on each line.
  init(schemaPath: String, instancesPath: String) throws {
    let parsed = DocumentReader.read(try Self.bytes(schemaPath), as: .json)
    guard parsed.hasValues else { throw UnreadableFile(path: schemaPath, issues: parsed.issues) }
    schema = try Schema.compile(parsed.document.root, location: schemaPath)
    instances = try Self.instances(instancesPath)
  }

  /// Asks about all instances `roundCount` times and prints the figures as one line of JSON.
  func printFigures(roundCount: Int) {
    let clock = ContinuousClock()
    var validCount = 0
    var times: [Double] = []
    for _ in 0..<roundCount {
      let elapsed = clock.measure { validCount = countValid() }
      times.append(elapsed / .nanoseconds(1) / Double(instances.count))
    }
    times.sort()
    let middle = (times[(times.count - 1) / 2] + times[times.count / 2]) / 2
    print(
      "{\"valid\": \(validCount), \"count\": \(instances.count),"
        + " \"bestNanosecondsPerRecord\": \(tenths(times[0])),"
        + " \"medianNanosecondsPerRecord\": \(tenths(middle))}")
  }

  private func countValid() -> Int {
    var count = 0
    for instance in instances where schema.accepts(instance) { count += 1 }
    return count
  }

  private func tenths(_ number: Double) -> Double { (number * 10).rounded() / 10 }

  private static func instances(_ path: String) throws -> [Value] {
    var instances: [Value] = []
    for line in try bytes(path).split(separator: UInt8(ascii: "\n")) {
      let parsed = DocumentReader.readLine(Array(line), number: instances.count + 1)
      guard parsed.hasValues else { throw UnreadableFile(path: path, issues: parsed.issues) }
      instances.append(parsed.document.root)
    }
    guard !instances.isEmpty else { throw UnreadableFile(path: path, issues: []) }
    return instances
  }

  private static func bytes(_ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: path)))
  }
}
