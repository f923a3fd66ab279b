#!/usr/bin/env python3
"""Writes images like photographs: with the metadata and colour profiles that cameras and editors put into them.

    photographs.py COUNT SEED DIR

`sizes.tsv` in the folder has a line for each: its name, the width and height that a viewer shows, its media type.
"""

import io
import random
import sys
from pathlib import Path

from PIL import Image, ImageFilter

COUNT, SEED, FOLDER = int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
FOLDER.mkdir(parents=True, exist_ok=True)
choose = random.Random(SEED)


def picture(width, height):
    """Soft colours with some grain."""
    noise = Image.frombytes("RGB", (32, 32), choose.randbytes(32 * 32 * 3)).resize((width, height))
    return noise.filter(ImageFilter.GaussianBlur(2))


def thumbnail(image):
    small = image.copy()
    small.thumbnail((160, 120))
    file = io.BytesIO()
    small.save(file, "JPEG", quality=70)
    return file.getvalue()


def exif(image, orientation):
    """The tags of a camera, with notes of its maker and a thumbnail, 6 to 60 KB in all."""
    data = Image.Exif()
    data[271], data[272], data[274], data[305], data[306] = "Maker", "Model 5", orientation, "1.0", "2020:06:09 12:00:00"
    details = data.get_ifd(0x8769)
    details[0x829A], details[0x829D], details[0x8827] = 0.01, 2.8, 200
    details[0x927C] = choose.randbytes(choose.choice([500, 3_000, 20_000, 40_000]))
    # Pillow keeps no thumbnail of its own accord; behind the tags it takes the same room.
    return data.tobytes() + thumbnail(image)


lines = []
for number in range(COUNT):
    width, height = choose.choice([(640, 480), (800, 533), (1024, 768), (1200, 800)])
    if choose.random() < 0.3:
        width, height = height, width
    image = picture(width, height)
    orientation = choose.choice([1, 1, 1, 6, 8, 3])
    kind = choose.choices(["jpg", "webp", "png", "avif"], [16, 3, 2, 1])[0]
    options = {}
    if kind in ("jpg", "png", "webp"):
        if choose.random() < 0.5:
            options["icc_profile"] = choose.randbytes(choose.choice([456, 588, 3_144, 3_144, 560_000 if kind == "jpg" else 900]))
    shown = width, height
    if kind == "jpg":
        options |= {"quality": choose.randint(60, 95), "progressive": choose.random() < 0.3}
        if choose.random() < 0.7:
            options["exif"] = exif(image, orientation)
            if orientation in (6, 8):
                shown = height, width
        if choose.random() < 0.2:
            options["comment"] = b"Edited" * 10
    if kind == "avif":
        options["speed"] = 10
    if kind == "webp":
        options["method"] = 0
    name = f"{number}.{kind}"
    image.save(FOLDER / name, **options)
    types = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp", "avif": "image/avif"}
    lines.append(f"{name}\t{shown[0]}\t{shown[1]}\t{types[kind]}\n")

(FOLDER / "sizes.tsv").write_text("".join(lines))
