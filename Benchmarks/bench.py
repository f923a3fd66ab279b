#!/usr/bin/env python3
"""Measures `bindery validate` and `bindery export` beside their peers on one generated dataset.

After that it measures what the cache of validations saves, and `--changed-since`.

What runs, in turn (A B C D A B C D …), after one pass of `bindery validate` that warms the page cache:

- `bindery validate --no-cache --dataset DIR`
- `bindery export --dataset DIR --output TMP`, each time into a fresh folder
- `pigz -6 -p 2` on the bytes of that release's archive
- `peers/validate.py`: PyYAML's C loader and jsonschema-rs in one Python process, the work of `bindery validate`
- `rg -c '^quality:' DIR/Records`: ripgrep on the same files, which is about the least that can be done with them

For each child process it takes the wall time, and the user and system time and the peak of resident memory that the
kernel reports to `wait4`, and prints one table: medians of the times, the largest peak. What a peer reports about its
work is checked: every record seen, none invalid.

Only the ratios of one run are to be quoted: seconds depend on the machine and on what else it is doing.

Statuses: 0 measured, 1 a command failed, 2 could not start (no bindery, no data).
"""

from __future__ import annotations

import argparse
import functools
import gzip
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Callable, Sequence

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent
GENERATOR = HERE / "generate.py"
PYTHON_PEER = HERE / "peers" / "validate.py"

SOURCE_DATE_EPOCH = "1735689600"  # 2025-01-01, so that `bindery export` needs no commit
MEMORY_RECORD_COUNTS = (20_000, 200_000)
SHOWN_ERROR_BYTE_COUNT = 4_000
BYTES_PER_MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024

# A child of vfork() or posix_spawn() starts with the peak memory of this process, a child of fork() with the pages
# that it touches, which is less.
subprocess._USE_VFORK = False
subprocess._USE_POSIX_SPAWN = False


class BenchError(Exception):
    """Why there is nothing to print, and the status to end with."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True)
class Dataset:
    path: Path
    record_count: int
    byte_count: int


@dataclass(frozen=True)
class Contender:
    """A command to measure."""

    name: str
    arguments: Callable[[Path], list[str]]
    """The command line; it may write into the folder given, which is fresh for each run."""
    problem: Callable[[Path], str | None] = lambda output: None
    """What the command's standard output shows to be wrong with its work, or `None`."""


@dataclass(frozen=True)
class Measurement:
    seconds: float
    processor_seconds: float
    peak_byte_count: int


# --- Data ---------------------------------------------------------------------------------------------


def prepare_dataset(work: Path, record_count: int, seed: int) -> Dataset:
    """Makes the dataset, or takes the one that the same generator made in an earlier run."""
    generator_digest = hashlib.sha256(GENERATOR.read_bytes()).hexdigest()[:12]
    path = work / f"news-{record_count}-{seed}-{generator_digest}"
    if not path.exists():
        note(f"making {record_count:,} records in {path}")
        with tempfile.TemporaryDirectory(prefix="making-", dir=work) as folder:
            partial = Path(folder) / "dataset"
            command = [sys.executable, str(GENERATOR), "--records", str(record_count)]
            command += ["--seed", str(seed), "--output", str(partial)]
            if subprocess.run(command, check=False).returncode != 0:
                raise BenchError("the data could not be made", status=2)
            partial.rename(path)
    return Dataset(path, record_count, byte_count_below(path / "Records"))


def byte_count_below(folder: Path) -> int:
    total = 0
    for parent, _, names in os.walk(folder):
        total += sum(os.stat(os.path.join(parent, name)).st_size for name in names)
    return total


# --- Commands -----------------------------------------------------------------------------------------


def bindery_validate(bindery: Path, dataset: Dataset) -> Contender:
    command = [str(bindery), "validate", "--no-cache", "--dataset", str(dataset.path)]
    return Contender("bindery validate", lambda _: command)


def bindery_export(bindery: Path, dataset: Dataset) -> Contender:
    def arguments(folder: Path) -> list[str]:
        return [str(bindery), "export", "--dataset", str(dataset.path), "--output", str(folder)]

    return Contender("bindery export", arguments)


def pigz(bindery: Path, dataset: Dataset, work: Path) -> Contender | None:
    """pigz on the bytes that the archive of the dataset's release holds, which are made here."""
    if shutil.which("pigz") is None:
        note("left out: pigz; apt-get install pigz")
        return None
    archive = work / f"{dataset.path.name}.tar"
    with tempfile.TemporaryDirectory(prefix="release-", dir=work) as folder:
        released = Path(folder) / "Exports"
        export = [str(bindery), "export", "--quiet", "--dataset", str(dataset.path), "--output", str(released)]
        with open(os.devnull, "wb") as nowhere:
            status, _ = measure(export, nowhere.fileno(), sys.stderr.fileno())
        if status != 0:
            raise BenchError("the dataset could not be exported", status=1)
        with gzip.open(next(released.glob("*/*/*.tar.gz"))) as compressed, archive.open("wb") as plain:
            shutil.copyfileobj(compressed, plain, 1 << 20)
    return Contender("pigz -6 -p 2", lambda _: ["pigz", "-6", "-p", "2", "-c", str(archive)])


def python_peer(dataset: Dataset) -> Contender | None:
    command = [sys.executable, str(PYTHON_PEER)]
    versions = subprocess.run([*command, "--versions"], capture_output=True, text=True, check=False)
    if versions.returncode != 0:
        note("left out: the Python peer; pip install PyYAML jsonschema-rs")
        return None

    def problem(output: Path) -> str | None:
        text, expected = output.read_text(), f"{dataset.record_count} records, 0 invalid,"
        return None if text.startswith(expected) else f"expected '{expected} …', found '{text.strip()}'"

    return Contender(versions.stdout.strip(), lambda _: [*command, "--dataset", str(dataset.path)], problem)


def ripgrep(dataset: Dataset) -> Contender | None:
    if shutil.which("rg") is None:
        note("left out: ripgrep; apt-get install ripgrep")
        return None

    def problem(output: Path) -> str | None:
        with output.open("rb") as lines:
            count = sum(1 for _ in lines)
        return None if count == dataset.record_count else f"expected {dataset.record_count} files, found {count}"

    return Contender("rg -c '^quality:'", lambda _: ["rg", "-c", "^quality:", str(dataset.path / "Records")], problem)


def contenders(bindery: Path, dataset: Dataset, work: Path) -> list[Contender]:
    """The commands that can run here: `bindery validate`, `bindery export`, and their peers."""
    peers = [pigz(bindery, dataset, work), python_peer(dataset), ripgrep(dataset)]
    return [
        bindery_validate(bindery, dataset),
        bindery_export(bindery, dataset),
        *(peer for peer in peers if peer is not None),
    ]


# --- Measuring ----------------------------------------------------------------------------------------


def run(contender: Contender, work: Path) -> Measurement:
    """Runs a command once and measures it from its start to its end."""
    with tempfile.TemporaryDirectory(prefix="run-", dir=work) as folder:
        written, output, errors = (Path(folder) / name for name in ("written", "output", "errors"))
        written.mkdir()
        with output.open("wb") as output_file, errors.open("wb") as errors_file:
            status, measurement = measure(contender.arguments(written), output_file.fileno(), errors_file.fileno())
        if status != 0:
            raise BenchError(f"{contender.name} ended with status {status}:\n{tail(errors)}", status=1)
        problem = contender.problem(output)
        if problem is not None:
            raise BenchError(f"{contender.name}: {problem}", status=1)
        return measurement


def measure(command: Sequence[str], output: int, errors: int) -> tuple[int, Measurement]:
    """The status of a command, and what the kernel counted for that child alone."""
    environment = {**os.environ, "SOURCE_DATE_EPOCH": SOURCE_DATE_EPOCH}
    start = time.perf_counter()
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=errors, env=environment)
    try:
        _, wait_status, usage = os.wait4(child.pid, 0)
    except BaseException:
        child.kill()
        child.wait()
        raise
    seconds = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(wait_status)
    peak_byte_count = usage.ru_maxrss * BYTES_PER_MAXRSS_UNIT
    return child.returncode, Measurement(seconds, usage.ru_utime + usage.ru_stime, peak_byte_count)


def tail(path: Path) -> str:
    """The end of what a command wrote, for an error message."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - SHOWN_ERROR_BYTE_COUNT))
        return file.read().decode("utf-8", errors="replace").strip() or "(nothing on standard error)"


def in_turn(commands: Sequence[Contender], run_count: int, work: Path) -> list[list[Measurement]]:
    """The measurements of each command, taken round by round so that a slow minute meets all of them."""
    note("warming the page cache")
    run(commands[0], work)
    measurements: list[list[Measurement]] = [[] for _ in commands]
    for number in range(run_count):
        note(f"run {number + 1} of {run_count}")
        for command, taken in zip(commands, measurements):
            taken.append(run(command, work))
    return measurements


# --- Results ------------------------------------------------------------------------------------------


def row(name: str, taken: Sequence[Measurement], dataset: Dataset, baseline_seconds: float) -> list[str]:
    seconds = median(measurement.seconds for measurement in taken)
    return [
        name,
        f"{seconds:.3f}",
        f"{median(measurement.processor_seconds for measurement in taken):.3f}",
        f"{dataset.record_count / seconds:,.0f}",
        f"{dataset.byte_count / seconds / 1e6:,.1f}",
        memory(max(measurement.peak_byte_count for measurement in taken)),
        f"{seconds / baseline_seconds:.2f}",
    ]


def memory(peak_byte_count: int) -> str:
    """Megabytes; a peak as small as that of a command that does nothing is only known to be below it."""
    sign = "<" if peak_byte_count <= 1.05 * smallest_visible_peak() else ""
    return f"{sign}{peak_byte_count / 1e6:,.1f}"


@functools.cache
def smallest_visible_peak() -> int:
    """The peak in bytes of a child that does nothing: the kernel also counts its start, before `exec`."""
    with open(os.devnull, "wb") as nowhere:
        _, measurement = measure(["true"], nowhere.fileno(), nowhere.fileno())
    return measurement.peak_byte_count


def table(rows: Sequence[Sequence[str]]) -> str:
    """Columns as wide as their widest cell: the first to the left, the others to the right."""
    widths = [max(map(len, column)) for column in zip(*rows)]
    lines = []
    for cells in rows:
        numbers = (cell.rjust(width) for cell, width in zip(cells[1:], widths[1:]))
        lines.append("  ".join([cells[0].ljust(widths[0]), *numbers]).rstrip())
    return "\n".join(lines)


def compare(bindery: Path, dataset: Dataset, run_count: int, work: Path) -> None:
    """Measures all commands on a dataset and prints the table."""
    commands = contenders(bindery, dataset, work)
    measurements = in_turn(commands, run_count, work)
    baseline_seconds = median(measurement.seconds for measurement in measurements[0])
    rows = [["", "seconds", "user+sys", "records/s", "MB/s", "peak MB", "ratio"]]
    for command, taken in zip(commands, measurements):
        rows.append(row(command.name, taken, dataset, baseline_seconds))
    print(f"{dataset.record_count:,} records, {dataset.byte_count / 1e6:,.1f} MB, {os.cpu_count()} processors")
    print(f"Runs of each command: {run_count}. Ratio: median seconds to those of bindery validate.\n")
    print(table(rows))
    medians = {command.name: median(m.seconds for m in taken) for command, taken in zip(commands, measurements)}
    if "pigz -6 -p 2" in medians:
        together = medians["bindery validate"] + medians["pigz -6 -p 2"]
        print(f"\nexport against validate + pigz: {medians['bindery export'] / together:.2f}")
    print("\nQuote only the ratios of one run.")


def compare_cache(bindery: Path, dataset: Dataset, run_count: int, work: Path) -> None:
    """Prints how long `bindery validate` takes with what an earlier run remembered, and without."""
    validate = [str(bindery), "validate", "--dataset", str(dataset.path)]
    cache = dataset.path / ".bindery"
    record = min((dataset.path / "Records").rglob("*.md"))
    text = record.read_bytes()
    commit(dataset)

    def forget() -> None:
        shutil.rmtree(cache, ignore_errors=True)

    def edit() -> None:
        record.write_bytes(text + b"\nEdited: %d\n" % time.monotonic_ns())

    steps: list[tuple[str, list[str], Callable[[], None]]] = [
        ("first run, --no-cache", [*validate, "--no-cache"], forget),
        ("first run", validate, forget),
        ("second run, nothing changed", validate, lambda: None),
        ("second run, one record changed", validate, edit),
        ("--changed-since HEAD, one record changed", [*validate, "--changed-since", "HEAD"], edit),
        ("the same, without a cache", [*validate, "--changed-since", "HEAD", "--no-cache"], edit),
    ]
    taken: list[list[Measurement]] = [[] for _ in steps]
    try:
        for number in range(run_count):
            note(f"cache, run {number + 1} of {run_count}")
            for (name, command, prepare), measurements in zip(steps, taken):
                prepare()
                measurements.append(run(Contender(name, lambda _, command=command: command), work))
    finally:
        record.write_bytes(text)
        forget()
    baseline_seconds = median(measurement.seconds for measurement in taken[1])
    rows = [["", "seconds", "user+sys", "peak MB", "ratio"]]
    for (name, _, _), measurements in zip(steps, taken):
        cells = row(name, measurements, dataset, baseline_seconds)
        ratio = median(measurement.seconds for measurement in measurements) / baseline_seconds
        rows.append([cells[0], cells[1], cells[2], cells[5], f"{ratio:.3f}"])
    print("\nThe cache of validations. Ratio: median seconds to those of the first run.\n")
    print(table(rows))


def commit(dataset: Dataset) -> None:
    """Makes the dataset a git repository with one commit, unless it is one."""
    if (dataset.path / ".git").exists():
        return
    note("putting the records into a git repository")
    git = ["git", "-C", str(dataset.path), "-c", "user.name=bench", "-c", "user.email=bench@example.org"]
    # It would go on beside what is measured.
    git += ["-c", "gc.auto=0", "-c", "maintenance.auto=false"]
    for arguments in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "Records"]):
        if subprocess.run([*git, *arguments], check=False).returncode != 0:
            shutil.rmtree(dataset.path / ".git", ignore_errors=True)
            raise BenchError("the records could not be put into a git repository", status=2)
    # What was just written would be brought to the disk beside what is measured.
    os.sync()


def compare_memory(bindery: Path, datasets: Sequence[Dataset], run_count: int, work: Path) -> None:
    """Prints the peak memory of `bindery` on a small and a large dataset, and their ratio."""
    for command in (bindery_validate, bindery_export):
        commands = [command(bindery, dataset) for dataset in datasets]
        peaks = [max(m.peak_byte_count for m in taken) for taken in in_turn(commands, run_count, work)]
        print(f"\nPeak memory of {commands[0].name}:")
        for dataset, peak in zip(datasets, peaks):
            print(f"  {dataset.record_count:>9,} records  {memory(peak):>8} MB")
        growth = datasets[-1].record_count / datasets[0].record_count
        print(f"  ratio {peaks[-1] / peaks[0]:.2f} for {growth:.0f} times the records")


def note(text: str) -> None:
    print(f"bench: {text}", file=sys.stderr, flush=True)


# --- Command line -------------------------------------------------------------------------------------


def positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return number


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measures bindery beside its peers on generated records.")
    parser.add_argument("--records", type=positive, default=100_000, metavar="N", help="how many records (100000)")
    parser.add_argument("--runs", type=positive, default=3, metavar="N", help="runs of each command (3)")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="the seed of the data (1)")
    parser.add_argument(
        "--bindery",
        type=Path,
        default=PROJECT / ".build" / "release" / "bindery",
        metavar="PATH",
        help="the program to measure (.build/release/bindery)",
    )
    parser.add_argument(
        "--work",
        type=Path,
        default=PROJECT / ".build" / "bench",
        metavar="DIR",
        help="where the data are kept from run to run (.build/bench)",
    )
    parser.add_argument(
        "--memory",
        action="store_true",
        help="also compare the peak memory of validate and export at {:,} and {:,} records".format(*MEMORY_RECORD_COUNTS),
    )
    return parser.parse_args()


def bench(options: argparse.Namespace) -> None:
    bindery, work = options.bindery.resolve(), options.work.resolve()
    if not os.access(bindery, os.X_OK):
        raise BenchError(f"no program at {bindery}: make build", status=2)
    work.mkdir(parents=True, exist_ok=True)
    dataset = prepare_dataset(work, options.records, options.seed)
    compare(bindery, dataset, options.runs, work)
    compare_cache(bindery, dataset, options.runs, work)
    if options.memory:
        datasets = [prepare_dataset(work, count, options.seed) for count in MEMORY_RECORD_COUNTS]
        compare_memory(bindery, datasets, options.runs, work)


def main() -> int:
    try:
        bench(parse_arguments())
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
