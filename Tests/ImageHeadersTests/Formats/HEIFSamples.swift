import ImageHeaders

extension Sample {
  static let heif = brands + properties + brokenHEIF

  private static let brands = [
    ("avif", ["mif1", "miaf"], .avif, 1), ("mif1", ["miaf", "avif"], .avif, 1),
    ("avis", ["avif", "msf1"], .avif, nil), ("heic", ["mif1"], .heic, 1),
    ("heix", [], .heic, 1), ("hevc", ["mif1"], .heic, nil), ("mif1", [], .heif, 1),
  ].map { (major: String, compatible: [String], format: ImageFormat, frames: Int?) in
    Sample(
      "HEIF of brand \(major), \(compatible)",
      fileType(major, compatible) + meta([ispe(64, 48)]) + box("mdat", .zeros(20)),
      .image(format, 64, 48, frames: frames))
  }

  private static let properties = [
    Sample(
      "AVIF with other items and properties",
      avif([ispe(160, 120), box("pixi", .zeros(8)), ispe(640, 480)], of: 2, uses: [3, 2]),
      .image(.avif, 640, 480)),
    Sample("AVIF turned", avif([ispe(64, 48), irot(1)]), .image(.avif, 64, 48, shown: (48, 64))),
    Sample("AVIF upside down", avif([ispe(64, 48), irot(2)]), .image(.avif, 64, 48)),
    Sample(
      "AVIF clipped, then turned", avif([ispe(64, 48), clap(62, 1, 95, 2), irot(3)]),
      .image(.avif, 64, 48, shown: (48, 62))),
    Sample(
      "AVIF with long numbers", avif([ispe(64, 48)], hasLongNumbers: true), .image(.avif, 64, 48)),
    Sample(
      "AVIF with its picture before its description",
      fileType("avif", []) + longBox("mdat", .zeros(700)) + meta([ispe(64, 48)]),
      .image(.avif, 64, 48)),
  ]

  private static let brokenHEIF = [
    Sample(
      "AVIF without description", fileType("avif", []) + lastBox("mdat", .zeros(7)),
      .malformed(.avif, reason: "it has no 'meta' box that describes a still picture")),
    Sample(
      "AVIF without size", avif([irot(1)]),
      .malformed(.avif, reason: "its primary item has no size ('ispe' property)")),
    Sample(
      "AVIF whose primary item has no properties", avif([ispe(1, 1)], of: 9),
      .malformed(.avif, reason: "its primary item has no properties")),
    Sample(
      "AVIF without primary item", fileType("avif", []) + fullBox("meta", box("iprp", [])),
      .malformed(.avif, reason: "it has no 'pitm' box")),
    Sample(
      "AVIF clipped to more than it has", avif([ispe(64, 48), clap(65, 1, 48, 1)]),
      .malformed(.avif, reason: "its clean aperture is 65/1 of 64 pixels")),
    Sample(
      "AVIF clipped by a fraction of zero", avif([ispe(64, 48), clap(64, 0, 48, 1)]),
      .malformed(.avif, reason: "its clean aperture is 64/0 of 64 pixels")),
    Sample(
      "AVIF clipped to nothing", avif([ispe(64, 48), clap(64, 1, 1, 3)]),
      .malformed(.avif, reason: "its clean aperture is 1/3 of 48 pixels")),
    Sample(
      "AVIF with a box that is longer than the one around it",
      fileType("avif", []) + fullBox("meta", .big32(99) + .text("pitm")),
      .malformed(.avif, reason: "its box 'pitm' at byte 28 has a length of 99")),
    Sample(
      "AVIF with a box of seven bytes", fileType("avif", []) + .big32(7) + .text("free"),
      .malformed(.avif, reason: "its box 'free' at byte 16 has a length of 7")),
    Sample(
      "AVIF with a box of the greatest length",
      fileType("avif", []) + .big32(1) + .text("free") + .big64(Int.max),
      .malformed(
        .avif, reason: "it points outside of itself, 9223372036854775807 bytes from byte 16")),
    Sample(
      "AVIF with many boxes",
      fileType("avif", []) + (0..<4_096).flatMap { _ in box("free", []) },
      .malformed(.avif, reason: "it has over 4096 boxes in a row")),
  ]
}

func fileType(_ major: String, _ compatible: [String]) -> [UInt8] {
  box("ftyp", .text(major) + .big32(0) + compatible.flatMap { Array($0.utf8) })
}

private func avif(
  _ properties: [[UInt8]], of item: Int = 1, uses: [UInt8]? = nil, hasLongNumbers: Bool = false
) -> [UInt8] {
  fileType("avif", ["mif1"])
    + meta(properties, of: item, uses: uses, hasLongNumbers: hasLongNumbers)
}

/// A `meta` box with two items, of which the first has the first property and the second has `uses`.
private func meta(
  _ properties: [[UInt8]], of item: Int = 1, uses: [UInt8]? = nil, hasLongNumbers: Bool = false
) -> [UInt8] {
  let all = properties.indices.map { UInt8($0 + 1) }
  let items: [(Int, [UInt8])] = uses == nil ? [(1, all)] : [(1, [0x81]), (2, uses ?? [])]
  let associations = items.flatMap { number, indices in
    let numberBytes: [UInt8] = hasLongNumbers ? .big32(number) : .big16(number)
    let indexBytes = hasLongNumbers ? indices.flatMap { [0x80, $0] } : indices
    return numberBytes + [UInt8(indices.count)] + indexBytes
  }
  let primary: [UInt8] = hasLongNumbers ? .big32(item) : .big16(item)
  let version: UInt8 = hasLongNumbers ? 1 : 0
  return fullBox(
    "meta",
    fullBox("hdlr", .zeros(20)) + fullBox("pitm", version: version, primary)
      + box(
        "iprp",
        box("ipco", properties.flatMap { $0 })
          + fullBox(
            "ipma", version: version, flags: version, .big32(items.count) + associations)))
}

private func ispe(_ width: Int, _ height: Int) -> [UInt8] {
  fullBox("ispe", .big32(width) + .big32(height))
}

private func irot(_ quarters: UInt8) -> [UInt8] { box("irot", [quarters]) }

private func clap(
  _ width: Int, _ widthDivisor: Int, _ height: Int, _ heightDivisor: Int
) -> [UInt8] {
  box(
    "clap",
    .big32(width) + .big32(widthDivisor) + .big32(height) + .big32(heightDivisor) + .zeros(16))
}
