#!/usr/bin/env python3
"""Writes many images, and prints the sizes that Pillow and ImageMagick find in them.

    compare.py COUNT SEED DIR

Every format that both read is written, by Pillow or by ImageMagick, with sides, modes and options that the seed chooses.
One line for each image: its name, Pillow's width and height, ImageMagick's width and height, divided by tabs. Sizes are
those of the stored picture; of an icon, which holds several, the largest.
"""

import random
import subprocess
import sys
import warnings
from pathlib import Path

from PIL import Image, features

warnings.simplefilter("ignore")
Image.MAX_IMAGE_PIXELS = None

COUNT, SEED, FOLDER = int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
FOLDER.mkdir(parents=True, exist_ok=True)
choose = random.Random(SEED)


def picture(mode, width, height):
    """Some colour, and noise in one corner, so that files stay small and yet have something to hold."""
    image = Image.new(mode, (width, height), choose.randrange(2))
    patch = Image.frombytes("L", (8, 8), choose.randbytes(64)).convert("RGB").convert(mode)
    image.paste(patch, (0, 0))
    return image


def side(most=700):
    """Mostly a few hundred pixels, sometimes very few, sometimes exactly at a limit of an encoding."""
    return choose.choice([1, 2, choose.randint(3, 40), choose.randint(3, most), choose.randint(3, most), 255, 256, 257])


def exif():
    data = Image.Exif()
    data[274] = choose.randint(1, 8)
    data[270] = "words " * choose.randint(0, 2_000)
    return data.tobytes()


def save(name, image, **options):
    image.save(FOLDER / name, **options)
    return name


def animation(mode, size):
    return {"save_all": True, "append_images": [picture(mode, *size) for _ in range(choose.randint(1, 3))]}


def png(number):
    size = side(), side()
    mode = choose.choice(["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
    options = {"exif": exif()} if choose.random() < 0.2 else {}
    if mode == "RGB" and choose.random() < 0.3:
        options |= animation(mode, size)
    image = Image.new(mode, size) if mode == "I;16" else picture(mode, *size)
    return save(f"{number}.png", image, **options)


def jpeg(number):
    options = {"progressive": choose.random() < 0.4, "quality": choose.randint(5, 100)}
    if choose.random() < 0.3:
        options["exif"] = exif()
    if choose.random() < 0.3:
        options["icc_profile"] = choose.randbytes(choose.randint(1, 200_000))
    if choose.random() < 0.2:
        options["comment"] = b"x" * choose.randint(1, 60_000)
    return save(f"{number}.jpg", picture(choose.choice(["L", "RGB", "CMYK"]), side(), side()), **options)


def gif(number):
    size = side(), side()
    options = animation("P", size) if choose.random() < 0.4 else {}
    return save(f"{number}.gif", picture(choose.choice(["L", "P"]), *size), **options)


def webp(number):
    size = side(), side()
    options = {"lossless": choose.random() < 0.4, "method": 0}
    if choose.random() < 0.3:
        options["exif"] = exif()
    if choose.random() < 0.2:
        options["icc_profile"] = choose.randbytes(choose.randint(1, 9_000))
    mode = choose.choice(["RGB", "RGBA"])
    if choose.random() < 0.2:
        options |= animation(mode, size)
    return save(f"{number}.webp", picture(mode, *size), **options)


def bmp(number):
    return save(f"{number}.bmp", picture(choose.choice(["1", "L", "P", "RGB", "RGBA"]), side(), side()))


def ico(number):
    sides = sorted({choose.randint(1, 256) for _ in range(choose.randint(1, 4))})
    options = {"sizes": [(side, side) for side in sides]}
    if choose.random() < 0.5:
        options["bitmap_format"] = "bmp"
    return save(f"{number}.ico", picture("RGBA", sides[-1], sides[-1]), **options)


def tiff(number):
    options = {"big_tiff": choose.random() < 0.3}
    options["compression"] = choose.choice([None, "tiff_lzw", "tiff_adobe_deflate", "packbits"])
    if choose.random() < 0.3:
        options["tiffinfo"] = {274: choose.randint(1, 4)}  # Pillow turns the size of the others
    size = side(), side()
    mode = choose.choice(["1", "L", "P", "RGB", "RGBA", "CMYK"])
    if choose.random() < 0.2:
        options |= animation(mode, size)
    return save(f"{number}.tif", picture(mode, *size), **options)


def jpeg2000(number):
    name = f"{number}.{choose.choice(['jp2', 'j2k'])}"
    options = {"irreversible": choose.random() < 0.5}
    return save(name, picture(choose.choice(["L", "RGB", "RGBA"]), side(300) + 32, side(300) + 32), **options)


def avif(number):
    return save(f"{number}.avif", picture(choose.choice(["RGB", "RGBA"]), side(300), side(300)), speed=10)


def psd(number):
    name = f"{number}.psd"
    command = ["convert", "-size", f"{side()}x{side()}", "xc:tomato", "-type", "TrueColor", "-depth", "8"]
    command.append(str(FOLDER / name))
    subprocess.run(command, check=True)
    return name


# How often each is written.
writers = [(png, 7), (jpeg, 8), (gif, 4), (webp, 5), (bmp, 4), (ico, 3), (tiff, 6), (psd, 1)]
if features.check("jpg_2000"):
    writers.append((jpeg2000, 2))
if features.check("avif"):
    writers.append((avif, 1))
turns = [writer for writer, times in writers for _ in range(times)]

names = [turns[number % len(turns)](number) for number in range(COUNT)]

sizes = {}
# One format at a time: ImageMagick stops reading TIFF files where it met some others before.
for suffix in sorted({Path(name).suffix for name in names}):
    paths = [str(FOLDER / name) for name in names if name.endswith(suffix)]
    command = ["identify", "-ping", "-format", "%f\t%w\t%h\n", *paths]
    for line in subprocess.run(command, capture_output=True, text=True, check=False).stdout.splitlines():
        name, width, height = line.split("\t")
        size = int(width), int(height)
        # Frames and pages follow the first picture; icons list their sizes in any order.
        if name not in sizes or (suffix == ".ico" and size > sizes[name]):
            sizes[name] = size

for name in names:
    with Image.open(FOLDER / name) as image:
        width, height = image.size
    other = sizes.get(name, ("-", "-"))
    print(name, width, height, *other, sep="\t")
