#!/usr/bin/env python3
"""Floors under the measured accuracy: fails when a change makes it worse.

    python3 tests/yardsticks.py BIN

Needs ../shared (labelled yardsticks that the project may measure on but not
contain); without it the test is skipped with exit status 77.
"""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"

# PETRARCH's unit tests, coded with the dictionaries of those tests.
PETRARCH = ["petr_unit", "dev/petrarch/petr_unit_cameo.jsonl", "dev/petrarch"]

# figure, command after the program's name, pattern of the figure, its floor.
# The floors stand a little under the last measured figures (docs/accuracy.md).
FLOORS = [
    ("acceptance page: must rows in type and actors", ["seed"], r"must \d+/\d+ full, (\d+)/", 10),
    ("acceptance page: must rows in full", ["seed"], r"must (\d+)/", 5),
    ("acceptance page: kept never rows", ["seed"], r"never (\d+) violated", -0.0),
    ("places: recognition F1", ["places", "dev/geo/lgl.xml"], r"recognition [\d.]+/[\d.]+/([\d.]+)", 0.79),
    ("places: within 161 km", ["places", "dev/geo/lgl.xml"], r"acc@161 ([\d.]+)", 0.75),
    ("imported dictionaries: exact F1", PETRARCH, r"exact P/R/F1 [\d.]+/[\d.]+/([\d.]+)", 0.72),
    ("imported dictionaries: dyadic F1", PETRARCH, r"dyadic P/R/F1 [\d.]+/[\d.]+/([\d.]+)", 0.74),
    ("article body of HTML: F1", ["extract", "dev/extract", "--half", "fit"], r"F1 ([\d.]+)", 0.975),
    ("article body of text dumps: F1", ["extract", "dev/extract", "--flat", "--half", "fit"], r"F1 ([\d.]+)", 0.91),
    ("parser: LAS on English EWT test", ["las", "data/ud/ewt/en_ewt-ud-test.conllu"], r"LAS ([\d.]+)", 84.0),
]


def measure(binary, command):
    arguments = [str(SHARED / argument) if "/" in argument else argument for argument in command[1:]]
    done = subprocess.run([sys.executable, SHARED / "eval" / command[0], binary, *arguments],
                          capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{done.stderr}")
    return done.stdout.splitlines()[-1]


def main():
    binary = str(Path(sys.argv[1]).resolve())
    if not (SHARED / "eval/seed").exists():
        print("skipped: ../shared is not there")
        return 77
    lines, failed = {}, 0
    for name, command, pattern, floor in FLOORS:
        line = lines.setdefault(tuple(command), None) or measure(binary, command)
        lines[tuple(command)] = line
        figure = float(re.search(pattern, line)[1])
        bad = figure > 0 if floor == 0 else figure < floor
        failed += bad
        print(f"{'FAILED' if bad else 'ok'}: {name}: {figure:g}, floor {floor:g}")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
