#!/usr/bin/env python3
"""Measures how fast the sizes of local images are checked, beside Pillow.

    images.py [--images N] [--runs N] [--bindery PATH] [--work DIR]

It makes N images (20,000) of the formats of the web with Pillow, and a dataset whose records declare their sizes. In
turn, after one pass that warms the page cache:

- `ImageSizes`, the part of `bindery validate` that reads an image: its size, its end mark, the coordinates in its
  metadata; with as many threads as there are processors, as in `bindery validate`; the start of the program is not
  counted
- `bindery validate --no-cache --dataset DIR`, the whole program from its start to its end: records are read and
  validated, and the images looked up behind their addresses
- Pillow's `Image.open(path).size` of the same files in one Python process; starting Python and importing Pillow is not
  counted

and a table of the median seconds. All three must find a size in each image, and `bindery validate` the declared
ones. Only ratios are to be quoted.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

PROJECT = Path(__file__).resolve().parent.parent
RECORD_IMAGE_COUNT = 20

PEER = """
import sys, time
from PIL import Image
paths = open(sys.argv[1]).read().splitlines()
def sizes():
    for path in paths:
        with Image.open(path) as image:
            yield image.size
Image.init()
start = time.perf_counter()
count = sum(1 for size in sizes() if size[0] > 0)
print(count, time.perf_counter() - start)
"""

CONFIGURATION = """\
name: bench-images
collections: [{ name: galleries, include: Records/**/*.yml, schema: schema.json }]
mounts: { "https://bench.example/": Images/ }
"""

SCHEMA = """\
{ "type": "object", "properties": { "images": { "type": "array", "items": {
  "type": "object", "required": ["url", "width", "height"],
  "properties": { "width": { "type": "integer" }, "height": { "type": "integer" } },
  "x-image": { "url": "url", "width": "width", "height": "height" } } } } }
"""


def note(text: str) -> None:
    print(f"bench: {text}", file=sys.stderr, flush=True)


def make(folder: Path, count: int) -> None:
    """Writes the images, in the shares that web pages have them, and records of twenty images each."""
    from PIL import Image

    choose = random.Random(5)
    paths = []
    # A few hundred encodings are enough; each file is one of them with other sides.
    lines: list[str] = []
    for number in range(count):
        kind = choose.choices(["jpg", "png", "webp", "gif"], [45, 30, 15, 10])[0]
        width, height = choose.randint(16, 400), choose.randint(16, 400)
        path = folder / "Images" / str(number // 1_000) / f"{number}.{kind}"
        path.parent.mkdir(parents=True, exist_ok=True)
        image = Image.new("RGB", (width, height), (choose.randrange(256), 99, 160))
        image.paste(Image.frombytes("RGB", (16, 16), choose.randbytes(768)), (0, 0))
        image.save(path, **({"method": 0} if kind == "webp" else {}))
        paths.append(str(path))
        lines.append(
            f"- url: https://bench.example/{path.relative_to(folder / 'Images')}\n  width: {width}\n  height: {height}\n"
        )
    for start in range(0, count, RECORD_IMAGE_COUNT):
        record = folder / "Records" / str(start // 20_000) / f"{start}.yml"
        record.parent.mkdir(parents=True, exist_ok=True)
        record.write_text("images:\n" + "".join(lines[start : start + RECORD_IMAGE_COUNT]))
    (folder / "bindery.yml").write_text(CONFIGURATION)
    (folder / "schema.json").write_text(SCHEMA)
    (folder / "paths.txt").write_text("\n".join(paths))


def dataset(work: Path, count: int) -> Path:
    """The data, or those that an earlier run made."""
    folder = work / f"images-{count}"
    if not folder.exists():
        note(f"making {count:,} images in {folder}")
        partial = work / f"making-images-{os.getpid()}"
        make(partial, count)
        paths = (partial / "paths.txt").read_text().replace(str(partial), str(folder))
        (partial / "paths.txt").write_text(paths)
        partial.rename(folder)
    return folder


def bindery_seconds(bindery: Path, folder: Path) -> float:
    command = [str(bindery), "validate", "--no-cache", "--dataset", str(folder)]
    start = time.perf_counter()
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - start
    if run.returncode != 0 or "0 errors" not in run.stderr:
        sys.exit(f"bench: bindery ended with status {run.returncode}:\n{run.stdout[:2000]}{run.stderr[:2000]}")
    return seconds


def own_seconds(command: list[str], count: int) -> float:
    """What a program says that it took for the sizes, without its start."""
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    found, seconds = (run.stdout.split() + ["0", "0"])[:2]
    if int(found) != count:
        sys.exit(f"bench: {command[0]} read {found} of {count} images:\n{run.stderr[:2000]}")
    return float(seconds)


def main() -> int:
    parser = argparse.ArgumentParser(description="Measures the sizes of local images beside Pillow.")
    parser.add_argument("--images", type=int, default=20_000, metavar="N", help="how many images (20000)")
    parser.add_argument("--runs", type=int, default=5, metavar="N", help="runs of each (5)")
    parser.add_argument("--bindery", type=Path, default=PROJECT / ".build" / "release" / "bindery", metavar="PATH")
    parser.add_argument("--work", type=Path, default=PROJECT / ".build" / "bench", metavar="DIR")
    options = parser.parse_args()
    try:
        import PIL
    except ImportError:
        note("left out: the sizes of images; pip install Pillow")
        return 0
    options.work.mkdir(parents=True, exist_ok=True)
    folder = dataset(options.work.resolve(), options.images)
    bindery = options.bindery.resolve()
    paths = str(folder / "paths.txt")
    pillow = f"Pillow {PIL.__version__}"
    contenders = {
        pillow: lambda: own_seconds([sys.executable, "-c", PEER, paths], options.images),
        "sizes alone": lambda: own_seconds([str(bindery.parent / "ImageSizes"), paths], options.images),
        "bindery validate": lambda: bindery_seconds(bindery, folder),
    }
    seconds: dict[str, list[float]] = {name: [] for name in contenders}
    for number in range(options.runs + 1):
        note("warming the page cache" if number == 0 else f"run {number} of {options.runs}")
        for name, measure in contenders.items():
            taken = measure()
            if number > 0:
                seconds[name].append(taken)
    print(f"\nSizes of {options.images:,} local images, median of {options.runs} runs:\n")
    for name in contenders:
        ratio = median(seconds[pillow]) / median(seconds[name])
        print(f"{name:<20} {median(seconds[name]):8.3f} s   {ratio:5.1f} times as fast as Pillow")
    return 0


if __name__ == "__main__":
    sys.exit(main())
