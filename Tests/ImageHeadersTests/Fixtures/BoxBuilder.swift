/// A box of the ISO base media file format.
func box(_ name: String, _ contents: [UInt8]) -> [UInt8] {
  .big32(contents.count + 8) + .text(name) + contents
}

/// A box whose length has 64 bits.
func longBox(_ name: String, _ contents: [UInt8]) -> [UInt8] {
  .big32(1) + .text(name) + .big64(contents.count + 16) + contents
}

/// A box that goes on to the end of the file.
func lastBox(_ name: String, _ contents: [UInt8]) -> [UInt8] {
  .big32(0) + .text(name) + contents
}

/// A box with a version and flags.
func fullBox(_ name: String, version: UInt8 = 0, flags: UInt8 = 0, _ contents: [UInt8]) -> [UInt8] {
  box(name, [version, 0, 0, flags] + contents)
}
