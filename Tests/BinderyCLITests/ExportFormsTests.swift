import Foundation
import TestSupport
import Testing

/// The forms that a release holds records in say the same, however the records come.
struct ExportFormsTests {
  /// Compares what is in the tables, and what the digests are of, with the JSON lines.
  private static let comparison = """
    import csv, gzip, hashlib, json, sys
    csv.field_size_limit(1 << 30)
    folder, collection = sys.argv[1:]
    def read(name):
        with gzip.open(f"{folder}/data/{name}.gz", "rt", encoding="utf-8", newline="") as file:
            return file.read()
    records = [json.loads(line) for line in read(f"{collection}.jsonl").split("\\n")[:-1]]

    # Digests: RFC 8785 is what Python prints, as long as names are ASCII and numbers are whole.
    canonical = {r["_id"]: json.dumps(r, sort_keys=True, separators=(",", ":"), ensure_ascii=False) for r in records}
    keys = sorted(canonical, key=lambda key: key.encode())
    digest = lambda text: hashlib.sha256(text.encode()).hexdigest()
    assert open(f"{folder}/data/{collection}.digests").read() == "".join(
        f"{digest(canonical[key])}  {key}\\n" for key in keys)
    manifest = json.load(open(f"{folder}/manifest.json"))
    assert manifest["collections"][0]["digest"] == digest("".join(canonical[key] + "\\n" for key in keys))

    # Tables: every cell is where it belongs, and nothing is left over.
    expected = {}
    def is_table(value):
        return isinstance(value, list) and value and all(isinstance(item, dict) for item in value)
    def place(value, row, parent, prefix, table):
        for name, member in value.items():
            if isinstance(member, dict):
                place(member, row, parent, prefix + name + ".", table)
            elif is_table(member):
                path = f"{table}.{prefix}{name}"
                for index, item in enumerate(member):
                    child = {"_parent": parent, "_index": str(index)}
                    place(item, child, f"{parent}/{index}", "", path)
                    expected.setdefault(path, []).append(child)
            elif member == []:
                pass  # says nothing about what it would hold
            elif isinstance(member, list):
                row[prefix + name] = json.dumps(member, separators=(",", ":"), ensure_ascii=False)
            elif member is not None:
                row[prefix + name] = json.dumps(member) if not isinstance(member, str) else member
    for record in records:
        row = {}
        place(record, row, record["_id"], "", collection)
        expected.setdefault(collection, []).append(row)
    tables = {f["content"]["path"][5:-4] for f in manifest["files"] if f["path"].endswith(".csv.gz")}
    tables.discard(f"{collection}.~values")  # what the others cannot show; see RoundTripTests
    assert tables == set(expected), (tables, set(expected))
    for table, rows in expected.items():
        lines = list(csv.reader(read(f"{table}.csv").splitlines(keepends=True)))
        names, found = lines[0], lines[1:]
        assert len(set(names)) == len(names) and len(found) == len(rows), (table, names, len(found), len(rows))
        assert set().union(*rows) <= set(names), (table, set().union(*rows) - set(names))
        for line, row in zip(found, rows):
            assert line == [row.get(name, "") for name in names], (table, line, row)
    print(len(records), "records,", sum(map(len, expected.values())), "rows,", len(expected), "tables")
    """

  private func compare(_ dataset: SampleDataset, release: String = "1.0.0") throws -> String {
    try Shell.run(
      "python3", "-c", Self.comparison, dataset.path + "/Exports/city-trees/\(release)", "trees")
  }

  /// A schema that leaves nearly everything open.
  private static let openSchema = """
    { "properties": {
        "species": { "type": "string" }, "published": true, "untyped": true, "never": { "type": "string" },
        "list": { "type": "array", "prefixItems": [{ "properties": { "first": true } }],
                  "items": { "properties": { "a": { "type": "integer" }, "b": true } } },
        "tree": { "$ref": "#" } },
      "patternProperties": { "^x": { "properties": { "deep": { "type": "string" } } } } }
    """

  /// Members turn up late, in other kinds, and at any depth; the columns are found as they come.
  @Test(arguments: ["1", "8"])
  func columnsThatAreSeenLate(jobs: String) async throws {
    let dataset = try SampleDataset()
    try dataset.folder.write(Self.openSchema, to: "Schemas/tree.schema.json")
    let members = [
      "note: 'a \"quoted\", text'\n", "note: |\n  two\n  lines\n", "untyped: { x: 1 }\n",
      "untyped: text\n", "untyped: [1, two, { three: 3 }]\n", "late: { a: { b: { c: 1 } } }\n",
      "list: [{ first: 1, a: 2 }, { a: 1, b: 2, c: 3 }]\n",
      "list: [{ b: { inner: [{ z: 1 }] } }]\n",
      "list: []\n", "tree: { species: Acer, tree: { list: [{ a: 7 }] } }\n", "xy: { deep: y }\n",
      "xz: ''\n", "late: null\n", "late: [ { q: 1 }, { r: '' } ]\n", "héron: 1\n",
    ]
    for number in 0..<600 {
      // One more kind of member every 40 records, and now and then those of before.
      let known = min(members.count, number / 40)
      var text = ""
      var used: Set<Substring> = []
      for position in 0..<known where (number * 7 + position * 5) % 9 < 3 {
        let name = members[position].prefix { $0 != ":" }
        if used.insert(name).inserted { text += members[position] }
      }
      try dataset.folder.write(
        SampleDataset.record(text, body: number % 100 == 99 ? "Late, \"quoted\"\n\nbody\n" : ""),
        to: "Records/trees/\(1000 + number).md")
    }
    try dataset.commit()
    let run = await CommandRun.bindery("export", "--jobs", jobs, in: dataset.path)
    #expect(run.status == 0, "\(run)")
    let words = try compare(dataset)
    #expect(words == "601 records, 1094 rows, 5 tables\n")
  }

  /// Keys that come in no order at all, more of them than are sorted in memory.
  @Test func keysInNoOrder() async throws {
    let dataset = try SampleDataset()
    try dataset.folder.write(
      SampleDataset.configuration.replacing(
        "    publish:", with: "    key: /species\n    publish:"),
      to: "bindery.yml")
    for number in 0..<4000 {
      let key = String(number * 7919 % 10_007, radix: 36)
      try dataset.folder.write(
        "---\nspecies: \"\(key) é\"\npublished: true\n---\n"
          + String(repeating: "\(number) ", count: 500), to: "Records/trees/\(number).md")
    }
    try dataset.commit()
    let run = await CommandRun.bindery("export", in: dataset.path)
    #expect(run.status == 0, "\(run)")
    let words = try compare(dataset)
    #expect(words == "4001 records, 4001 rows, 1 tables\n")
  }
}
