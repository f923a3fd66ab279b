internal import Documents

/// Dates and times of RFC 3339, section 5.6.
///
/// <https://www.rfc-editor.org/rfc/rfc3339#section-5.6>
enum Timestamp {
  /// Reads `full-date`.
  static func isDate(_ text: Span<UInt8>) -> Bool { text.count == 10 && days(text) != nil }

  /// Reads `full-time`, whose offset is needed.
  static func isTime(_ text: Span<UInt8>) -> Bool { time(text, from: 0) != nil }

  /// Reads `date-time`.
  static func isDateTime(_ text: Span<UInt8>) -> Bool {
    text.count > 11 && text[10] | 0x20 == UInt8(ascii: "t") && days(text) != nil
      && time(text, from: 11) != nil
  }

  /// The moment that a date (its first second, UTC) or a date with a time names, or `nil`.
  static func moment(_ text: Span<UInt8>) -> Moment? {
    guard text.count >= 10, let days = days(text) else { return nil }
    if text.count == 10 { return Moment(seconds: days * 86_400, nanoseconds: 0) }
    guard text.count > 11, text[10] | 0x20 == UInt8(ascii: "t"), let time = time(text, from: 11)
    else { return nil }
    return Moment(seconds: days * 86_400 + time.seconds, nanoseconds: time.nanoseconds)
  }

  /// Two digits at a position, or `nil`.
  @inline(__always)
  private static func pair(_ text: Span<UInt8>, _ position: Int) -> Int? {
    guard position + 2 <= text.count else { return nil }
    let high = text[position] &- UInt8(ascii: "0")
    let low = text[position + 1] &- UInt8(ascii: "0")
    guard high < 10, low < 10 else { return nil }
    return Int(high) * 10 + Int(low)
  }

  /// The days since 1970-01-01 of the date in the first ten bytes.
  private static func days(_ text: Span<UInt8>) -> Int? {
    guard text.count >= 10, let century = pair(text, 0), let rest = pair(text, 2),
      text[4] == UInt8(ascii: "-"), let month = pair(text, 5), text[7] == UInt8(ascii: "-"),
      let day = pair(text, 8)
    else { return nil }
    let year = century * 100 + rest
    guard (1...12).contains(month), day >= 1, day <= length(ofMonth: month, year) else {
      return nil
    }
    // The year starts in March here, so that the leap day is its last.
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  private static func length(ofMonth month: Int, _ year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// The time from a position to the end, in seconds of the day in UTC; it may be negative or go
  /// beyond the day, by the offset.
  private static func time(
    _ text: Span<UInt8>, from start: Int
  ) -> (seconds: Int, nanoseconds: Int)? {
    guard text.count - start >= 9, let hour = pair(text, start), hour < 24,
      text[start + 2] == UInt8(ascii: ":"), let minute = pair(text, start + 3), minute < 60,
      text[start + 5] == UInt8(ascii: ":"), let second = pair(text, start + 6), second <= 60
    else { return nil }
    var position = start + 8
    var nanoseconds = 0
    if text[position] == UInt8(ascii: ".") {
      position += 1
      let digitsStart = position
      var scale = 100_000_000
      while position < text.count, text[position] &- UInt8(ascii: "0") < 10 {
        nanoseconds += Int(text[position] - UInt8(ascii: "0")) * scale
        scale /= 10
        position += 1
      }
      guard position > digitsStart else { return nil }
    }
    guard position < text.count, let offset = offset(text, from: position) else { return nil }
    let seconds = (hour * 60 + minute - offset) * 60
    if second == 60 {
      // A leap second ends a day of UTC (appendix D).
      guard (seconds % 86_400 + 86_400) % 86_400 == 23 * 3_600 + 59 * 60 else { return nil }
    }
    return (seconds + second, nanoseconds)
  }

  /// The offset from UTC in minutes, from a position to the end.
  private static func offset(_ text: Span<UInt8>, from position: Int) -> Int? {
    let sign = text[position]
    if sign | 0x20 == UInt8(ascii: "z") { return position + 1 == text.count ? 0 : nil }
    guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), text.count - position == 6,
      let hour = pair(text, position + 1), hour < 24, text[position + 3] == UInt8(ascii: ":"),
      let minute = pair(text, position + 4), minute < 60
    else { return nil }
    let offset = hour * 60 + minute
    return sign == UInt8(ascii: "+") ? offset : -offset
  }
}
