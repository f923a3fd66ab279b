#!/usr/bin/env python3
"""Measures `bindery pull` beside curl on a bundle that nginx serves on loopback.

What runs, in turn, each time into a fresh folder and with an empty cache:

- `curl -s URL | tee file | sha256sum`: the least that can be done to have a verified file
- the same with `openssl dgst -sha256`, which uses the processor's instructions for it; `sha256sum` does on some systems
- `bindery pull --only BUNDLE`: the same, with the catalog, the manifest, and a cache
- the first, then `tar -xzf file`
- `bindery pull`: the bundle downloaded, verified, unpacked, and each file verified against the manifest
- zlib alone, which inflates the bundle to nowhere: on one thread, nobody who uses it can unpack in less

The bundle has `--bytes` bytes and holds one file of JSON lines, which `--content` makes of words (about 0.3 bytes in the
bundle for each of them) or of random bytes (1.0: there is nothing to decompress).

Only the ratios of one run are to be quoted. Statuses: 0 measured, 1 a command failed, 2 could not start.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import zlib
from pathlib import Path
from statistics import median

# A child of vfork() or posix_spawn() starts with the peak memory of this process, a child of fork() with the pages
# that it touches, which is less.
subprocess._USE_VFORK = False
subprocess._USE_POSIX_SPAWN = False

NAME = "bench"
TOP = f"{NAME}-1.0.0"
BUNDLE = f"{TOP}.tar.gz"
BLOCK = 16 << 20
INFLATE = """
import sys, zlib
engine = zlib.decompressobj(31)
with open(sys.argv[1], "rb") as file:
    while data := file.read(1 << 18):
        engine.decompress(data)
"""
NGINX = """
daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/nginx.log; {user}
events {{ }}
http {{
  access_log off; sendfile on;
  client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
  uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
  server {{ listen 127.0.0.1:{port}; root {folder}/public; }}
}}
"""


def block_of(content: str) -> bytes:
    """Some megabytes that compress like records, or not at all; always the same."""
    generator = random.Random(20260101)
    if content == "random":
        return generator.randbytes(BLOCK)
    words = ["".join(generator.choices("abcdefghijklmnopqrstuvwxyz", k=generator.randint(3, 10))) for _ in range(4000)]
    lines, size = [], 0
    while size < BLOCK:
        line = json.dumps({
            "_id": f"{generator.getrandbits(64):016x}",
            "title": " ".join(generator.choices(words, k=8)),
            "quality": generator.randint(0, 100),
            "summary": " ".join(generator.choices(words, k=60)),
        }) + "\n"
        lines.append(line)
        size += len(line)
    return "".join(lines).encode()


class Gzip:
    """One gzip member, made of pieces that are compressed once and written as often as needed."""

    def __init__(self, path: Path) -> None:
        self.file = path.open("wb")
        self.file.write(b"\x1f\x8b\x08\0\0\0\0\0\0\xff")
        self.crc, self.size, self.digest = 0, 0, hashlib.sha256()

    def add(self, data: bytes, compressed: bytes | None = None) -> None:
        self.file.write(compressed if compressed is not None else deflate(data))
        self.crc, self.size = zlib.crc32(data, self.crc), self.size + len(data)

    def finish(self) -> None:
        self.file.write(zlib.compressobj(6, zlib.DEFLATED, -15).flush(zlib.Z_FINISH))
        self.file.write((self.crc & 0xFFFFFFFF).to_bytes(4, "little") + (self.size & 0xFFFFFFFF).to_bytes(4, "little"))
        self.file.close()


def deflate(data: bytes) -> bytes:
    """Whole blocks that look back at nothing before them."""
    engine = zlib.compressobj(6, zlib.DEFLATED, -15)
    return engine.compress(data) + engine.flush(zlib.Z_FULL_FLUSH)


def header(name: str, size: int, kind: bytes = b"0") -> bytes:
    fields = bytearray(512)
    def put(offset: int, text: bytes) -> None:
        fields[offset:offset + len(text)] = text
    put(0, name.encode()); put(100, b"0000644\0"); put(108, b"0000000\0"); put(116, b"0000000\0")
    put(124, b"%011o\0" % size); put(136, b"00000000000\0"); put(148, b" " * 8); put(156, kind); put(257, b"ustar\x0000")
    put(148, b"%06o\0 " % sum(fields))
    return bytes(fields)


def padding(size: int) -> bytes:
    return b"\0" * (-size % 512)


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def make(folder: Path, byte_count: int, content: str) -> int:
    """Writes a catalog with one release; gives the bytes of its data, unpacked."""
    block = block_of(content)
    compressed = deflate(block)
    count = max(1, byte_count // len(compressed))
    digest = hashlib.sha256()
    for _ in range(count):
        digest.update(block)
    size = len(block) * count
    zeros = "0" * 64
    manifest = json.dumps({
        "format": "bindery.manifest/1", "name": NAME, "version": "1.0.0", "title": "Benchmark",
        "created": "2025-01-01T00:00:00Z", "source": {"commit": None, "clean": None},
        "generator": {"name": "bindery", "version": "1"}, "previous": None,
        "collections": [{"name": "records", "records": 1, "withheld": 0, "digest": zeros,
                         "schema": {"path": "schemas/record.schema.json", "sha256": zeros}}],
        "files": [{"path": "data/records.jsonl", "bytes": size, "sha256": digest.hexdigest(),
                   "mediaType": "application/jsonl"}],
    }).encode()
    sums = f"{digest.hexdigest()}  data/records.jsonl\n{hashlib.sha256(manifest).hexdigest()}  manifest.json\n".encode()
    release = folder / "public" / NAME / "1.0.0"
    release.mkdir(parents=True)
    (release / "manifest.json").write_bytes(manifest)
    gzip = Gzip(release / BUNDLE)
    start = b"".join(
        header(f"{TOP}/{name}", len(data)) + data + padding(len(data))
        for name, data in [("SHA256SUMS", sums), ("manifest.json", manifest)])
    gzip.add(start + header(f"{TOP}/data/records.jsonl", size))
    for _ in range(count):
        gzip.add(block, compressed)
    gzip.add(padding(size) + b"\0" * 1024)
    gzip.finish()
    files = [{"path": path.name, "bytes": path.stat().st_size, "sha256": sha256(path)}
             for path in [release / BUNDLE, release / "manifest.json"]]
    (folder / "public" / "catalog.json").write_text(json.dumps({
        "format": "bindery.catalog/1",
        "datasets": [{"name": NAME, "title": "Benchmark", "versions": [{
            "version": "1.0.0", "created": "2025-01-01T00:00:00Z", "records": 1,
            "manifest": files[1]["sha256"], "path": f"{NAME}/1.0.0", "files": files}]}],
    }))
    return size


def serve(folder: Path) -> tuple[subprocess.Popen[bytes], str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    user = "user root;" if os.getuid() == 0 else ""
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=port, user=user))
    process = subprocess.Popen(["nginx", "-e", str(folder / "nginx.log"), "-c", str(folder / "nginx.conf")])
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return process, f"http://127.0.0.1:{port}"
        time.sleep(0.05)
    process.terminate()
    raise OSError("nginx did not start")


def measure(command: list[str], folder: Path) -> tuple[float, float, int]:
    """Wall time, processor time, and the peak memory of the largest process, in kilobytes."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    start = time.monotonic()
    process = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL,
        env={**os.environ, "XDG_CACHE_HOME": str(folder / "cache"), "LC_ALL": "C"})
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - start
    if status != 0:
        raise RuntimeError(f"{' '.join(command)} failed with status {status}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bindery", type=Path, required=True)
    parser.add_argument("--bytes", type=int, default=1 << 30, help="of the bundle; default: 1 GiB")
    parser.add_argument("--content", choices=["words", "random"], default="words")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=Path, help="where there is room for six times the unpacked data")
    options = parser.parse_args()
    for program in ["nginx", "curl", "sha256sum", "openssl", "tar"]:
        if shutil.which(program) is None:
            print(f"bench-pull needs {program}, which is not installed", file=sys.stderr)
            return 2
    bindery = options.bindery.resolve()
    with tempfile.TemporaryDirectory(prefix="bindery-bench-pull-", dir=options.folder) as name:
        folder = Path(name)
        folder.chmod(0o755)
        unpacked = make(folder, options.bytes, options.content)
        server, address = serve(folder)
        try:
            url = f"{address}/{NAME}/1.0.0/{BUNDLE}"
            fetch = f"set -o pipefail; curl -sf {url} | tee file | sha256sum > sum"
            fetch_in_hardware = fetch.replace("sha256sum", "openssl dgst -sha256")
            commands = {
                "curl | tee | sha256sum": ["bash", "-c", fetch],
                "curl | tee | openssl dgst -sha256": ["bash", "-c", fetch_in_hardware],
                "bindery pull --only BUNDLE": [str(bindery), "pull", address, "--to", "release", "--only", BUNDLE],
                "curl | tee | sha256sum; tar -xzf": ["bash", "-c", fetch + "; tar -xzf file"],
                "bindery pull": [str(bindery), "pull", address, "--to", "release"],
                "zlib alone": [sys.executable, "-c", INFLATE, str(folder / "public" / NAME / "1.0.0" / BUNDLE)],
            }
            results: dict[str, list[tuple[float, float, int]]] = {name: [] for name in commands}
            for _ in range(options.rounds):
                for name, command in commands.items():
                    results[name].append(measure(command, folder / "work"))
        finally:
            server.terminate()
            server.wait()
        size = (folder / "public" / NAME / "1.0.0" / BUNDLE).stat().st_size
    print(f"bundle: {size / 1e6:.0f} MB of {options.content}, {unpacked / 1e6:.0f} MB unpacked; median of {options.rounds}")
    base = median(wall for wall, _, _ in results["curl | tee | sha256sum"])
    print(f"{'':34}{'seconds':>9}{'ratio':>7}{'cpu s':>8}{'peak MB':>9}")
    for name, rows in results.items():
        wall = median(row[0] for row in rows)
        print(f"{name:34}{wall:9.2f}{wall / base:7.2f}{median(row[1] for row in rows):8.2f}"
              f"{max(row[2] for row in rows) / 1000:9.1f}")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (RuntimeError, OSError) as error:
        print(f"bench-pull: {error}", file=sys.stderr)
        sys.exit(1)
