#!/usr/bin/env python3
"""Reads the tables of an unpacked bundle back into records, by the rules in README.md.

usage: read_tables.py BUNDLE    compares with the JSON lines, value for value
"""

import json
import re
import sys
from decimal import Decimal

NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")


class Number(str):
    """A number by its spelling; equal by value, whatever its length."""

    def __eq__(self, other):
        return isinstance(other, Number) and Decimal(self) == Decimal(other)

    def __hash__(self):
        return hash(Decimal(self))


def parse(text):
    return json.loads(text, parse_int=Number, parse_float=Number)


def cells(text):
    """The rows of a table; each cell as its text and whether it stands in quotes (RFC 4180)."""
    row, position = [], 0
    while position < len(text):
        quoted = text[position] == '"'
        if quoted:
            end = position + 1
            while True:
                end = text.index('"', end)
                if text[end + 1] != '"':
                    break
                end += 2
            cell = text[position + 1:end].replace('""', '"')
            end += 1
        else:
            end = position
            while text[end] not in ",\n":
                end += 1
            cell = text[position:end]
        row.append((cell, quoted))
        if text[end] == "\n":
            yield row
            row = []
        position = end + 1


def value(cell, quoted):
    if cell.startswith("[") and cell.endswith("]"):
        try:
            return parse(cell)
        except json.JSONDecodeError:
            return cell
    if not quoted and cell in ("true", "false"):
        return cell == "true"
    if not quoted and NUMBER.fullmatch(cell):
        return Number(cell)
    return cell


def names(column):
    """The members that a column's name stands for."""
    if column in ("\\_parent", "\\_index"):
        return [column[1:]]
    members, name, position = [], "", 0
    while position < len(column):
        if column[position] == "\\":
            name += "" if column[position + 1] == "e" else column[position + 1]
            position += 1
        elif column[position] == ".":
            members.append(name)
            name = ""
        else:
            name += column[position]
        position += 1
    return members + [name]


def put(record, members, content):
    for member in members[:-1]:
        record = record.setdefault(member, {})
    record[members[-1]] = content


def read(bundle, resource):
    with open(f"{bundle}/{resource['path']}", encoding="utf-8", newline="") as file:
        rows = list(cells(file.read()))
    header = [cell for cell, _ in rows[0]]
    assert header == [field["name"] for field in resource["schema"]["fields"]], header
    return header, rows[1:]


def collection(bundle, name, resources):
    """The records of a collection by their keys."""
    found = {}  # The rows of each table by what names them.
    for resource in resources:
        if resource["path"] == f"data/{name}.~values.csv":
            continue
        rows_of = resource.get("rowsOf")
        found[resource["name"]] = rows = {}
        header, lines = read(bundle, resource)
        for line in lines:
            record = {}
            fixed = 2
            if rows_of is None:
                record.update({"_id": line[0][0], "_source": line[1][0]})
                rows[line[0][0]] = record
            else:
                parent, index = line[0][0], line[1][0]
                rows[f"{parent}/{index}"] = record
                above = found[rows_of["resource"]][parent]
                for member in rows_of["members"][:-1]:
                    above = above.setdefault(member, {})
                items = above.setdefault(rows_of["members"][-1], [])
                assert len(items) == int(index)
                items.append(record)
            for column, (cell, quoted) in list(zip(header, line))[fixed:]:
                if column == "_body" and rows_of is None:
                    if cell:
                        record["_body"] = cell
                elif cell or quoted:
                    put(record, names(column), value(cell, quoted))
    records = found[name]
    for resource in resources:
        if resource["path"] == f"data/{name}.~values.csv":
            for (key, _), (pointer, _), (text, _) in read(bundle, resource)[1]:
                target = records[key]
                tokens = [t.replace("~1", "/").replace("~0", "~") for t in pointer.split("/")[1:]]
                for token in tokens[:-1]:
                    target = target[int(token)] if isinstance(target, list) else target.setdefault(token, {})
                target[tokens[-1]] = parse(text)
    return records


def main():
    (bundle,) = sys.argv[1:]
    package = json.load(open(f"{bundle}/datapackage.json", encoding="utf-8"))
    manifest = json.load(open(f"{bundle}/manifest.json", encoding="utf-8"))
    count = 0
    for entry in manifest["collections"]:
        name = entry["name"]
        tables = [
            resource for resource in package["resources"]
            if resource["path"].endswith(".csv") and resource["path"].startswith(f"data/{name}.")]
        records = collection(bundle, name, tables)
        expected = {}
        for line in open(f"{bundle}/data/{name}.jsonl", encoding="utf-8"):
            record = parse(line)
            expected[record["_id"]] = record
        assert list(records) == list(expected), (len(records), len(expected))
        for key, record in expected.items():
            assert records[key] == record, f"{key}:\n{records[key]}\n{record}"
        count += len(expected)
    print(f"{count} records")


if __name__ == "__main__":
    main()
