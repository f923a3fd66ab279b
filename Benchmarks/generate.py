#!/usr/bin/env python3
"""Writes a dataset of invented news records for measurements.

    generate.py --records N --seed S --output DIR

DIR gets `bindery.yml`, `Schemas/news.schema.json` and N valid records below `Records/news/YYYY/MM/`, one file each
and at most 800 files in a folder. The same N and S give the same bytes, whatever the machine, the locale, the time
zone or the Python version: all choices come from `random()` and `getrandbits()` of one generator, because `choice`,
`randrange` and `shuffle` have changed between Python versions.

The records have the members and the size of curated news records: mostly 2 to 4 KB, some with related articles,
images, a video, a text below the front matter. Every name in them is invented, and every publisher's host is below the
reserved domain `.example`.
"""

from __future__ import annotations

import argparse
import base64
import calendar
import json
import random
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Sequence, TypeVar

T = TypeVar("T")
Schema = dict[str, Any]

MAXIMUM_RECORD_COUNT = 1_000_000
RECORDS_PER_FOLDER = 800
FEWEST_FOLDERS = 12
LAST_YEAR = 2024

# --- What the dataset looks like from outside ---------------------------------------------------------

CONFIGURATION = """\
name: bench-news
title: Invented news
description: News-like records made from a fixed seed, for measurements.
license: CC0-1.0
homepage: https://bench.example/news
keywords: [benchmark, news]

collections:
  - name: news
    include: Records/news/**/*.md
    schema: Schemas/news.schema.json
    publish:
      properties: { published: { const: true } }

export:
  formats: [jsonl, csv]
"""

TOPICS = (
    "Rail travel",
    "Harbours",
    "Solar power",
    "Street trees",
    "Libraries",
    "Weather",
    "Cycling",
    "Local markets",
    "Astronomy",
    "Museums",
    "Water supply",
    "Open data",
)

PROVIDERS = (
    ("The Harbour Post", "harbourpost.example"),
    ("Lantern & Field", "lanternfield.example"),
    ("Northgate Courier", "northgate-courier.example"),
    ("U.P. Wire", "upwire.example"),
    ("Orchard Weekly", "orchardweekly.example"),
    ("The Miller's Gazette", "millersgazette.example"),
    ("Viaduct", "viaduct.example"),
    ("Café Zürn", "cafezuern.example"),
    ("Tidewater Tribune", "tidewater.news.example"),
    ("Quarry Hill Observer", "quarryhill.example"),
    ("Signal Box", "signal-box.example"),
    ("Meadow Radio", "meadowradio.example"),
    ("The Ropewalk", "ropewalk.example"),
    ("Plain Ledger", "plainledger.example"),
    ("Kiln Street Journal", "kilnstreet.example"),
    ("Ferry Times", "ferrytimes.example"),
)

IMAGE_SIZES = ((630, 355), (760, 428), (1000, 667), (1200, 630), (1200, 800), (1280, 720), (1920, 1080))


def member(reference: str, **more: Any) -> Schema:
    return {"$ref": f"#/$defs/{reference}", **more}


def link(**limits: str) -> Schema:
    return member("address", **{"x-link": limits or True})


def definitions() -> Schema:
    return {
        "line": {
            "description": "One line of text that neither starts nor ends with white space.",
            "type": "string",
            "minLength": 3,
            "maxLength": 300,
            "pattern": r"^\S[^\r\n]*\S$",
        },
        "text": {"type": "string", "minLength": 1, "maxLength": 2000, "pattern": r"\S"},
        "address": {"type": "string", "format": "uri", "pattern": "^https://", "maxLength": 2048},
        "moment": {
            "description": "A date and time in UTC.",
            "type": "string",
            "format": "date-time",
            "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$",
        },
        "kind": {"enum": ["article", "video"]},
        "score": {"type": "integer", "minimum": 0, "maximum": 1000},
        "pixels": {"type": "integer", "minimum": 1, "maximum": 20000},
        "image": {
            "type": "object",
            "required": ["url", "width", "height"],
            "properties": {
                "url": link(),
                "width": member("pixels"),
                "height": member("pixels"),
                "isCached": {"type": "boolean"},
            },
            "additionalProperties": False,
            "x-image": {"url": "url", "width": "width", "height": "height"},
        },
        "images": {
            "type": "array",
            "items": member("image"),
            "minItems": 1,
            "maxItems": 10,
            "uniqueItems": True,
        },
        "provider": {
            "type": "object",
            "required": ["name", "domain"],
            "properties": {
                "name": member("line"),
                "domain": {
                    "type": "string",
                    "format": "hostname",
                    "pattern": r"^[a-z0-9-]+(\.[a-z0-9-]+)+$",
                    "maxLength": 253,
                },
                "images": member("images"),
            },
            "additionalProperties": False,
        },
        "related": {
            "description": "Another article on the same event.",
            "type": "object",
            "required": ["title", "excerpt", "publishedDateTime", "webUrl", "type", "provider", "quality"],
            "properties": {
                "title": member("line"),
                "excerpt": member("text"),
                "publishedDateTime": member("moment"),
                "webUrl": link(hostWithin="1/provider/domain"),
                "ampWebUrl": link(),
                "cdnAmpWebUrl": link(),
                "type": member("kind"),
                "provider": member("provider"),
                "quality": member("score"),
                "images": member("images"),
            },
            "dependentRequired": {"cdnAmpWebUrl": ["ampWebUrl"]},
            "additionalProperties": False,
        },
    }


def properties() -> Schema:
    return {
        "category": {"const": "news"},
        "title": member("line", description="The headline, as published."),
        "excerpt": member("text", description="The first sentences of the article."),
        "publishedDateTime": member("moment"),
        "originalUrl": link(),
        "webUrl": link(hostWithin="1/provider/domain"),
        "ampWebUrl": link(),
        "cdnAmpWebUrl": link(),
        "type": member("kind"),
        "quality": member("score"),
        "heat": {
            "description": "How much an event is talked about; -1 where that is not known.",
            "type": "integer",
            "minimum": -1,
            "maximum": 1000,
        },
        "published": {"type": "boolean"},
        "featuredContent": {
            "type": "string",
            "maxLength": 1000,
            "pattern": "^<iframe [^<>]*></iframe>$",
        },
        "provider": member("provider"),
        "topics": {
            "type": "array",
            "items": {"enum": list(TOPICS)},
            "minItems": 1,
            "maxItems": 5,
            "uniqueItems": True,
        },
        "images": member("images"),
        "related": {
            "type": "array",
            "items": member("related"),
            "minItems": 1,
            "maxItems": 8,
            "uniqueItems": True,
        },
        "secured": {
            "description": "The encrypted text of the article and its initialisation vector.",
            "type": "string",
            "minLength": 64,
            "maxLength": 8192,
            "pattern": "^[A-Za-z0-9+/]+={0,2};[A-Za-z0-9+/]{22}==$",
            "x-export": "omit",
        },
    }


def schema() -> Schema:
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://bench.example/schemas/news.schema.json",
        "title": "News record",
        "description": "An article or a video about an event, and what others wrote about it.",
        "type": "object",
        "required": [
            "category",
            "title",
            "excerpt",
            "publishedDateTime",
            "type",
            "quality",
            "heat",
            "published",
            "provider",
            "topics",
            "secured",
        ],
        "properties": properties(),
        "additionalProperties": False,
        "dependentRequired": {"ampWebUrl": ["webUrl"], "cdnAmpWebUrl": ["ampWebUrl"]},
        "if": {"properties": {"type": {"const": "video"}}},
        "then": {"required": ["originalUrl", "featuredContent"]},
        "else": {"required": ["webUrl"]},
        "$defs": definitions(),
    }


# --- Words --------------------------------------------------------------------------------------------

WHO = (
    "city council", "harbour board", "tram drivers", "beekeepers", "night school", "observatory",
    "ferry company", "school choir", "water office", "market traders", "bridge engineers", "library",
    "allotment club", "weather service", "rowing team", "archive", "bakers", "county museum",
)  # fmt: skip
VERBS = (
    "opens", "plans", "repairs", "maps", "counts", "measures", "shares", "postpones", "restores", "tests",
    "celebrates", "moves", "lends", "rebuilds", "records", "paints", "describes", "surveys",
)  # fmt: skip
HOW = (
    "first", "quiet", "early", "wooden", "electric", "shared", "narrow", "hundred-year-old", "solar",
    "low-cost", "open", "covered", "floating", "missing", "winter", "two-storey", "unexpected", "small",
)  # fmt: skip
WHAT = (
    "footbridge", "reading room", "timetable", "orchard", "tide gauge", "telescope", "cycle lane",
    "greenhouse", "boathouse", "clock tower", "data portal", "water meter", "playground", "street map",
    "weather station", "viaduct", "market hall", "lantern walk", "seed library", "bus shelter",
)  # fmt: skip
WHERE = (
    "in Northgate", "near the old quarry", "by the river", "on Kiln Street", "for the summer",
    "after three years", "across the county", "before the first frost", "at the ferry landing",
    "with help from volunteers", "in São Varo", "beyond the ring road",
)  # fmt: skip
FILLER = (
    "the", "a", "of", "and", "with", "for", "its", "more", "than", "people", "who", "come", "every", "morning",
    "because", "work", "on", "new", "ways", "to", "keep", "water", "light", "wood", "paper", "stone", "warm",
    "dry", "said", "that", "neighbours", "could", "help", "while", "last", "week", "many", "visitors", "asked",
    "about", "plan", "cost", "half", "under", "roof", "between", "two", "towns", "where", "trains", "stop",
    "engineers", "found", "older", "drawings", "behind", "wall", "children", "learn", "names", "birds", "from",
    "map", "which", "shows", "each", "tree", "quietly", "through", "long", "evening", "until", "boats", "return",
)  # fmt: skip
ASIDES = (
    "", "", "", "", " ...", " – “as long as it takes”", ' "We were surprised," one of them said.',
    " It’s the second time this year.", " &#8220;A good start&#8221; &amp; more to come", " 🌊",
)  # fmt: skip


class Dice:
    """Choices from one seeded generator, by the calls that give the same in every Python version."""

    def __init__(self, seed: int) -> None:
        self._generator = random.Random(seed)
        self.fraction = self._generator.random

    def chance(self, probability: float) -> bool:
        return self.fraction() < probability

    def between(self, low: int, high: int) -> int:
        """An integer from `low` to `high`, both included."""
        return low + int(self.fraction() * (high - low + 1))

    def pick(self, items: Sequence[T]) -> T:
        return items[int(self.fraction() * len(items))]

    def data(self, byte_count: int) -> bytes:
        return self._generator.getrandbits(8 * byte_count).to_bytes(byte_count, "big")

    def sample(self, items: Sequence[T], count: int) -> list[T]:
        """`count` different items, in an order of their own."""
        left = list(items)
        return [left.pop(int(self.fraction() * len(left))) for _ in range(count)]


def headline(dice: Dice) -> str:
    who, what = dice.pick(WHO), f"{dice.pick(HOW)} {dice.pick(WHAT)}"
    shape = dice.fraction()
    if shape < 0.1:
        return f"‘{what.capitalize()}’: why the {who} {dice.pick(VERBS)} it {dice.pick(WHERE)}"
    if shape < 0.2:
        return f'"{what.capitalize()}" {dice.pick(WHERE)} | {who.capitalize()} {dice.between(2, 40)}'
    return f"{who.capitalize()} {dice.pick(VERBS)} {what} {dice.pick(WHERE)}"


def sentence(dice: Dice, word_count: int) -> str:
    words = " ".join([dice.pick(FILLER) for _ in range(word_count)])
    return f"The {dice.pick(WHO)} {dice.pick(VERBS)} {words}."


def excerpt(dice: Dice) -> str:
    sentences = [sentence(dice, dice.between(8, 20)) for _ in range(dice.between(1, 3))]
    return " ".join(sentences) + dice.pick(ASIDES)


def slug(title: str) -> str:
    """The ASCII letters and digits of a title, joined by hyphens."""
    kept = "".join(c if c.isascii() and c.isalnum() else " " for c in title.lower())
    return "-".join(kept.split())


# --- Records ------------------------------------------------------------------------------------------


def quoted(text: str) -> str:
    """A YAML double-quoted scalar."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def amp_cache_address(host: str, path: str) -> str:
    """The address that the AMP cache gives to an https document on a plain ASCII host."""
    return f"https://{host.replace('-', '--').replace('.', '-')}.cdn.ampproject.org/c/s/{host}{path}"


def address_lines(dice: Dice, domain: str, title: str, number: int, amp_share: float, indent: str) -> list[str]:
    host = dice.pick((f"www.{domain}", f"www.{domain}", domain, f"m.{domain}"))
    path = f"/{dice.pick(('news', 'articles', 'local/stories'))}/{slug(title)[:80]}-{number:07d}/"
    lines = [f'{indent}webUrl: "https://{host}{path}"']
    if dice.chance(amp_share):
        amp_path = path + dice.pick(("amp/", "?context=amp"))
        lines.append(f'{indent}ampWebUrl: "https://{host}{amp_path}"')
        lines.append(f'{indent}cdnAmpWebUrl: "{amp_cache_address(host, amp_path)}"')
    return lines


def image_lines(dice: Dice, domain: str, indent: str, cached: bool) -> list[str]:
    width, height = dice.pick(IMAGE_SIZES)
    name = f"{dice.pick(WHAT).replace(' ', '-')}-{dice.data(6).hex()}-{width}x{height}.{dice.pick(('jpg', 'png'))}"
    lines = [
        f"{indent}images:",
        f'{indent}  - url: "https://images.{domain}/uploads/{name}"',
        f"{indent}    width: {width}",
        f"{indent}    height: {height}",
    ]
    if cached:
        lines.append(f"{indent}    isCached: true")
    return lines


def provider_lines(dice: Dice, name: str, domain: str) -> list[str]:
    lines = ["provider:", f"  name: {name}", f"  domain: {domain}"]
    if dice.chance(0.85):
        lines += [
            "  images:",
            f'    - url: "https://bench.example/assets/images/organizations/{domain}-50x50.jpg"',
            "      width: 50",
            "      height: 50",
        ]
    return lines


def related_lines(dice: Dice, moment: datetime, number: int) -> list[str]:
    lines = ["related:"]
    for name, domain in dice.sample(PROVIDERS, dice.pick((1, 1, 2, 2, 3, 4))):
        title = headline(dice)
        published = moment + timedelta(seconds=dice.between(-86_400, 86_400))
        lines += [
            f"  - title: {quoted(title)}",
            f"    excerpt: {quoted(excerpt(dice))}",
            f"    publishedDateTime: {published.isoformat()}Z",
            *address_lines(dice, domain, title, number, 0.3, "    "),
            "    type: article",
            "    provider:",
            f"      name: {name}",
            f"      domain: {domain}",
            f"    quality: {dice.between(20, 160)}",
        ]
        if dice.chance(0.8):
            lines += image_lines(dice, domain, "    ", cached=False)
    return lines


def video_lines(identifier: str) -> list[str]:
    frame = (
        f'<iframe width="800" height="500" src="https://www.video.example/embed/{identifier}" '
        'allow="autoplay; encrypted-media; picture-in-picture" allowfullscreen></iframe>'
    )
    return [f"featuredContent: {quoted(frame)}", ""]


def secured(dice: Dice) -> str:
    text = base64.b64encode(dice.data(16 * dice.between(18, 40))).decode("ascii")
    vector = base64.b64encode(dice.data(16)).decode("ascii")
    return f'secured: "{text};{vector}"'


def body_lines(dice: Dice) -> list[str]:
    lines = [f"## {headline(dice)}", ""]
    for _ in range(dice.between(1, 3)):
        lines += [f"{excerpt(dice)} See [the {dice.pick(WHAT)}](https://bench.example/more).", ""]
    return lines


def record(dice: Dice, title: str, moment: datetime, number: int) -> str:
    """The text of one valid record."""
    name, domain = dice.pick(PROVIDERS)
    is_video, is_published = dice.chance(0.07), dice.chance(0.95)
    quality = dice.between(20, 160)
    identifier = f"v{number:07d}"
    lines = [
        "---",
        "category: news",
        f"title: {quoted(title)}",
        f"excerpt: {quoted(excerpt(dice))}",
        f"publishedDateTime: {moment.isoformat()}Z",
    ]
    if is_video:
        lines.append(f'originalUrl: "https://video.example/watch?v={identifier}"')
    else:
        addresses = address_lines(dice, domain, title, number, 0.1, "")
        lines += [addresses[0].replace("webUrl", "originalUrl", 1), *addresses]
    lines += [
        f"type: {'video' if is_video else 'article'}",
        f"quality: {quality}",
        f"heat: {quality if is_published else -1}",
        f"published: {'true' if is_published else 'false'}",
        "",
    ]
    if is_video:
        lines += video_lines(identifier)
    lines += [*provider_lines(dice, name, domain), "", "topics:"]
    lines += [f"  - {topic}" for topic in dice.sample(TOPICS, dice.pick((1, 1, 1, 2, 2, 3)))]
    lines.append("")
    if dice.chance(0.95):
        lines += [*image_lines(dice, domain, "", cached=True), ""]
    if dice.chance(0.6):
        lines += [*related_lines(dice, moment, number), ""]
    lines += [secured(dice), "---", ""]
    if dice.chance(0.1):
        lines += body_lines(dice)
    return "\n".join(lines) + "\n"


# --- Files --------------------------------------------------------------------------------------------


def months(record_count: int) -> list[tuple[int, int]]:
    """The years and months to spread the records over, the last one being December of `LAST_YEAR`."""
    count = max(FEWEST_FOLDERS, -(-record_count // RECORDS_PER_FOLDER))
    after_last = 12 * (LAST_YEAR + 1)
    return [divmod(month, 12) for month in range(after_last - count, after_last)]


def write_records(output: Path, record_count: int, seed: int) -> None:
    dice = Dice(seed)
    calendar_months = months(record_count)
    folder: Path | None = None
    for index in range(record_count):
        year, month = calendar_months[index * len(calendar_months) // record_count]
        month += 1
        next_folder = output / "Records" / "news" / f"{year:04d}" / f"{month:02d}"
        if next_folder != folder:
            folder = next_folder
            folder.mkdir(parents=True)
        day = dice.between(1, calendar.monthrange(year, month)[1])
        moment = datetime(year, month, day) + timedelta(seconds=dice.between(0, 86_399))
        title, number = headline(dice), index + 1
        path = f"{folder}/{day:02d}-{slug(title)[:60].strip('-')}-{number}.md"
        with open(path, "wb", buffering=0) as file:
            file.write(record(dice, title, moment, number).encode("utf-8"))


def write_dataset(output: Path, record_count: int, seed: int) -> None:
    """Writes the configuration, the schema and the records into `output`, which is empty or does not exist."""
    output.mkdir(parents=True, exist_ok=True)
    if any(output.iterdir()):
        raise FileExistsError(f"{output} is not empty")
    (output / "Schemas").mkdir()
    schema_text = json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"
    (output / "Schemas" / "news.schema.json").write_bytes(schema_text.encode("utf-8"))
    (output / "bindery.yml").write_bytes(CONFIGURATION.encode("utf-8"))
    write_records(output, record_count, seed)


def record_count(text: str) -> int:
    count = int(text)
    if not 1 <= count <= MAXIMUM_RECORD_COUNT:
        raise argparse.ArgumentTypeError(f"must be from 1 to {MAXIMUM_RECORD_COUNT}")
    return count


def main() -> int:
    parser = argparse.ArgumentParser(description="Writes a dataset of invented news records.")
    parser.add_argument("--records", type=record_count, required=True, metavar="N", help="how many records")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="the same seed gives the same bytes (1)")
    parser.add_argument("--output", type=Path, required=True, metavar="DIR", help="an empty or a new folder")
    options = parser.parse_args()
    try:
        write_dataset(options.output, options.records, options.seed)
    except OSError as error:
        print(f"generate.py: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
