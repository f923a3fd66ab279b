#!/usr/bin/env python3
"""Measures how long the evaluation of records against a JSON Schema takes, beside jsonschema-rs.

Makes two kinds of records from a fixed seed, most of them valid, and a schema for each:

- `news`: flat records with formats, patterns, `enum`, `$ref`, `uniqueItems` and closed objects
- `products`: arrays of 30 to 60 nested offers, each one of three kinds by `oneOf` and `allOf`, with `multipleOf`

Then these take turns (A B A B …), each turn in a fresh process that goes over all records of a kind for some rounds:

- `Conformance --time`: Bindery's `Schema.accepts` on documents that were read before
- jsonschema-rs from this script: `is_valid` on values that `json.loads` made before, formats asserted

Neither's time holds the reading of files, the parsing of JSON or the compiling of the schema. A turn counts with its
best round; the table shows the medians of the turns. Both have to find the same number of valid records.

Only the ratios of one run are to be quoted: nanoseconds depend on the machine and on what else it is doing.

Statuses: 0 measured, 1 the counts differ or a command failed, 2 could not start (no program, no data).
"""

from __future__ import annotations

import argparse
import gc
import importlib.util
import json
import os
import subprocess
import sys
import time
import uuid
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from statistics import median
from typing import Any, Callable, Sequence

from bench import PROJECT, BenchError, note, positive, table
from generate import IMAGE_SIZES, PROVIDERS, TOPICS, WHAT, Dice, Schema, excerpt, headline, slug

Record = dict[str, Any]
Defect = Callable[[Record], None]

SEED = 1
FEWEST_TURNS = 5
INVALID_SHARE = 0.02
DRAFT = "https://json-schema.org/draft/2020-12/schema"
LANGUAGES = ("en", "de", "fr", "es", "pt")
CURRENCIES = ("EUR", "USD", "GBP", "SEK")


@dataclass(frozen=True)
class Kind:
    """Records of one shape, and the schema that they are evaluated against."""

    name: str
    record_count: int
    schema: Callable[[], Schema]
    record: Callable[[Dice], Record]
    """Makes a valid record."""
    defects: Sequence[Defect]
    """The ways to make such a record invalid."""


@dataclass(frozen=True)
class Data:
    """The files of one kind."""

    kind: Kind
    schema: Path
    instances: Path


@dataclass(frozen=True)
class Contender:
    name: str
    command: Sequence[str]
    """Is given a schema, its instances and the rounds, and prints the figures of a turn."""


@dataclass(frozen=True)
class Turn:
    valid_count: int
    record_count: int
    best_nanoseconds: float
    """For one record, in the fastest round."""


# --- Schemas ------------------------------------------------------------------------------------------


def member(reference: str) -> Schema:
    return {"$ref": f"#/$defs/{reference}"}


def closed(required: Sequence[str], properties: Schema) -> Schema:
    """An object without any other members."""
    return {
        "type": "object",
        "required": list(required),
        "properties": properties,
        "additionalProperties": False,
    }


def formatted(name: str) -> Schema:
    return {"type": "string", "format": name}


def news_schema() -> Schema:
    properties = {
        "title": {"type": "string", "minLength": 3, "maxLength": 300},
        "excerpt": {"type": "string", "minLength": 1, "maxLength": 2000},
        "url": member("address"),
        "ampUrl": member("address"),
        "date": formatted("date-time"),
        "updatedDate": formatted("date-time"),
        "language": {"enum": list(LANGUAGES)},
        "quality": {"type": "integer", "minimum": 0, "maximum": 100},
        "published": {"type": "boolean"},
        "provider": member("provider"),
        "author": member("author"),
        "topics": {"type": "array", "items": {"enum": list(TOPICS)}, "minItems": 1, "uniqueItems": True},
        "tags": {"type": "array", "items": member("tag"), "uniqueItems": True},
        "images": {"type": "array", "items": member("image"), "maxItems": 10},
    }
    return {
        "$schema": DRAFT,
        **closed(("title", "url", "date", "language", "quality", "provider", "topics"), properties),
        "$defs": {
            "address": {"type": "string", "format": "uri", "pattern": "^https?://", "maxLength": 2048},
            "tag": {"type": "string", "pattern": "^[a-z0-9][a-z0-9 -]*$"},
            "pixels": {"type": "integer", "minimum": 1, "maximum": 20000},
            "provider": closed(
                ("name", "domain"), {"name": {"type": "string", "minLength": 1}, "domain": formatted("hostname")}
            ),
            "author": closed(("name",), {"name": {"type": "string", "minLength": 1}, "email": formatted("email")}),
            "image": closed(
                ("url", "width", "height"),
                {
                    "url": member("address"),
                    "width": member("pixels"),
                    "height": member("pixels"),
                    "title": {"type": "string"},
                },
            ),
        },
    }


def offer_schema(kind: str, required: Sequence[str], properties: Schema) -> Schema:
    return {
        "allOf": [member("offer")],
        "required": list(required),
        "properties": {"kind": {"const": kind}, **properties},
    }


def products_schema() -> Schema:
    offers = {"oneOf": [member("sale"), member("rental"), member("auction")]}
    price = {"type": "number", "minimum": 0, "multipleOf": 0.01}
    currency = {"type": "string", "pattern": "^[A-Z]{3}$"}
    seller = {"name": {"type": "string", "minLength": 1}, "email": formatted("email"), "site": formatted("uri")}
    return {
        "$schema": DRAFT,
        "type": "object",
        "required": ["id", "sku", "name", "offers"],
        "properties": {
            "id": formatted("uuid"),
            "sku": {"type": "string", "pattern": "^[A-Z]{3}-[0-9]{6}$"},
            "name": {"type": "string", "minLength": 1, "maxLength": 200},
            "created": formatted("date"),
            "offers": {"type": "array", "items": offers, "minItems": 1, "maxItems": 100},
        },
        "$defs": {
            "money": closed(("amount", "currency"), {"amount": price, "currency": currency}),
            "offer": {
                "type": "object",
                "required": ["kind", "seller"],
                "properties": {
                    "kind": {"type": "string"},
                    "seller": {"type": "object", "required": ["name"], "properties": seller},
                },
            },
            "sale": offer_schema(
                "sale", ("price",), {"price": member("money"), "stock": {"type": "integer", "minimum": 0}}
            ),
            "rental": offer_schema(
                "rental",
                ("perDay", "from"),
                {"perDay": member("money"), "from": formatted("date"), "to": formatted("date")},
            ),
            "auction": offer_schema(
                "auction",
                ("start", "ends"),
                {
                    "start": member("money"),
                    "ends": formatted("date-time"),
                    "bids": {"type": "array", "items": member("money")},
                },
            ),
        },
    }


# --- Records ------------------------------------------------------------------------------------------


def address(dice: Dice, domain: str) -> str:
    return f"https://www.{domain}/{slug(headline(dice))}-{dice.between(1, 999_999)}/"


def day(dice: Dice) -> str:
    return f"{dice.between(2015, 2024)}-{dice.between(1, 12):02d}-{dice.between(1, 28):02d}"


def moment(dice: Dice) -> str:
    return f"{day(dice)}T{dice.between(0, 23):02d}:{dice.between(0, 59):02d}:{dice.between(0, 59):02d}Z"


def image(dice: Dice, domain: str) -> Record:
    width, height = dice.pick(IMAGE_SIZES)
    return {"url": address(dice, domain), "width": width, "height": height, "title": dice.pick(WHAT)}


def news(dice: Dice) -> Record:
    name, domain = dice.pick(PROVIDERS)
    record = {
        "title": headline(dice),
        "excerpt": excerpt(dice),
        "url": address(dice, domain),
        "date": moment(dice),
        "language": dice.pick(LANGUAGES),
        "quality": dice.between(0, 100),
        "published": dice.chance(0.9),
        "provider": {"name": name, "domain": domain},
        "topics": dice.sample(TOPICS, dice.between(1, 3)),
        "tags": dice.sample(WHAT, dice.between(2, 8)),
        "images": [image(dice, domain) for _ in range(dice.between(1, 3))],
    }
    if dice.chance(0.3):
        record["ampUrl"] = address(dice, domain)
    if dice.chance(0.3):
        record["updatedDate"] = moment(dice)
    if dice.chance(0.3):
        record["author"] = {"name": "J. Ferrier", "email": f"j.ferrier@{domain}"}
    return record


def money(dice: Dice) -> Record:
    return {"amount": dice.between(1, 100_000) / 100, "currency": dice.pick(CURRENCIES)}


def sale(dice: Dice) -> Record:
    return {"kind": "sale", "price": money(dice), "stock": dice.between(0, 99)}


def rental(dice: Dice) -> Record:
    return {"kind": "rental", "perDay": money(dice), "from": day(dice), "to": day(dice)}


def auction(dice: Dice) -> Record:
    bids = [money(dice) for _ in range(dice.between(0, 3))]
    return {"kind": "auction", "start": money(dice), "ends": moment(dice), "bids": bids}


def offer(dice: Dice) -> Record:
    name, domain = dice.pick(PROVIDERS)
    seller = {"name": name, "email": f"shop@{domain}", "site": address(dice, domain)}
    return {**dice.pick((sale, rental, auction))(dice), "seller": seller}


def product(dice: Dice) -> Record:
    return {
        "id": str(uuid.UUID(bytes=dice.data(16), version=4)),
        "sku": f"{dice.pick(('ABC', 'KLN', 'TDE'))}-{dice.between(0, 999_999):06d}",
        "name": dice.pick(WHAT),
        "created": day(dice),
        "offers": [offer(dice) for _ in range(dice.between(30, 60))],
    }


# --- Defects ------------------------------------------------------------------------------------------


def without_title(record: Record) -> None:
    del record["title"]


def with_unknown_member(record: Record) -> None:
    record["headline"] = record["title"]


def with_unknown_language(record: Record) -> None:
    record["language"] = "tlh"


def with_space_in_address(record: Record) -> None:
    record["url"] += "a b"


def with_tag_twice(record: Record) -> None:
    record["tags"].append(record["tags"][0])


def with_thirteenth_month(record: Record) -> None:
    record["date"] = "2024-13-01T00:00:00Z"


def with_lowercase_sku(record: Record) -> None:
    record["sku"] = record["sku"].lower()


def with_short_id(record: Record) -> None:
    record["id"] = record["id"][:-1]


def with_fraction_of_cent(record: Record) -> None:
    price = {"amount": 0.005, "currency": "EUR"}
    record["offers"][-1] = {"kind": "sale", "seller": {"name": "Viaduct"}, "price": price}


def with_unknown_kind(record: Record) -> None:
    record["offers"][-1]["kind"] = "gift"


def with_nameless_seller(record: Record) -> None:
    del record["offers"][0]["seller"]["name"]


# --- Data ---------------------------------------------------------------------------------------------

KINDS = (
    Kind(
        "news",
        5_000,
        news_schema,
        news,
        (
            without_title,
            with_unknown_member,
            with_unknown_language,
            with_space_in_address,
            with_tag_twice,
            with_thirteenth_month,
        ),
    ),
    Kind(
        "products",
        500,
        products_schema,
        product,
        (with_lowercase_sku, with_short_id, with_fraction_of_cent, with_unknown_kind, with_nameless_seller),
    ),
)


def records(kind: Kind) -> list[Record]:
    dice = Dice(SEED)
    made = []
    for _ in range(kind.record_count):
        record = kind.record(dice)
        if dice.chance(INVALID_SHARE):
            dice.pick(kind.defects)(record)
        made.append(record)
    return made


def write_data(kind: Kind, work: Path) -> Data:
    data = Data(kind, work / f"{kind.name}.schema.json", work / f"{kind.name}.jsonl")
    data.schema.write_text(json.dumps(kind.schema(), indent=2) + "\n", encoding="utf-8")
    lines = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records(kind))
    data.instances.write_bytes(lines.encode("utf-8"))
    return data


# --- The peer -----------------------------------------------------------------------------------------


def measure_peer(schema: Path, instances: Path, round_count: int) -> None:
    """Prints the figures of jsonschema-rs in the form that `Conformance --time` gives them."""
    import jsonschema_rs

    validator = jsonschema_rs.validator_for(json.loads(schema.read_bytes()), validate_formats=True)
    values = [json.loads(line) for line in instances.read_bytes().splitlines()]
    valid_count = 0
    times = []
    gc.disable()
    for _ in range(round_count):
        start = time.perf_counter_ns()
        valid_count = sum(map(validator.is_valid, values))
        times.append((time.perf_counter_ns() - start) / len(values))
    figures = {
        "valid": valid_count,
        "count": len(values),
        "bestNanosecondsPerRecord": round(min(times), 1),
        "medianNanosecondsPerRecord": round(median(times), 1),
    }
    print(json.dumps(figures))


def contenders(program: Path) -> list[Contender]:
    """Those that can run here, Bindery first."""
    found = [Contender("Bindery", [str(program), "--time"])]
    if importlib.util.find_spec("jsonschema_rs") is None:
        note("left out: jsonschema-rs; pip install jsonschema-rs")
    else:
        found.append(Contender("jsonschema-rs", [sys.executable, str(Path(__file__).resolve()), "--peer"]))
    return found


# --- Measuring ----------------------------------------------------------------------------------------


def take_turn(contender: Contender, data: Data, round_count: int) -> Turn:
    command = [*contender.command, str(data.schema), str(data.instances), str(round_count)]
    child = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if child.returncode != 0:
        output = (child.stderr + child.stdout).strip()
        raise BenchError(f"{contender.name} ended with status {child.returncode}:\n{output}", status=1)
    try:
        figures = json.loads(child.stdout)
        return Turn(figures["valid"], figures["count"], figures["bestNanosecondsPerRecord"])
    except (ValueError, KeyError, TypeError):
        raise BenchError(f"{contender.name} printed no figures: {child.stdout.strip()}", status=1) from None


def in_turn(found: Sequence[Contender], data: Data, turn_count: int, round_count: int) -> list[list[Turn]]:
    """The turns of each contender, taken one after another so that a slow minute meets all of them."""
    turns: list[list[Turn]] = [[] for _ in found]
    for number in range(turn_count):
        note(f"{data.kind.name}: turn {number + 1} of {turn_count}")
        for contender, taken in zip(found, turns):
            taken.append(take_turn(contender, data, round_count))
    return turns


def check_counts(found: Sequence[Contender], turns: Sequence[Sequence[Turn]], data: Data) -> int:
    """The number of valid records, on which all have to agree."""
    for contender, taken in zip(found, turns):
        for turn in taken:
            if turn.record_count != data.kind.record_count:
                expected = f"{data.kind.record_count} {data.kind.name} records"
                raise BenchError(f"{contender.name} saw {turn.record_count} of {expected}", status=1)
    counts = {turn.valid_count for taken in turns for turn in taken}
    if len(counts) > 1:
        answers = ", ".join(f"{contender.name} {taken[0].valid_count}" for contender, taken in zip(found, turns))
        raise BenchError(f"the counts of valid {data.kind.name} records differ: {answers}", status=1)
    return counts.pop()


# --- Results ------------------------------------------------------------------------------------------


def row(data: Data, valid_count: int, turns: Sequence[Sequence[Turn]]) -> list[str]:
    medians = [median(turn.best_nanoseconds for turn in taken) for taken in turns]
    cells = [data.kind.name, f"{data.kind.record_count:,}", f"{valid_count:,}"]
    cells += [f"{nanoseconds:,.0f}" for nanoseconds in medians]
    if len(medians) > 1:
        cells.append(f"{medians[0] / medians[1]:.2f}")
    return cells


def heading(found: Sequence[Contender]) -> list[str]:
    cells = ["kind", "records", "valid", *(f"{contender.name} ns/record" for contender in found)]
    return [*cells, "ratio"] if len(found) > 1 else cells


def compare(found: Sequence[Contender], work: Path, turn_count: int, round_count: int) -> None:
    """Measures all kinds of records and prints the table."""
    rows = [heading(found)]
    for kind in KINDS:
        data = write_data(kind, work)
        turns = in_turn(found, data, turn_count, round_count)
        rows.append(row(data, check_counts(found, turns, data), turns))
    print(f"Turns of each: {turn_count}, of {round_count} rounds. Medians of the turns' best rounds.")
    if len(found) > 1:
        print(f"Ratio: Bindery to jsonschema-rs {metadata.version('jsonschema-rs')}.")
    print(f"\n{table(rows)}")
    if len(found) > 1:
        print("\nQuote only the ratios of one run.")


# --- Command line -------------------------------------------------------------------------------------


def turn_count(text: str) -> int:
    count = int(text)
    if count < FEWEST_TURNS:
        raise argparse.ArgumentTypeError(f"must be at least {FEWEST_TURNS}")
    return count


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measures JSON Schema evaluation beside jsonschema-rs.")
    parser.add_argument(
        "--turns",
        type=turn_count,
        default=FEWEST_TURNS,
        metavar="N",
        help=f"turns of each ({FEWEST_TURNS}, which is the least)",
    )
    parser.add_argument("--rounds", type=positive, default=15, metavar="N", help="rounds in each turn (15)")
    parser.add_argument(
        "--program",
        type=Path,
        default=PROJECT / ".build" / "release" / "Conformance",
        metavar="PATH",
        help="the program to measure (.build/release/Conformance)",
    )
    parser.add_argument(
        "--work",
        type=Path,
        default=PROJECT / ".build" / "bench" / "evaluation",
        metavar="DIR",
        help="where the data are written (.build/bench/evaluation)",
    )
    parser.add_argument("--peer", nargs=3, help=argparse.SUPPRESS)
    return parser.parse_args()


def evaluate(options: argparse.Namespace) -> None:
    if options.peer is not None:
        schema, instances, rounds = options.peer
        measure_peer(Path(schema), Path(instances), int(rounds))
        return
    program, work = options.program.resolve(), options.work.resolve()
    if not os.access(program, os.X_OK):
        raise BenchError(f"no program at {program}: make build-tools", status=2)
    work.mkdir(parents=True, exist_ok=True)
    compare(contenders(program), work, options.turns, options.rounds)


def main() -> int:
    try:
        evaluate(parse_arguments())
    except BenchError as error:
        note(str(error))
        return error.status
    except OSError as error:
        note(str(error))
        return 2
    except KeyboardInterrupt:
        note("interrupted")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
