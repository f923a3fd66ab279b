import ImageHeaders

extension Sample {
  static let svg = sizedSVG + unsizedSVG + brokenSVG

  private static let sizedSVG = [
    ("<svg width='100' height=\"50px\"/>", 100, 50),
    (" \n<svg:svg xmlns:svg='http://www.w3.org/2000/svg' width='1in' height='1pc'>", 96, 16),
    (
      "\u{FEFF}<?xml version='1.0'?><!-- <svg width='1'> --><svg width='72pt' height='25.4mm'>",
      96, 96
    ),
    ("<svg viewBox='0 0 24 16'>", 24, 16),
    ("<svg viewBox='0,0,24,16' width='48'>", 48, 32),
    ("<svg viewBox='0 0 24 16' height='1e1' width='100%'>", 15, 10),
    ("<svg width='0.2' height='2.54cm' viewBox='0 0 1 1'>", 1, 96),
    ("<svg width=' 101.6Q ' height='99.5' width='7'>", 96, 100),
    (
      "<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN>' 'x.dtd' [<!ENTITY a '>'><!-- ]> -->]>"
        + "<svg width='3' height='4'></svg>", 3, 4
    ),
  ].map { (text: String, width: Int, height: Int) in
    Sample("SVG: \(text)", .text(text), .image(.svg, width, height, frames: nil))
  }

  private static let unsizedSVG = [
    "<svg>", "<svg width='100%' height='100%'>", "<svg width='10em' height='10ex'>",
    "<svg width='100'>", "<svg viewBox='0 0 0 16'>", "<svg width='&w;' height='1'/>",
    "<svg foo width='1' height='1'>",
  ].map { Sample("SVG without size: \($0)", .text($0), .noPixelSize(.svg)) }

  private static let brokenSVG = [
    Sample(
      "SVG of width 0", .text("<svg width='0' height='9'>"),
      .malformed(.svg, reason: "its size is 0 by 9 pixels")),
    Sample(
      "SVG of negative width", .text("<svg width='-4' height='9'>"),
      .malformed(.svg, reason: "its size is out of range")),
    Sample(
      "SVG of infinite width", .text("<svg width='9e999' height='9'>"),
      .malformed(.svg, reason: "its size is out of range")),
    Sample(
      "SVG with a view box of infinite size", .text("<svg width='9' viewBox='0 0 9e999 9e999'>"),
      .malformed(.svg, reason: "its size is out of range")),
    Sample(
      "SVG that is cut off", .text("<svg width='9' hei"),
      .malformed(.svg, reason: "it ends at byte 18, inside its header")),
    Sample(
      "SVG whose root element is out of sight",
      .text("<!--" + String(repeating: "-", count: 16_384) + "--><svg width='9' height='9'>"),
      .unrecognized(.xml)),
    Sample(
      "SVG with long attributes",
      .text("<svg d='" + String(repeating: "x", count: 400) + "' width='9' height='9'>"),
      .image(.svg, 9, 9, frames: nil)),
    Sample(
      "compressed SVG",
      .hexadecimal(
        "1f8b0800 00000000 0003 b3292e4b5728cf4c29c9b05537335457c848cd4ccf28b155373157d7b70300"),
      .image(.svg, 61, 47, frames: nil)),
    Sample(
      "stored SVG, with all fields of a gzip header",
      .hexadecimal("1f8b081e 00000000 0003 0200abcd") + .text("logo.svg\0comment\0")
        + .hexadecimal("1234 011d00e2ff3c7376672077696474683d27363127206865696768743d273437272f3e"),
      .image(.svg, 61, 47, frames: nil)),
    Sample(
      "damaged gzip data", .hexadecimal("1f8b0800 00000000 0003") + .zeros(20),
      .unrecognized(.other(name: "gzip-compressed data"))),
    Sample(
      "compressed text", .hexadecimal("1f8b0800 00000000 0003 4b04 00"),
      .unrecognized(.other(name: "gzip-compressed data"))),
  ]
}
