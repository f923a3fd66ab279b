internal import Documents
internal import ImageHeaders

/// What a record declares about an image.
struct DeclaredImage {
  /// A width or a height, and the member that it is written in.
  struct Side {
    let member: String
    let value: Value
    /// The number that is declared, in whatever spelling.
    let pixels: Double

    init?(_ member: String?, of object: Value) {
      guard let member, let value = object[member], let pixels = Self.pixels(value) else {
        return nil
      }
      self.member = member
      self.value = value
      self.pixels = pixels
    }

    /// A number in quotes is a number to whoever uses the record; that it is one is the schema's.
    private static func pixels(_ value: Value) -> Double? {
      (value.numberText ?? value.string).flatMap(Double.init).flatMap { $0.isFinite ? $0 : nil }
    }

    /// The number as the record spells it, or for a long one its start.
    var text: String {
      VisibleText.shortened(value.string ?? value.numberText ?? "", maximumScalarCount: 40)
    }
  }

  let width: Side?
  let height: Side?

  /// Whether both sides are declared, as these.
  func equals(_ size: (width: Int, height: Int)) -> Bool {
    width?.pixels == Double(size.width) && height?.pixels == Double(size.height)
  }
}

/// The size of an image, as something that a declared size is compared with.
struct MeasuredSize {
  /// As viewers show it.
  let shown: (width: Int, height: Int)
  /// As it is stored, which differs where an orientation turns the picture.
  let stored: (width: Int, height: Int)
  /// Whether viewers differ in turning the picture.
  let mayBeTurned: Bool

  init(_ header: ImageHeader, mayBeTurned: Bool) {
    shown = (header.displayWidth, header.displayHeight)
    stored = (header.width, header.height)
    self.mayBeTurned = mayBeTurned
  }

  func fits(_ declared: DeclaredImage) -> Bool {
    mayBeTurned && declared.equals((shown.height, shown.width))
  }

  /// What alone explains that both sides differ, in words.
  func explanation(_ declared: DeclaredImage) -> String? {
    if declared.equals((shown.height, shown.width)), shown.width != shown.height {
      return shown == stored
        ? "width and height are swapped"
        : "the declared size is that of the stored picture, which its orientation turns"
    }
    if declared.equals(stored), shown != stored {
      return "the declared size is that of the stored picture, of which viewers show a part"
    }
    if let width = declared.width, let height = declared.height {
      if (width.pixels * 2, height.pixels * 2) == (Double(shown.width), Double(shown.height)) {
        return "the image has twice the declared size, as for a screen of double density"
      }
      if (width.pixels, height.pixels) == (Double(shown.width * 2), Double(shown.height * 2)) {
        return "the declared size is twice that of the image"
      }
    }
    return nil
  }
}
