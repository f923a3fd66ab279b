#!/usr/bin/env bash
# Writes an image of every format and variant into a folder, with the encoders of Debian.
#
#     make-images.sh DIR
#
# All are made from one picture of 61 by 47 pixels. An image whose encoder is missing, or is too old for it, is named on
# standard error and left out. The sizes that the files must have are in EncoderTests.swift, by name.
set -uo pipefail
mkdir -p "$1" && cd "$1" || exit 2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for program in convert exiftool apngasm cjpeg jpegtran cwebp webpmux img2webp gif2webp avifenc heif-enc cjxl \
  opj_compress icotool tiffcp tiffset; do
  command -v "$program" >/dev/null || echo "make-images: $program is not installed" >&2
done

# make NAME COMMAND…: the command writes the file that `@` stands for.
make() {
  local name=$1; shift
  "${@//@/$name}" >"$work/log" 2>&1 && [ -s "$name" ] || { rm -f "$name"; echo "make-images: not made: $name" >&2; }
}

# tag NAME ORIGINAL COMMAND…: the command changes a copy of an image.
tag() {
  local name=$1 original=$2; shift 2
  [ -f "$original" ] && cp "$original" "$name" && make "$name" "$@"
}

exif() { exiftool -q -overwrite_original -n "$@"; }
place=(-GPSLatitude=48.1 -GPSLatitudeRef=N -GPSLongitude=11.5 -GPSLongitudeRef=E)

source=$work/source.png
convert -seed 7 -size 61x47 plasma:tomato-steelblue -depth 8 "$source" || exit 2
convert "$source" -alpha set -channel A -evaluate multiply 0.7 +channel "$work/alpha.png"
convert "$source" "$work/source.ppm"
convert "$source" -rotate 180 "$work/second.png"
cp "$source" "$work/frame1.png" && cp "$work/second.png" "$work/frame2.png"
convert "$source" -resize 64x64! "$work/square.png"
convert "$source" -quality 85 "$work/source.jpg"
head -c 90000 /dev/zero | tr '\0' 'x' | tee "$work/profile" >"$work/text"

# PNG
make png-rgb.png convert "$source" PNG24:@
make png-rgba.png convert "$work/alpha.png" PNG32:@
make png-grey.png convert "$source" -colorspace gray @
make png-palette.png convert "$source" -colors 17 PNG8:@
make png-bits.png convert "$source" -monochrome @
make png-deep.png convert "$source" -depth 16 PNG48:@
make png-interlaced.png convert "$source" -interlace PNG @
make png-animated.png apngasm @ "$work/frame1.png"
tag png-turned.png png-rgb.png exif -Orientation=6 @
tag png-located.png png-rgb.png exif "${place[@]}" @

# JPEG
make jpeg-baseline.jpg convert "$source" @
make jpeg-progressive.jpg convert "$source" -interlace JPEG @
make jpeg-grey.jpg convert "$source" -colorspace gray @
make jpeg-cmyk.jpg convert "$source" -colorspace CMYK @
make jpeg-full.jpg convert "$source" -sampling-factor 4:4:4 @
make jpeg-restarts.jpg cjpeg -restart 2 -outfile @ "$work/source.ppm"
make jpeg-arithmetic.jpg cjpeg -arithmetic -outfile @ "$work/source.ppm"
make jpeg-comment.jpg convert "$source" -set comment "$(head -c 20000 "$work/text")" @
tag jpeg-segments.jpg jpeg-baseline.jpg exif "-XMP-dc:Description<=$work/text" @
for orientation in 1 2 3 4 5 6 7 8; do
  tag "jpeg-orientation-$orientation.jpg" jpeg-baseline.jpg exif "-Orientation=$orientation" @
done
tag jpeg-located.jpg jpeg-baseline.jpg exif "${place[@]}" @
tag jpeg-thumbnail.jpg jpeg-baseline.jpg exif -Orientation=1 "-ThumbnailImage<=$work/source.jpg" @

# GIF
make gif-87a.gif convert "$source" gif87:@
make gif-89a.gif convert "$source" @
make gif-interlaced.gif convert "$source" -interlace GIF @
make gif-animated.gif convert -delay 9 "$source" "$work/second.png" @

# WebP
make webp-lossy.webp cwebp -quiet "$source" -o @
make webp-lossless.webp cwebp -quiet -lossless "$source" -o @
make webp-alpha.webp cwebp -quiet "$work/alpha.png" -o @
make webp-alpha-lossless.webp cwebp -quiet -lossless "$work/alpha.png" -o @
make webp-animated.webp img2webp -o @ "$source" -lossy "$work/second.png"
[ -f gif-animated.gif ] && make webp-from-gif.webp gif2webp -quiet gif-animated.gif -o @
[ -f webp-lossy.webp ] && make webp-profile.webp webpmux -set icc "$work/profile" webp-lossy.webp -o @
tag webp-turned.webp webp-lossy.webp exif -Orientation=6 @
tag webp-located.webp webp-lossy.webp exif "${place[@]}" @

# AVIF
make avif-lossy.avif avifenc -s 9 "$source" @
make avif-lossless.avif avifenc -s 9 -l "$source" @
make avif-grey.avif avifenc -s 9 -y 400 "$source" @
make avif-deep.avif avifenc -s 9 -d 10 "$source" @
make avif-alpha.avif avifenc -s 9 "$work/alpha.png" @
make avif-rotated.avif avifenc -s 9 --irot 1 "$source" @
make avif-upside-down.avif avifenc -s 9 --irot 2 "$source" @
make avif-mirrored.avif avifenc -s 9 --imir 1 "$source" @
make avif-cropped.avif avifenc -s 9 -y 444 --crop 10,6,40,30 "$source" @
make avif-cropped-rotated.avif avifenc -s 9 -y 444 --crop 10,6,40,30 --irot 3 "$source" @
make avif-grid.avif avifenc -s 9 --grid 2x1 "$work/square.png" "$work/square.png" @
make avif-animated.avif avifenc -s 9 "$source" "$work/second.png" @
make avif-by-libheif.avif heif-enc -A "$source" -o @
tag avif-located.avif avif-lossy.avif exif "${place[@]}" @

# HEIC
make heic-lossy.heic heif-enc "$source" -o @
make heic-lossless.heic heif-enc -L -p chroma=444 "$source" -o @
make heic-alpha.heic heif-enc "$work/alpha.png" -o @
make heic-thumbnail.heic heif-enc -t 32 "$source" -o @
make heic-several.heic heif-enc "$source" "$work/second.png" -o @
tag heic-located.heic heic-lossy.heic exif "${place[@]}" @

# JPEG XL
make jxl-lossy.jxl cjxl "$source" @
make jxl-lossless.jxl cjxl -d 0 "$source" @
make jxl-modular.jxl cjxl -m 1 -d 1 "$source" @
make jxl-progressive.jxl cjxl -p "$source" @
make jxl-container.jxl cjxl --container=1 "$source" @
make jxl-alpha.jxl cjxl -d 0 "$work/alpha.png" @
make jxl-square.jxl cjxl "$work/square.png" @
make jxl-from-jpeg.jxl cjxl "$work/source.jpg" @
[ -f jpeg-orientation-6.jpg ] && make jxl-turned.jxl cjxl --lossless_jpeg=1 jpeg-orientation-6.jpg @
[ -f gif-animated.gif ] && make jxl-animated.jxl cjxl gif-animated.gif @
tag jxl-located.jxl jxl-container.jxl exif "${place[@]}" @

# JPEG 2000
make jp2-box.jp2 convert "$source" @
make jp2-codestream.j2k convert "$source" @
make jp2-grey.jp2 convert "$source" -colorspace gray @
make jp2-lossless.jp2 opj_compress -i "$work/source.ppm" -o @
make jp2-offset.j2k opj_compress -i "$work/source.ppm" -o @ -d 5,9
make jp2-tiles.jp2 opj_compress -i "$work/source.ppm" -o @ -t 32,32

# BMP, ICO and CUR
make bmp-core.bmp convert "$source" BMP2:@
make bmp-info.bmp convert "$source" BMP3:@
make bmp-v4.bmp convert "$work/alpha.png" BMP:@
make bmp-palette.bmp convert "$source" -colors 16 BMP3:@
make bmp-bits.bmp convert "$source" -monochrome BMP3:@
make bmp-compressed.bmp convert "$source" -colors 16 -compress RLE BMP3:@
make ico-one.ico convert "$work/square.png" @
make ico-sizes.ico convert "$work/square.png" -define icon:auto-resize=16,32,48 @
make ico-large.ico convert "$work/square.png" -resize 256x256 @
make ico-by-icotool.ico icotool -c -o @ "$work/square.png"
make cur-one.cur icotool -c --cursor -X 3 -Y 4 -o @ "$work/square.png"

# TIFF
make tiff-plain.tif convert "$source" -compress None @
make tiff-big-endian.tif convert "$source" -endian MSB -compress None @
make tiff-lzw.tif convert "$source" -compress LZW @
make tiff-zip.tif convert "$source" -compress Zip @
make tiff-jpeg.tif convert "$source" -compress JPEG @
make tiff-fax.tif convert "$source" -monochrome -compress Group4 @
make tiff-pages.tif convert "$source" "$work/second.png" @
if [ -f tiff-plain.tif ]; then
  make tiff-tiles.tif tiffcp -t -w 16 -l 16 tiff-plain.tif @
  make bigtiff.tif tiffcp -8 tiff-plain.tif @
  make bigtiff-big-endian.tif tiffcp -8 -B tiff-plain.tif @
fi
tag tiff-turned.tif tiff-plain.tif tiffset -s 274 6 @
tag tiff-located.tif tiff-plain.tif exif "${place[@]}" @

# Photoshop
make psd-rgb.psd convert "$source" @
make psd-large.psb convert "$source" PSB:@

# SVG
svg() { printf '<svg xmlns="http://www.w3.org/2000/svg" %s><path d="M0 0h9v9z"/></svg>\n' "$2" >"$1"; }
svg svg-pixels.svg 'width="61" height="47px"'
svg svg-units.svg 'width="1in" height="2.54cm"'
svg svg-box.svg 'viewBox="0 0 61 47"'
svg svg-percent.svg 'width="100%" height="100%" viewBox="-5 -5 61 47"'
svg svg-long.svg "id=\"$(seq -s- 900)\" width=\"61\" height=\"47\""
gzip -nc svg-long.svg >svg-long.svgz
gzip -nc svg-pixels.svg >svg-compressed.svgz
gzip -c svg-pixels.svg >svg-named.svgz
exit 0
