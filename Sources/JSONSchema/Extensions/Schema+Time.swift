public import Documents

extension Schema {
  /// Whether what is found depends on the time of the run, by `x-not-after`.
  public var dependsOnTime: Bool { !program.tables.moments.isEmpty }

  /// The times, in seconds since 1970, at which a value is judged as it is now.
  ///
  /// Each comparison of `x-not-after` turns from wrong to right at one second. The turns of all dates
  /// in the value are looked at, whether or not the schema comes to compare them.
  ///
  /// - Parameter value: The root of a document.
  /// - Returns: A range that holds the time of the run.
  public func validity(of value: Value) -> Range<Int> {
    guard dependsOnTime, let now = options.now else { return Int.min..<Int.max }
    var validity = Int.min..<Int.max
    let document = value.document
    let nodes = document.nodes
    let bytes = document.bytes
    for index in nodes.indices {
      guard let moment = program.moment(index, nodes.span, bytes.span) else { continue }
      let second = moment.seconds + (moment.nanoseconds > 0 ? 1 : 0)
      for limit in program.tables.moments {
        // `limit` lies as far behind now as the date may.
        let turn = second - (limit.seconds - now)
        validity =
          turn <= now
          ? max(validity.lowerBound, turn)..<validity.upperBound
          : validity.lowerBound..<min(validity.upperBound, turn)
      }
    }
    return validity
  }
}
