#!/usr/bin/env python3
"""Reads releases with the tools that researchers use; see `make interop`.

usage: interop.py BINDERY WORK DATASET...

Each DATASET is a folder with a bindery.yml. It is exported, the bundle is unpacked, and:

- frictionless validates datapackage.json, without an error or a warning;
- mlcroissant validates croissant.json, without an error or a warning, and loads each record set;
- datasets loads each configuration of the card, offline;
- duckdb and pandas read each JSONL and CSV file, with the row counts of the manifest;
- cffconvert, where it is installed, validates CITATION.cff.
"""

import glob
import io
import json
import logging
import os
import re
import shutil
import subprocess
import sys

os.environ.update(HF_HUB_OFFLINE="1", HF_DATASETS_OFFLINE="1", HF_HUB_DISABLE_TELEMETRY="1")


def export(bindery, dataset, work):
    shutil.rmtree(work, ignore_errors=True)
    environment = dict(os.environ, SOURCE_DATE_EPOCH="1600000000")
    subprocess.run(
        [bindery, "export", "--quiet", "--dataset", dataset, "--output", work + "/exports"],
        check=True, env=environment, stdout=subprocess.DEVNULL)
    (archive,) = glob.glob(work + "/exports/*/*/*.tar.gz")
    os.makedirs(work + "/bundle")
    subprocess.run(["tar", "-xzf", archive, "-C", work + "/bundle"], check=True)
    (bundle,) = glob.glob(work + "/bundle/*")
    return bundle


def frictionless(bundle, manifest):
    from frictionless import Package, system

    with system.use_context(trusted=False):
        package = Package("datapackage.json", basepath=bundle)
        report = package.validate()
    problems = report.flatten(["path", "rowNumber", "fieldName", "type", "message"])
    assert report.valid and not problems, problems[:5]
    assert not report.warnings and not any(task.warnings for task in report.tasks), report.warnings
    tables = [task for task in report.tasks if task.type == "table"]
    return f"{len(report.tasks)} resources valid, {len(tables)} of them tables"


def croissant(bundle, manifest):
    import mlcroissant

    log = io.StringIO()
    handler = logging.StreamHandler(log)
    handler.setLevel(logging.WARNING)
    for name in ["absl", ""]:
        logging.getLogger(name).addHandler(handler)
    folder = os.getcwd()
    os.chdir(bundle)
    try:
        dataset = mlcroissant.Dataset(jsonld="croissant.json")
        issues = dataset.metadata.ctx.issues
        assert not issues.errors and not issues.warnings, issues.report()
        rows = {}
        for records in dataset.metadata.record_sets:
            rows[records.id] = sum(1 for _ in dataset.records(records.id))
    finally:
        os.chdir(folder)
    assert not log.getvalue(), log.getvalue()
    counts = row_counts(manifest)
    for name, count in rows.items():
        expected = counts.get(f"data/{name}.csv", counts.get(f"data/{name}.jsonl"))
        assert count == expected, (name, count, expected)
    return f"{len(rows)} record sets, {sum(rows.values())} records"


def datasets(bundle, manifest):
    import datasets

    datasets.disable_progress_bars()
    names = datasets.get_dataset_config_names(bundle) if any(
        collection["records"] for collection in manifest["collections"]) else []
    for name in names:
        loaded = datasets.load_dataset(
            bundle, name, split="train", cache_dir=os.path.dirname(bundle) + "/cache")
        (expected,) = [c["records"] for c in manifest["collections"] if c["name"] == name]
        assert loaded.num_rows == expected, (name, loaded.num_rows, expected)
        loaded[0]
    # Numbers of more than 64 bits are more than the library can hold.
    expected = [
        c["name"] for c in manifest["collections"]
        if c["records"] and not re.search(r"[:,\[]-?[0-9]{19,}", open(f"{bundle}/data/{c['name']}.jsonl").read())]
    assert sorted(names) == sorted(expected), (names, expected)
    return f"{len(names)} configurations"


def row_counts(manifest):
    return {
        file.get("content", file)["path"]: file["records"]
        for file in manifest["files"] if "records" in file}


def duckdb(bundle, manifest):
    import duckdb

    connection = duckdb.connect()
    count = 0
    for path, expected in row_counts(manifest).items():
        full = f"{bundle}/{path}".replace("'", "''")
        if path.endswith(".csv"):
            query = f"select count(*) from read_csv('{full}', header = true, delim = ',', quote = '\"', escape = '\"')"
        elif path.endswith(".jsonl") and expected:
            query = f"select count(*) from read_ndjson('{full}')"
        else:
            continue
        found = connection.execute(query).fetchone()[0]
        assert found == expected, (path, found, expected)
        count += 1
    return f"{count} files"


def pandas(bundle, manifest):
    import pandas

    count = 0
    for path, expected in row_counts(manifest).items():
        full = f"{bundle}/{path}"
        if path.endswith(".csv"):
            found = len(pandas.read_csv(full))
        elif path.endswith(".jsonl") and expected:
            # A number of more than 64 bits is too much for the fast parser of pandas.
            text = open(full, encoding="utf-8").read()
            try:
                found = len(pandas.read_json(io.StringIO(text), lines=True))
            except ValueError:
                found = len(pandas.DataFrame(json.loads(line) for line in text.splitlines()))
        else:
            continue
        assert found == expected, (path, found, expected)
        count += 1
    return f"{count} files"


def cffconvert(bundle, manifest):
    if not shutil.which("cffconvert"):
        return "not installed"
    subprocess.run(
        ["cffconvert", "--validate", "-i", bundle + "/CITATION.cff"], check=True,
        stdout=subprocess.DEVNULL)
    return "valid"


def main():
    bindery, work, *sources = sys.argv[1:]
    failed = False
    for source in sources:
        name = os.path.basename(os.path.abspath(source))
        bundle = export(bindery, source, f"{work}/{name}")
        manifest = json.load(open(bundle + "/manifest.json", encoding="utf-8"))
        for tool in [frictionless, croissant, datasets, duckdb, pandas, cffconvert]:
            try:
                print(f"{name}: {tool.__name__}: {tool(bundle, manifest)}", flush=True)
            except ImportError as error:
                print(f"{name}: {tool.__name__}: skipped, {error}")
            except Exception as error:  # Whatever a tool throws is a failure of the bundle.
                failed = True
                print(f"{name}: {tool.__name__}: FAILED: {type(error).__name__}: {str(error)[:2000]}")
                if error.__cause__:
                    print(f"  because of {error.__cause__!r}"[:1000])
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
