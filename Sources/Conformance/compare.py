"""Compares verdicts with jsonschema-rs on generated pairs of schema and instance.

    python3 compare.py CONFORMANCE [PAIRS] [SEED]

CONFORMANCE is the built executable. The status is 1 where a verdict differs without a reason listed
below, 0 where all agree, and 0 with a line that says so where jsonschema-rs is not installed.
"""

import json
import random
import subprocess
import sys
import tempfile

try:
    import jsonschema_rs
except ImportError:
    print("compare: skipped, jsonschema-rs is not installed (pip install jsonschema-rs)")
    sys.exit(0)

NAMES = ["a", "b", "c", "name", "a long name that has more than sixteen bytes"]
STRINGS = ["", "a", "ab", "abc", "é", "🐲🐲", "2024-02-29", "12", "a long name that has more"]
NUMBERS = [0, 1, -1, 2, 3, 10, 1.0, 1.5, 0.1, 0.3, -2.5, 100, 1e3, 2**53, 2**63]
PATTERNS = ["^a", "b$", "^[a-z]+$", "\\d", "^.{2}$", "^(a|b)*$", "\\w+ \\w+"]
TYPES = ["null", "boolean", "integer", "number", "string", "array", "object"]
FORMATS = ["date", "ipv4", "uuid", "email", "regex", "json-pointer"]


class Generator:
    def __init__(self, seed):
        self.random = random.Random(seed)

    def pick(self, values):
        return self.random.choice(values)

    def some(self, values, most=3):
        return self.random.sample(values, self.random.randint(0, min(most, len(values))))

    def instance(self, depth=3):
        kind = self.random.randrange(8 if depth > 0 else 5)
        if kind == 0:
            return None
        if kind == 1:
            return self.pick([True, False])
        if kind in (2, 3):
            return self.pick(NUMBERS)
        if kind == 4:
            return self.pick(STRINGS)
        if kind == 5:
            return [self.instance(depth - 1) for _ in range(self.random.randint(0, 4))]
        return {name: self.instance(depth - 1) for name in self.some(NAMES, 4)}

    def schema(self, depth=3):
        if depth == 0 or self.random.random() < 0.08:
            return self.pick([True, False, True, {}, {"type": self.pick(TYPES)}])
        schema = {}
        for _ in range(self.random.randint(1, 4)):
            self.keyword(schema, depth - 1)
        return schema

    def schemas(self, depth):
        return [self.schema(depth) for _ in range(self.random.randint(1, 3))]

    def keyword(self, schema, depth):
        word = self.pick(KEYWORDS)
        value = {
            "type": lambda: self.pick([self.pick(TYPES), self.random.sample(TYPES, 2)]),
            "const": lambda: self.instance(2),
            "enum": lambda: [self.instance(2) for _ in range(3)],
            "minimum": lambda: self.pick(NUMBERS),
            "maximum": lambda: self.pick(NUMBERS),
            "exclusiveMinimum": lambda: self.pick(NUMBERS),
            "exclusiveMaximum": lambda: self.pick(NUMBERS),
            "multipleOf": lambda: self.pick([1, 2, 3, 0.5, 0.1, 1.5]),
            "minLength": lambda: self.random.randint(0, 3),
            "maxLength": lambda: self.random.randint(0, 3),
            "pattern": lambda: self.pick(PATTERNS),
            "format": lambda: self.pick(FORMATS),
            "minItems": lambda: self.random.randint(0, 3),
            "maxItems": lambda: self.random.randint(0, 3),
            "uniqueItems": lambda: self.pick([True, False]),
            "minProperties": lambda: self.random.randint(0, 2),
            "maxProperties": lambda: self.random.randint(0, 3),
            "required": lambda: self.some(NAMES),
            "dependentRequired": lambda: {n: self.some(NAMES, 2) for n in self.some(NAMES, 2)},
            "dependentSchemas": lambda: {n: self.schema(depth) for n in self.some(NAMES, 2)},
            "properties": lambda: {n: self.schema(depth) for n in self.some(NAMES)},
            "patternProperties": lambda: {p: self.schema(depth) for p in self.some(PATTERNS, 2)},
            "additionalProperties": lambda: self.schema(depth),
            "propertyNames": lambda: self.schema(depth),
            "unevaluatedProperties": lambda: self.schema(depth),
            "unevaluatedItems": lambda: self.schema(depth),
            "prefixItems": lambda: self.schemas(depth),
            "items": lambda: self.schema(depth),
            "contains": lambda: self.schema(depth),
            "allOf": lambda: self.schemas(depth),
            "anyOf": lambda: self.schemas(depth),
            "oneOf": lambda: self.schemas(depth),
            "not": lambda: self.schema(depth),
            "if": lambda: self.schema(depth),
            "$ref": lambda: self.pick(["#/$defs/x", "#/$defs/y"]),
        }[word]()
        schema[word] = value
        if word == "if":
            for branch in ("then", "else"):
                if self.random.random() < 0.7:
                    schema[branch] = self.schema(depth)
        if word == "contains":
            for limit in ("minContains", "maxContains"):
                if self.random.random() < 0.3:
                    schema[limit] = self.random.randint(0, 2)

    def root(self):
        schema = self.schema()
        while not isinstance(schema, dict):
            schema = self.schema()
        # References lead into members or elements, so that none leads back to itself in place.
        return schema | {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$defs": {
                "x": {"properties": {"a": {"$ref": "#"}}, "items": {"$ref": "#/$defs/y"}},
                "y": {"type": self.random.sample(TYPES, 3), "additionalProperties": {"$ref": "#"}},
            },
        }


KEYWORDS = [
    "type", "const", "enum", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum",
    "multipleOf", "minLength", "maxLength", "pattern", "format", "minItems", "maxItems",
    "uniqueItems", "minProperties", "maxProperties", "required", "dependentRequired",
    "dependentSchemas", "properties", "properties", "properties", "patternProperties",
    "additionalProperties", "propertyNames", "unevaluatedProperties", "unevaluatedProperties",
    "unevaluatedItems", "unevaluatedItems", "prefixItems", "items", "contains", "allOf", "anyOf",
    "oneOf", "not", "if", "$ref",
]


def main():
    program = sys.argv[1]
    pairs = int(sys.argv[2]) if len(sys.argv) > 2 else 20000
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    generator = Generator(seed)
    instances_each = 10
    cases = [
        {
            "schema": generator.root(),
            "instances": [generator.instance() for _ in range(instances_each)],
        }
        for _ in range(pairs // instances_each)
    ]
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
        for case in cases:
            file.write(json.dumps(case) + "\n")
        file.flush()
        output = subprocess.run(
            [program, "--verdicts", file.name], capture_output=True, text=True, check=True
        ).stdout.splitlines()
    assert len(output) == len(cases), (len(output), len(cases))
    accepted = different = 0
    for case, verdicts in zip(cases, output):
        try:
            peer = jsonschema_rs.validator_for(case["schema"], validate_formats=True)
        except Exception as error:
            print(f"the peer refuses {json.dumps(case['schema'])}: {error}")
            different += 1
            continue
        expected = "".join("1" if peer.is_valid(i) else "0" for i in case["instances"])
        accepted += expected.count("1")
        for index, (mine, other) in enumerate(zip(verdicts.ljust(instances_each), expected)):
            if mine != other:
                different += 1
                if different <= 20:
                    print(f"{mine!r} here, {other!r} there ({verdicts if 'error' in verdicts else ''})")
                    print(f"  schema   {json.dumps(case['schema'])}")
                    print(f"  instance {json.dumps(case['instances'][index])}")
    total = len(cases) * instances_each
    print(f"compare: {total} pairs, {accepted} valid, {different} verdicts differ")
    sys.exit(1 if different else 0)


main()
