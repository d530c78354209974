#!/usr/bin/env python3
"""Measure the reading of WARC archives: write one of invented pages, a gzip
member a record, read it with bench_warc, and delete it.

    python3 bench/warc.py BENCH_WARC [MEGABYTES of pages, default 1000]
"""

import gzip
import os
import random
import subprocess
import sys
import tempfile

PAGES = 200  # different ones; the archive repeats them
WORDS = ("Norland Sudland envoy border talks minister said on Tuesday that the army would leave village after ceasefire "
         "parliament vote party leader police protest market road river bridge trade grain harvest school court judge "
         "strike union workers bank prices weather storm coast harbour ship train city council mayor").split()


def page(rng):
    """About 70 KB: menus, scripts and classes as pages of newspapers have them, and an article."""
    menu = "".join(f'<li class="menu__item menu__item--{rng.choice(WORDS)}"><a href="/{rng.choice(WORDS)}/{n}" '
                   f'data-track="nav-{rng.randrange(10 ** 6)}">{rng.choice(WORDS)}</a></li>' for n in range(150))
    script = "".join(f"window.q{n}={{id:{rng.randrange(10 ** 9)},slot:'{rng.choice(WORDS)}',w:{rng.randrange(900)}}};"
                     for n in range(300))
    body = "".join("<p>" + " ".join(rng.choice(WORDS) for _ in range(60)) + ".</p>" for _ in range(40))
    return (f"<!doctype html><html><head><title>{rng.choice(WORDS)}</title><script>{script}</script></head><body>"
            f"<ul>{menu}</ul><article><h1>{rng.choice(WORDS)}</h1>{body}</article><ul>{menu}</ul></body></html>").encode()


def record(kind, number, body):
    head = (f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: http://post.xno/{number}\r\n"
            f"WARC-Date: 2023-11-21T10:00:00Z\r\nContent-Type: application/http; msgtype={kind}\r\n"
            f"Content-Length: {len(body)}\r\n\r\n")
    return gzip.compress(head.encode() + body + b"\r\n\r\n", mtime=0)


def main():
    megabytes = int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    rng = random.Random(1)
    members = []
    size = 0
    for number in range(PAGES):
        html = page(rng)
        size += len(html)
        members.append(record("request", number, b"GET / HTTP/1.1\r\nHost: post.xno\r\n\r\n"))
        members.append(record("response", number, b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + html))
    block = b"".join(members)
    with tempfile.NamedTemporaryFile(suffix=".warc.gz") as file:
        for _ in range(max(1, megabytes * 10 ** 6 // size)):
            file.write(block)
        file.flush()
        os.sync()
        return subprocess.run([sys.argv[1], file.name]).returncode


if __name__ == "__main__":
    sys.exit(main())
