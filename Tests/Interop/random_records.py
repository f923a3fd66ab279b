#!/usr/bin/env python3
"""Prints records of random shape, one on a line; usage: random_records.py COUNT SEED"""

import random
import sys

NAMES = ["a", "b", "a.b", "A", "ä", "e\u0301", "_parent", "_index", "", "\\", "\\e", "x y", "x,y", 'q"q', "n\nl", ".", "🌳", "list", "deep"]
# Fewer within others, since each way through them is a column or a table.
INNER_NAMES = ["a", "a.b", "", "_parent", "🌳"]
TEXTS = ["", " ", "a", "\"", "\"\"", ",", "\n", "\r\n", "a\"b,c\nd", "null", "true", "12", "-0.5e3", "1.", "01", "[", "[]", "[1]", "[x]", "{}",
         "\t", "🌳🏳️‍🌈", "\\", "'", "=1+1", "2020-06-09", "2020-06-09T10:00:00Z", " 12", "1e5", "-", "~", "/"]


def quote(text):
    escapes = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
    return '"' + "".join(escapes.get(character, character) for character in text) + '"'


def number(source):
    kind = source.randrange(6)
    digits = "".join(source.choice("0123456789") for _ in range(40))
    if kind == 0:
        return "7" + digits
    if kind == 1:
        return "-0." + digits + "1"
    if kind == 2:
        return source.choice(["0", "-0", "1.50", "1e300", "1E-7", "12345678901234567890", "0.1"])
    return str(source.randrange(-1000, 1000))


def value(source, depth):
    kind = source.randrange(10 if depth > 0 else 6)
    if kind == 0:
        return "null"
    if kind == 1:
        return source.choice(["true", "false"])
    if kind == 2:
        return number(source)
    if kind < 6:
        return quote(source.choice(TEXTS))
    count = source.choice([0, 1, 1, 2, 3])
    if kind == 6:
        return "[" + ",".join(value(source, depth - 1) for _ in range(count)) + "]"
    if kind == 7:
        return "[" + ",".join(members(source, depth - 1) for _ in range(count)) + "]"
    return members(source, depth - 1)


def members(source, depth):
    names = source.sample(INNER_NAMES, source.choice([0, 1, 1, 2]))
    return "{" + ",".join(f"{quote(name)}:{value(source, depth)}" for name in names) + "}"


def main():
    count, seed = map(int, sys.argv[1:])
    source = random.Random(seed)
    for index in range(count):
        names = source.sample(NAMES, source.randrange(8))
        texts = [f"{quote(name)}:{value(source, 3)}" for name in names]
        if index % 500 == 0:
            texts.append('"deeper":' + '{"a":[' * 20 + value(source, 1) + "]}" * 20)
        print("{" + ",".join(texts) + "}")


if __name__ == "__main__":
    main()
