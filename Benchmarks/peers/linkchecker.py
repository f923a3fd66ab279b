#!/usr/bin/env python3
"""Runs Debian's linkchecker with names below `.localhost` leading to loopback.

libcurl resolves them so by itself (RFC 6761, section 6.3); the C library often does not.
"""

import runpy
import shutil
import socket
import sys

look_up = socket.getaddrinfo


def look_up_loopback(host, *arguments, **options):
    name = host.decode() if isinstance(host, bytes) else host
    if isinstance(name, str) and name.endswith(".localhost"):
        host = "127.0.0.1"
    return look_up(host, *arguments, **options)


socket.getaddrinfo = look_up_loopback
program = shutil.which("linkchecker")
if program is None:
    sys.exit("linkchecker is not installed")
sys.argv[0] = program
runpy.run_path(program, run_name="__main__")
