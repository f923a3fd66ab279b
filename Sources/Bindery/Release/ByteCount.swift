/// Sizes for people.
package enum ByteCount {
  /// Such as `1.5 kB`: thousands, as disks and networks are measured.
  package static func text(_ count: Int) -> String {
    var tenths = min(count, .max / 20) * 10
    for unit in ["B", "kB", "MB", "GB"] {
      if tenths < 10_000 {
        return unit == "B" ? "\(count) B" : "\(tenths / 10).\(tenths % 10) \(unit)"
      }
      tenths = (tenths + 500) / 1000
    }
    return "\(tenths / 10).\(tenths % 10) TB"
  }
}
