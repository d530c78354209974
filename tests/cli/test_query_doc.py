#!/usr/bin/env python3
"""Runs the examples of docs/query.md: every line that begins with "$ ".

    python3 tests/cli/test_query_doc.py BIN

What stands behind it must be what it prints, on either stream.
DRAGOMAN_BLESS=1 rewrites it.
"""

import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

BIN = str(Path(sys.argv[1]).resolve())
ROOT = Path(__file__).resolve().parent.parent.parent
DOC = ROOT / "docs/query.md"


def answer(line, folder):
    words = shlex.split(line[2:])
    assert words[0] == "dragoman", line
    words = [str(folder / word) if word == "reports.db" else word for word in words]
    done = subprocess.run([BIN, *words[1:]], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120,
                          check=False)
    return [text.rstrip() for text in done.stdout.decode().splitlines()]


def main():
    written, run, commands, inside = DOC.read_text().splitlines(), [], 0, False
    with tempfile.TemporaryDirectory() as folder:
        answering = False
        for line in written:
            if line.startswith("```"):
                inside, answering = not inside, False
            if inside and line.startswith("$ "):
                commands, answering = commands + 1, True
                run += [line, *answer(line, Path(folder))]
            elif not answering:
                run.append(line)
    assert commands > 10, "the page has lost its examples"
    if written == run:
        print(f"{commands} examples hold")
        return 0
    if os.environ.get("DRAGOMAN_BLESS"):
        DOC.write_text("\n".join(run) + "\n")
        return 0
    for number, (old, new) in enumerate(zip(written, run), 1):
        if old != new:
            print(f"docs/query.md:{number}: says  {old}\n  but it is  {new}")
            break
    else:
        print(f"docs/query.md has {len(written)} lines, its examples make {len(run)}")
    return 1


if __name__ == "__main__":
    sys.exit(main())
