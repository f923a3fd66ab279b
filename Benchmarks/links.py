#!/usr/bin/env python3
"""Measures `bindery validate --online` beside curl and linkchecker on the same links.

A server on loopback answers each link after 50 ms (`delay_server.py`). The links are spread over hosts whose names lead to
loopback. What runs, in turn:

- `bindery validate --online`, without what an earlier run has found, 128 at once, 10 a host
- `curl --parallel --head`, 128 at once, on a list of the same links: the least that the same library can do
- linkchecker on a page that holds the same links, with as many threads, and without its own pauses

The ideal time follows from the limits alone: how long 128 at once take, or one host at 10 at once, or one host with
its interval between requests, whichever is longest.

For each it prints the wall time, its ratio to the ideal, the processor time for each link, and the peak of resident
memory. The server's counts show whether every link was asked, and whether the limits were kept. Only ratios of one run
are to be quoted.

Statuses: 0 measured, 1 a command failed, 2 could not start.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Callable, Sequence, Tuple

from bench import BenchError, Measurement, measure, note, positive, table

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent

DELAY_MILLISECONDS = 50
CONCURRENCY = 128
PER_HOST = 10
INTERVAL_MILLISECONDS = 50


Taken = Tuple[Measurement, Tuple[int, int, int]]
"""What a run took, and what the server counted: requests, the most at once, the most at once for one host."""


@dataclass(frozen=True)
class Links:
    """What is asked: `count` links, spread evenly over hosts."""

    count: int
    host_count: int
    port: int

    def urls(self) -> list[str]:
        return [
            f"http://h{number % self.host_count}.localhost:{self.port}/{number // self.host_count}"
            for number in range(self.count)
        ]

    def ideal_seconds(self) -> float:
        per_host = -(-self.count // self.host_count)
        overall = self.count * DELAY_MILLISECONDS / CONCURRENCY
        by_slots = -(-per_host // PER_HOST) * DELAY_MILLISECONDS
        by_interval = (per_host - 1) * INTERVAL_MILLISECONDS + DELAY_MILLISECONDS
        return max(overall, by_slots, by_interval) / 1000


class Server:
    """The server in a process of its own, which ends with this object."""

    def __init__(self, page: Path) -> None:
        command = [sys.executable, str(HERE / "delay_server.py"), "--delay", str(DELAY_MILLISECONDS)]
        self.process = subprocess.Popen(
            [*command, "--page", str(page)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        self.port = int(self.process.stdout.readline())

    def counts(self) -> tuple[int, int, int]:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/counts") as answer:
            requests, at_once, at_once_per_host = answer.read().split()
            return int(requests), int(at_once), int(at_once_per_host)

    def stop(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait()


def write_page(path: Path, urls: Sequence[str]) -> None:
    items = "".join(f'<li><a href="{url}">{url}</a>\n' for url in urls)
    path.write_text(f"<!DOCTYPE html><title>Links</title><ul>\n{items}</ul>\n")


def write_dataset(folder: Path, links: Links) -> None:
    folder.mkdir()
    (folder / "bindery.yml").write_text(
        "name: links\ncollections: [{ name: links, include: Records/*.yml, schema: schema.json }]\n"
        f"links: {{ ports: [{links.port}], concurrency: {CONCURRENCY}, perHost: {PER_HOST},"
        f" interval: {INTERVAL_MILLISECONDS}ms }}\n")
    (folder / "schema.json").write_text('{ "properties": { "urls": { "items": { "x-link": true } } } }\n')
    (folder / "Records").mkdir()
    urls = links.urls()
    for start in range(0, len(urls), 100):
        lines = "".join(f"- {url}\n" for url in urls[start : start + 100])
        (folder / "Records" / f"{start}.yml").write_text("urls:\n" + lines)


def bindery(program: Path, folder: Path) -> Callable[[], list[str]]:
    def command() -> list[str]:
        shutil.rmtree(folder / ".bindery", ignore_errors=True)
        return [str(program), "validate", "--online", "--allow-private-addresses", "--dataset", str(folder)]

    return command


def curl(work: Path, urls: Sequence[str]) -> Callable[[], list[str]]:
    configuration = work / "curl.txt"
    configuration.write_text("".join(f'url = "{url}"\noutput = /dev/null\n' for url in urls))
    arguments = ["--silent", "--head", "--parallel", "--parallel-max", str(CONCURRENCY)]
    return lambda: ["curl", *arguments, "--config", str(configuration)]


def linkchecker(work: Path, port: int) -> Callable[[], list[str]]:
    configuration = work / "linkcheckerrc"
    configuration.write_text(
        f"[checking]\nthreads={CONCURRENCY}\nmaxrequestspersecond=100000\n"
        "[filtering]\ncheckextern=1\n[output]\nstatus=0\nwarnings=0\n")
    peer = HERE / "peers" / "linkchecker.py"
    # Debian's Python has its modules, which may not be the one that runs this.
    interpreter = Path(shutil.which("linkchecker") or "").read_text().splitlines()[0].removeprefix("#!").split()[0]
    return lambda: [interpreter, str(peer), "--config", str(configuration), f"http://127.0.0.1:{port}/page"]


def run(command: Sequence[str], links: Links, server: Server, work: Path) -> Taken:
    server.counts()
    with open(work / "output", "wb") as output, open(work / "errors", "wb") as errors:
        status, measurement = measure(command, output.fileno(), errors.fileno())
    counts = server.counts()
    if status != 0 or counts[0] < links.count:
        text = (work / "errors").read_bytes() + (work / "output").read_bytes()
        raise BenchError(
            f"{command[0]}: status {status}, {counts[0]} of {links.count} links asked\n{text[-4000:].decode(errors='replace')}",
            status=1)
    return measurement, counts


def compare(program: Path, options: argparse.Namespace, work: Path) -> None:
    page = work / "page.html"
    server = Server(page)
    try:
        links = Links(options.links, options.hosts, server.port)
        urls = links.urls()
        write_page(page, urls)
        write_dataset(work / "dataset", links)
        contenders = {"bindery validate --online": bindery(program, work / "dataset")}
        if shutil.which("curl"):
            contenders["curl --parallel --head"] = curl(work, urls)
        else:
            note("curl is not installed: left out")
        taken: dict[str, list[Taken]] = {name: [] for name in contenders}
        for _ in range(options.runs):
            for name, command in contenders.items():
                taken[name].append(run(command(), links, server, work))
        if options.linkchecker and shutil.which("linkchecker"):
            # Once is enough for what takes so much longer.
            taken["linkchecker"] = [run(linkchecker(work, server.port)(), links, server, work)]
        elif options.linkchecker:
            note("linkchecker is not installed: left out (apt-get install linkchecker)")
        report(taken, links)
    finally:
        server.stop()


def report(taken: dict[str, list[Taken]], links: Links) -> None:
    ideal = links.ideal_seconds()
    rows = [["", "seconds", "/ ideal", "processor µs/link", "ratio", "peak MB", "most at once", "a host"]]
    base = median(m.processor_seconds for m, _ in taken.get("curl --parallel --head", next(iter(taken.values()))))
    for name, runs in taken.items():
        seconds = median(m.seconds for m, _ in runs)
        processor = median(m.processor_seconds for m, _ in runs)
        rows.append([
            name, f"{seconds:.2f}", f"{seconds / ideal:.2f}", f"{processor / links.count * 1e6:.0f}",
            f"{processor / base:.2f}", f"{max(m.peak_byte_count for m, _ in runs) / 1e6:.0f}",
            str(max(c[1] for _, c in runs)), str(max(c[2] for _, c in runs)),
        ])
    print(table(rows))
    print(f"\n{links.count:,} links on {links.host_count} hosts, each answered after {DELAY_MILLISECONDS} ms; "
          f"ideal {ideal:.2f} s; the ratio of processor time is to curl")
    first = next(iter(taken.values()))
    if "linkchecker" in taken:
        ratio = taken["linkchecker"][0][0].seconds / median(m.seconds for m, _ in first)
        print(f"bindery is {ratio:.1f} times as fast as linkchecker")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bindery", type=Path, default=PROJECT / ".build/release/bindery", metavar="PATH")
    parser.add_argument("--links", type=positive, default=10_000)
    parser.add_argument("--hosts", type=positive, default=200)
    parser.add_argument("--runs", type=positive, default=3)
    parser.add_argument("--no-linkchecker", dest="linkchecker", action="store_false")
    options = parser.parse_args()
    try:
        if not options.bindery.exists():
            raise BenchError(f"there is no {options.bindery}; run make build", status=2)
        with tempfile.TemporaryDirectory(prefix="bindery-links-") as folder:
            compare(options.bindery.resolve(), options, Path(folder))
    except BenchError as error:
        note(str(error))
        return error.status
    return 0


if __name__ == "__main__":
    sys.exit(main())
