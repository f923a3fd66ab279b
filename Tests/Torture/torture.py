#!/usr/bin/env python3
"""Kills exports, fills their disk and starts them in pairs; what is left must always be whole.

- `--kills` exports (300) are killed with SIGKILL, two of three at any moment of a run, the third while the release
  gets its name.
- `--disks` exports (20) write to a tmpfs that is full at a different point each time (root only).
- `--pairs` times (50), two exports start at once.

After each, `bindery verify Exports` must pass, the catalog must name only releases that are whole (which is a part of
it), and the next export must succeed and leave nothing hidden behind. The dataset changes before each export, so that
there is something to release.

Statuses: 0 all of it held, 1 something did not, 2 could not start.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
ROUNDS_PER_FOLDER = 10  # releases that pile up in one output folder before the next starts
RUN_LIMIT_SECONDS = 120
LAST_STEP = ".bindery-staging/announcement"  # what an export writes right before the release gets its name


class Broken(Exception):
    """What did not hold."""


class Torture:
    def __init__(self, bindery: Path, work: Path, record_count: int, seed: int) -> None:
        self.bindery = bindery
        self.random = random.Random(seed)
        self.work = work
        self.dataset = work / "dataset"
        self.time = 1_600_000_000
        generate = [sys.executable, str(PROJECT / "Benchmarks" / "generate.py"), "--records", str(record_count)]
        subprocess.run([*generate, "--seed", str(seed), "--output", str(self.dataset)], check=True)
        records = sorted((self.dataset / "Records").rglob("*.md"))
        self.records = [record for record in records if "\npublished: true\n" in record.read_text()]

    # --- Steps ----------------------------------------------------------------------------------------

    def change(self) -> None:
        """Adds a body to a record: something to release."""
        with self.random.choice(self.records).open("a") as file:
            file.write(f"Seen again, number {self.random.random()}.\n")
        self.time += 60

    def start(self, output: Path) -> subprocess.Popen:
        command = [str(self.bindery), "export", "--quiet", "--dataset", str(self.dataset), "--output", str(output)]
        environment = {**os.environ, "SOURCE_DATE_EPOCH": str(self.time)}
        return subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment
        )

    def finish(self, process: subprocess.Popen) -> tuple[int, str]:
        _, errors = process.communicate(timeout=RUN_LIMIT_SECONDS)
        return process.returncode, errors.decode(errors="replace").strip()

    def export(self, output: Path) -> float:
        """An export that must succeed; gives its seconds."""
        start = time.perf_counter()
        status, errors = self.finish(self.start(output))
        if status != 0:
            raise Broken(f"the next export ended with status {status}: {errors}")
        hidden = [name for name in os.listdir(output) if name.startswith(".")]
        if hidden:
            raise Broken(f"an export that succeeded left {hidden} behind")
        return time.perf_counter() - start

    def verify(self, output: Path) -> None:
        result = subprocess.run(
            [str(self.bindery), "verify", str(output)], capture_output=True, text=True, timeout=RUN_LIMIT_SECONDS
        )
        if result.returncode != 0:
            raise Broken(f"bindery verify ended with status {result.returncode}:\n{result.stdout}{result.stderr}")

    def releases(self, output: Path) -> int:
        catalog = json.loads((output / "catalog.json").read_text())
        return sum(len(dataset["versions"]) for dataset in catalog["datasets"])

    def fresh(self, name: str) -> Path:
        """An output folder with one release."""
        output = self.work / name
        shutil.rmtree(output, ignore_errors=True)
        self.change()
        self.export(output)
        return output

    # --- Rounds ---------------------------------------------------------------------------------------

    def kills(self, count: int) -> None:
        outcomes: Counter[str] = Counter()
        output = self.fresh("killed")
        seconds = 0.0
        for number in range(count):
            if number % ROUNDS_PER_FOLDER == 0:
                output = self.fresh("killed")
                self.change()
                seconds = self.export(output)
            self.change()
            before = self.releases(output)
            process = self.start(output)
            if number % 3 == 2:
                while process.poll() is None and not (output / LAST_STEP).exists():
                    pass
                time.sleep(self.random.random() * 0.002)
            else:
                time.sleep(self.random.random() * seconds * 1.05)
            process.kill()
            status, _ = self.finish(process)
            outcomes[self.outcome(output, status, self.releases(output) - before)] += 1
            self.verify(output)
            self.export(output)
            self.verify(output)
        note(f"{count} exports killed: {describe(outcomes)}")

    def outcome(self, output: Path, status: int, new_releases: int) -> str:
        """How far a killed export had come."""
        if status == 0:
            return "had ended already"
        if new_releases:
            return "died with the catalog written"
        if (output / LAST_STEP).exists():
            return "died while the release got its name"
        return "died before" if (output / ".bindery-staging").exists() else "died at once"

    def disks(self, count: int) -> None:
        base = self.fresh("base")
        self.change()
        needed = self.needed_byte_count(base)
        outcomes: Counter[str] = Counter()
        for number in range(count):
            disk = self.work / "disk"
            disk.mkdir(exist_ok=True)
            size = byte_count_below(base) + 65_536 + needed * number // count
            if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(disk)]).returncode != 0:
                note("left out: full disks, which need the right to mount a tmpfs")
                return
            try:
                output = disk / "Exports"
                shutil.copytree(base, output)
                status, errors = self.finish(self.start(output))
                if status != 0 and "No space left on device" not in errors:
                    raise Broken(f"a full disk ended an export with status {status}: {errors}")
                outcomes["fitted" if status == 0 else "ran full"] += 1
                self.verify(output)
                subprocess.run(["mount", "-o", "remount,size=1g", str(disk)], check=True)
                self.export(output)
                self.verify(output)
            finally:
                subprocess.run(["umount", str(disk)], check=True)
        note(f"{count} exports to a disk of {count} sizes: {describe(outcomes)}")

    def needed_byte_count(self, base: Path) -> int:
        """How much more than its releases an export takes at its largest, about."""
        output = self.work / "measured"
        shutil.copytree(base, output)
        disk = shutil.disk_usage(output)
        process, used = self.start(output), 0
        while process.poll() is None:
            used = max(used, shutil.disk_usage(output).used - disk.used, byte_count_below(output) - byte_count_below(base))
        self.finish(process)
        shutil.rmtree(output)
        # Scratch files have no name; what they hold is about as much as the records.
        return max(used, 3 * byte_count_below(self.dataset))

    def pairs(self, count: int) -> None:
        outcomes: Counter[str] = Counter()
        output = self.fresh("paired")
        for number in range(count):
            if number % ROUNDS_PER_FOLDER == 0:
                output = self.fresh("paired")
            self.change()
            before = self.releases(output)
            both = [self.finish(process) for process in [self.start(output), self.start(output)]]
            for status, errors in both:
                if status != 0 and not (status == 2 and "another export is writing" in errors):
                    raise Broken(f"one of two exports ended with status {status}: {errors}")
            if all(status != 0 for status, _ in both):
                raise Broken("neither of two exports succeeded")
            if self.releases(output) != before + 1:
                raise Broken(f"two exports of one state made {self.releases(output) - before} releases")
            outcomes["one told to wait" if any(status for status, _ in both) else "one after the other"] += 1
            self.verify(output)
            self.change()
            self.export(output)
            self.verify(output)
        note(f"{count} pairs of exports: {describe(outcomes)}")


def byte_count_below(folder: Path) -> int:
    total = 0
    for parent, _, names in os.walk(folder):
        for name in names:
            try:
                total += os.stat(os.path.join(parent, name)).st_blocks * 512
            except FileNotFoundError:
                pass  # gone since it was listed
    return total


def describe(outcomes: Counter[str]) -> str:
    return ", ".join(f"{count} {name}" for name, count in sorted(outcomes.items()))


def note(text: str) -> None:
    print(text, flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description="Tortures bindery export.")
    parser.add_argument("--bindery", type=Path, default=PROJECT / ".build/release/bindery", metavar="PATH")
    parser.add_argument("--records", type=int, default=400, metavar="N", help="records of the dataset (400)")
    parser.add_argument("--kills", type=int, default=300, metavar="N")
    parser.add_argument("--disks", type=int, default=20, metavar="N")
    parser.add_argument("--pairs", type=int, default=50, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="S")
    options = parser.parse_args()
    if not os.access(options.bindery, os.X_OK):
        print(f"no program at {options.bindery}: make build", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="bindery-torture-") as work:
        torture = Torture(options.bindery.resolve(), Path(work), options.records, options.seed)
        try:
            torture.kills(options.kills)
            torture.pairs(options.pairs)
            if os.geteuid() == 0:
                torture.disks(options.disks)
            else:
                note("left out: full disks, which need root")
        except Broken as broken:
            print(f"torture: {broken}", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
