internal import Foundation

/// The Pillow of the installed Python, when there is one.
enum Pillow {
  static let isInstalled = (try? run("import PIL.features", in: nil)) != nil

  /// The standard output of a Python script; throws when it fails.
  static func run(_ script: String, in folder: URL?) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", script]
    process.currentDirectoryURL = folder
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw CocoaError(.executableLoad) }
    return String(decoding: data, as: UTF8.self)
  }

  /// Writes images into the current folder; prints, for each, its name, its media type, its stored and
  /// shown size and its frame count (`-` for unknown).
  static let script = """
    import importlib, random
    from PIL import Image
    for plugin in ("pillow_jxl", "pillow_heif"):
      try:
        module = importlib.import_module(plugin)
        if plugin == "pillow_heif": module.register_heif_opener()
      except Exception: pass
    random.seed(7)
    def noise(width, height, mode="RGB"):
      count = width * height * len(mode if mode != "P" else "L")
      return Image.frombytes(mode, (width, height), random.randbytes(count))
    def exif(orientation):
      data = Image.Exif()
      data[270] = "words " * 40
      data[274] = orientation
      return data.tobytes()
    def write(name, type, size, shown=None, frames="1", mode="RGB", **options):
      try: noise(*size, mode).save(name, **options)
      except Exception: return
      print(name, type, *size, *(shown or size), frames, sep="\\t")
    W, H = 300, 200
    more = [noise(W, H), noise(W, H)]
    write("rgb.png", "image/png", (W, H))
    write("palette.png", "image/png", (W, H), mode="P")
    write("turned.png", "image/png", (W, H), (H, W), exif=exif(6))
    write("animated.png", "image/png", (W, H), frames="3", save_all=True, append_images=more)
    write("base.jpg", "image/jpeg", (W, H))
    write("grey.jpg", "image/jpeg", (W, H), mode="L")
    write("cmyk.jpg", "image/jpeg", (W, H), mode="CMYK")
    write("progressive.jpg", "image/jpeg", (W, H), progressive=True)
    write("profile.jpg", "image/jpeg", (W, H), icc_profile=random.randbytes(150000))
    write("comment.jpg", "image/jpeg", (W, H), comment=b"words " * 999)
    for orientation in range(1, 9):
      shown = (H, W) if orientation > 4 else (W, H)
      write(f"turned{orientation}.jpg", "image/jpeg", (W, H), shown, exif=exif(orientation))
    write("one.jpg", "image/jpeg", (1, 1))
    write("wide.jpg", "image/jpeg", (65500, 1))
    write("still.gif", "image/gif", (W, H), mode="P", frames="-")
    write("animated.gif", "image/gif", (W, H), frames="-", save_all=True, append_images=more)
    write("lossy.webp", "image/webp", (W, H))
    write("lossless.webp", "image/webp", (W, H), lossless=True)
    write("alpha.webp", "image/webp", (W, H), mode="RGBA")
    write("profile.webp", "image/webp", (W, H), icc_profile=random.randbytes(99))
    write("animated.webp", "image/webp", (W, H), frames="-", save_all=True, append_images=more)
    write("rgb.bmp", "image/bmp", (W, H))
    write("alpha.bmp", "image/bmp", (W, H), mode="RGBA")
    write("bits.bmp", "image/bmp", (W * 8, H), mode="L")
    write("sizes.ico", "image/x-icon", (256, 256), sizes=[(16, 16), (256, 256), (48, 48)])
    write("small.ico", "image/x-icon", (64, 48), sizes=[(64, 48)], bitmap_format="bmp")
    write("little.tif", "image/tiff", (W, H))
    write("lzw.tif", "image/tiff", (W, H), compression="tiff_lzw")
    write("big.tif", "image/tiff", (W, H), big_tiff=True)
    write("turned.tif", "image/tiff", (W, H), (H, W), tiffinfo={274: 8})
    write("pages.tif", "image/tiff", (W, H), frames="-", save_all=True, append_images=more)
    write("box.jp2", "image/jp2", (W, H))
    write("stream.j2k", "image/jp2", (W, H), no_jp2=True)
    write("still.avif", "image/avif", (W, H))
    write("turned.avif", "image/avif", (W, H), (H, W), exif=exif(6))
    write("down.avif", "image/avif", (W, H), exif=exif(3))
    write("animated.avif", "image/avif", (W, H), frames="-", save_all=True, append_images=more)
    write("still.heic", "image/heic", (W, H))
    write("turned.heic", "image/heic", (W, H), (H, W), exif=exif(8))
    for index, size in enumerate([(1, 1), (8, 8), (264, 257), (640, 480), (1200, 13), (250, 200)]):
      write(f"{index}.jxl", "image/jxl", size, lossless=True)
    write("metadata.jxl", "image/jxl", (W, H), exif=exif(1))
    write("alpha.jxl", "image/jxl", (W, H), mode="RGBA")
    """
}
