#!/usr/bin/env python3
"""Writes datasets that are hard on readers, for `make interop`.

usage: datasets.py FOLDER [POWER_APPS_NEWS NEWS_SCHEMA]
"""

import json
import os
import sys


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(text)


def hostile(folder):
    """Names with dots and quotes, values of several types, empty collections, integer keys."""
    write(f"{folder}/bindery.yml", """\
name: hostile
title: "Names and values, \\"hard\\" on readers"
license: LicenseRef-Own
collections:
  - { name: odd, include: Records/odd.jsonl, schema: Schemas/open.json, key: /number }
  - { name: one, include: Records/one/*.json, schema: Schemas/open.json }
  - { name: long, include: Records/long/*.json, schema: Schemas/open.json }
  - { name: none, include: Records/none/*.json, schema: Schemas/open.json, publish: false }
""")
    write(f"{folder}/Schemas/open.json", json.dumps({
        "properties": {
            "number": {"type": "integer"}, "empty list": {"type": "array"},
            "day": {"type": "string", "format": "date"}, "flag": {"type": "boolean"},
            "time": {"type": "string", "format": "date-time"}}}))
    records = [
        {"number": 1, "a.b": 1, "a": {"b": 2, ".": 3}, "mixed": 1, "day": "0999-01-01",
         "time": "2020-06-09t10:00:00z", "": "empty name", "flag": True},
        {"number": 2, "a": "not an object", "mixed": "1", "day": "2020-01-01", "nothing": None,
         "items": [{"_parent": 1, "_index": "x", "a.b": [], "A": {}}, {}], "text": "1"},
        {"number": 30, "a": [{"b": [{"c": 1}]}], "A": [{"b": 1}], "mixed": [1, "a", {"b": None}],
         "text": "[1]", "comma,quote\"": "a\r\nb,\"c\"", "flag": False, "number 2": 1.50},
        {"number": 4, "a": {"b": [{"c": 2}]}, "mixed": True, "text": "", "空": "🌳", "items": []},
    ]
    write(f"{folder}/Records/odd.jsonl", "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records))
    write(f"{folder}/Records/long/a.json", json.dumps({"long": int("9" * 40)}))
    write(f"{folder}/Records/one/b.json", json.dumps({"number": 1, "tags": []}))
    write(f"{folder}/Records/none/a.json", json.dumps({"number": 1}))


def news(folder, records, schema):
    write(f"{folder}/bindery.yml", """\
name: power-apps-news
title: Power Apps news
license: CC-BY-4.0
collections:
  - name: news
    include: Records/news/*.md
    schema: Schemas/news.schema.json
    publish: { properties: { published: { const: true } } }
""")
    os.makedirs(f"{folder}/Records", exist_ok=True)
    os.makedirs(f"{folder}/Schemas", exist_ok=True)
    for source, link in [(records, "Records/news"), (schema, "Schemas/news.schema.json")]:
        write(f"{folder}/{link}/x" if os.path.isdir(source) else f"{folder}/{link}", "")
        if os.path.isdir(source):
            os.remove(f"{folder}/{link}/x")
            for name in os.listdir(source):
                write(f"{folder}/{link}/{name}", open(f"{source}/{name}", encoding="utf-8", newline="").read())
        else:
            write(f"{folder}/{link}", open(source, encoding="utf-8").read())


def main():
    folder, *rest = sys.argv[1:]
    hostile(folder + "/hostile")
    if rest and os.path.isdir(rest[0]):
        news(folder + "/power-apps-news", *rest)


if __name__ == "__main__":
    main()
