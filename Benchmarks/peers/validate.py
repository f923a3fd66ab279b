#!/usr/bin/env python3
"""The peer of `bindery validate`: PyYAML's C loader and jsonschema-rs in one Python process.

    validate.py --dataset DIR

Does what a curator's script would do with fast parts from PyPI: lists the files of the collection, reads each one,
splits off the front matter, parses it (dates stay text, as in YAML 1.2), and validates it with formats asserted. It
does not know the `x-` keywords or positions. Prints the records, the invalid ones and the seconds from the first
file listed to the last record validated.

Statuses: 0 all valid, 1 some invalid, 2 a package or a file is missing.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import time
from importlib import metadata
from pathlib import Path
from typing import Any, Iterator

try:
    import jsonschema_rs
    import yaml
    from yaml import CSafeLoader
except ImportError as error:
    print(
        f"PyYAML with its C loader and jsonschema-rs are needed ({error}): pip install PyYAML jsonschema-rs",
        file=sys.stderr,
    )
    sys.exit(2)

SHOWN_INVALID_COUNT = 10
OPENING = re.compile(rb"(?:\xef\xbb\xbf)?---[ \t]*\r?\n")
CLOSING = re.compile(rb"\n(?:---|\.\.\.)[ \t]*\r?(?:\n|\Z)")


class Loader(CSafeLoader):
    """The safe C loader without timestamps, so that a date stays the text that was written."""

    yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
        for first, resolvers in CSafeLoader.yaml_implicit_resolvers.items()
    }


def record_paths(folder: str) -> Iterator[str]:
    """The Markdown files below a folder, sorted within each folder."""
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.is_dir(follow_symlinks=False):
                yield from record_paths(entry.path)
            elif entry.name.endswith(".md"):
                yield entry.path


def front_matter(data: bytes) -> bytes:
    opening = OPENING.match(data)
    if opening is None:
        raise ValueError("no front matter")
    closing = CLOSING.search(data, opening.end() - 1)
    if closing is None:
        raise ValueError("front matter is not closed")
    return data[opening.end() : closing.start() + 1]


def problem(path: str, validator: jsonschema_rs.Draft202012Validator) -> str | None:
    """What is wrong with a record, or `None`."""
    with open(path, "rb") as file:
        data = file.read()
    try:
        value: Any = yaml.load(front_matter(data), Loader)
    except (ValueError, yaml.YAMLError) as error:
        return str(error)
    if validator.is_valid(value):
        return None
    error = next(validator.iter_errors(value))
    return f"/{'/'.join(map(str, error.instance_path))}: {error.message}"


def validate(dataset: Path) -> int:
    schema = json.loads((dataset / "Schemas" / "news.schema.json").read_bytes())
    validator = jsonschema_rs.Draft202012Validator(schema, validate_formats=True)
    records = invalid = 0
    start = time.perf_counter()
    for path in record_paths(str(dataset / "Records" / "news")):
        records += 1
        found = problem(path, validator)
        if found is not None:
            invalid += 1
            if invalid <= SHOWN_INVALID_COUNT:
                print(f"{path}: {found}", file=sys.stderr)
    seconds = time.perf_counter() - start
    print(f"{records} records, {invalid} invalid, {seconds:.3f} seconds")
    return 1 if invalid else 0


def main() -> int:
    parser = argparse.ArgumentParser(description="Validates a generated dataset with PyYAML and jsonschema-rs.")
    action = parser.add_mutually_exclusive_group(required=True)
    action.add_argument("--dataset", type=Path, metavar="DIR", help="a folder that generate.py wrote")
    action.add_argument("--versions", action="store_true", help="print the versions of the packages and stop")
    options = parser.parse_args()
    if options.versions:
        print(f"PyYAML {metadata.version('PyYAML')} + jsonschema-rs {metadata.version('jsonschema_rs')}")
        return 0
    try:
        return validate(options.dataset)
    except OSError as error:
        print(f"validate.py: {error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
