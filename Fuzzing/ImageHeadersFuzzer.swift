// The target of `make fuzz-images`: whatever the bytes are, there is one answer, and it is the same from the whole
// file, from a prefix of it, and from parts of it as they are asked for.
//
// Compiled into one module with the sources of ImageHeaders, so that all of it is instrumented.

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzImageHeaders(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard let data, count > 1 else { return 0 }
  let input = unsafe UnsafeBufferPointer(start: data, count: count)
  // The first byte chooses how the rest is cut, so that the fuzzer finds cuts as well.
  let choice = unsafe Int(input[0])
  let bytes = unsafe Array(input[1...])
  let whole = ImageHeaders.read(bytes.span, isComplete: true)
  check(whole, of: bytes, isComplete: true)
  let prefix = Array(bytes[..<(bytes.count * choice / 255)])
  let partial = ImageHeaders.read(prefix.span, isComplete: false)
  check(partial, of: prefix, isComplete: false)
  if case .needsMore = partial {} else { precondition(partial == whole, "a prefix differs") }
  // Small steps take long: each of them reads again from the start.
  checkScan(bytes, step: max(choice % 4 == 0 ? 16 : 512, bytes.count / 16), whole: whole)
  let formats = ImageFormat.allCases
  _ = ImageHeaders.endMarker(of: formats[choice % formats.count], in: bytes.span)
  return 0
}

private func check(_ result: ImageHeaderResult, of bytes: [UInt8], isComplete: Bool) {
  switch result {
  case .header(let header):
    precondition(min(header.width, header.height, header.displayWidth, header.displayHeight) > 0)
  case .needsMore(let range):
    precondition(!isComplete && !range.isEmpty && range.lowerBound >= bytes.count)
  case .malformed(_, let reason): precondition(!reason.isEmpty)
  case .noPixelSize, .unrecognized: break
  }
}

/// Parts as they are asked for, one step or more at a time.
private func checkScan(_ bytes: [UInt8], step: Int, whole: ImageHeaderResult) {
  var scan = HeaderScan(fileByteCount: bytes.count)
  var roundCount = 0
  func add(_ range: Range<Int>) {
    precondition(range.lowerBound < bytes.count && !range.isEmpty)
    let end = min(bytes.count, range.lowerBound + max(step, range.count))
    scan.add(Array(bytes[range.lowerBound..<end]), at: range.lowerBound)
    roundCount += 1
    precondition(roundCount <= 2 * bytes.count, "asks for ever")
  }
  while case .needsMore(let range) = scan.result { add(range) }
  precondition(scan.result == whole, "parts differ")
  guard case .header(let header) = whole else { return }
  while case .needsMore(let range) = scan.details(of: header.format) { add(range) }
  while case .needsMore(let range) = scan.pictureOffset(of: header.format) { add(range) }
}
